"""Bytes of a serial scanner to codes: a code ends with CR, LF, Tab or a pause."""

from __future__ import annotations

import re

_LONGEST = 4096
_ENDS = re.compile(rb"[\r\n\t\x03]")
_STARTS = b"\x02"


class LineCodes:
    """Cuts a byte stream into codes; ``prefix`` is dropped from their start.

    :param charset: encoding of the scanner; bytes it does not know are dropped.
    """

    def __init__(self, prefix: str = "", charset: str = "utf-8") -> None:
        self._prefix = prefix
        self._charset = charset
        self._buffer = b""

    def feed(self, received: bytes) -> list[str]:
        """Take bytes and return the codes that are complete."""
        *whole, self._buffer = _ENDS.split(self._buffer + received)
        if len(self._buffer) > _LONGEST:
            self._buffer = b""  # noise: no code is that long
        return [code for raw in whole if (code := self._code(raw))]

    def flush(self) -> list[str]:
        """Return what arrived before a pause: some scanners send no end."""
        raw, self._buffer = self._buffer, b""
        code = self._code(raw)
        return [code] if code else []

    def _code(self, raw: bytes) -> str:
        if len(raw) > _LONGEST:
            return ""
        text = raw.lstrip(_STARTS).decode(self._charset, "ignore")
        printable = "".join(letter for letter in text if letter.isprintable())
        return printable.strip().removeprefix(self._prefix)
