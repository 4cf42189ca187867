"""Caisse-AP over IP: fields TAG(2) LEN(3 decimal digits) VALUE, one after another.

Source: the dialects 0300 (as implemented for Ingenico and Verifone terminals in France)
and 0320 (Nepting) agree on it [2+]. There is no terminator and no checksum: where a
message ends is told by the field ``CZ`` of the next one, by silence, or by the end of
the connection, which is the business of the dialogue.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .. import damage
from ..errors import ProtocolError

LONGEST_VALUE = 999
MOST_FIELDS = 200
_HEAD = 5
_TAG = re.compile(r"[A-Z0-9]{2}")


@dataclass(frozen=True)
class Field:
    """One field; ``value`` holds 1 to 999 characters (ISO 8859-1, normally ASCII)."""

    tag: str
    value: str


def encode(fields: Iterable[Field]) -> bytes:
    """Return the bytes of a message.

    :raises ValueError: a tag, or a value of a length, that the protocol does not know.
    """
    return b"".join(_encode(field) for field in fields)


def _encode(field: Field) -> bytes:
    if _TAG.fullmatch(field.tag) is None:
        raise ValueError(f"{field.tag!r} is not a tag of two capitals or digits")
    value = field.value.encode("iso-8859-1")
    if not 0 < len(value) <= LONGEST_VALUE:
        raise ValueError(f"The value of {field.tag} must have 1 to 999 characters")
    return field.tag.encode("ascii") + b"%03d" % len(value) + value


class Decoder:
    """Cuts a byte stream into fields, whatever way it was fragmented.

    A length that is zero or no number leaves no way to find the next field: after a
    ``ProtocolError`` the decoder cannot be used again.
    """

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._taken = 0

    @damage.tells
    def feed(self, received: bytes) -> list[Field]:
        """Take bytes and return the fields that became complete.

        :raises ProtocolError: damaged bytes, or more fields than a message can have.
        """
        self._buffer += received
        complete: list[Field] = []
        while (field := self._cut()) is not None:
            complete.append(field)
        self._taken += len(complete)
        if self._taken > MOST_FIELDS:
            raise ProtocolError("The terminal sent more fields than a message can have")
        return complete

    @property
    def pending(self) -> int:
        """Number of bytes that wait for the rest of their field."""
        return len(self._buffer)

    def _cut(self) -> Field | None:
        self._check_head()
        if len(self._buffer) < _HEAD:
            return None
        end = _HEAD + int(self._buffer[2:_HEAD])
        if end == _HEAD:
            raise ProtocolError("The terminal sent a field without a value")
        if len(self._buffer) < end:
            return None
        tag = self._buffer[:2].decode("ascii")
        value = self._buffer[_HEAD:end].decode("iso-8859-1")
        del self._buffer[:end]
        return Field(tag, value)

    def _check_head(self) -> None:
        """Refuse garbage with its first byte, not when its "length" has come."""
        tag, length = bytes(self._buffer[:2]), bytes(self._buffer[2:_HEAD])
        if any(not (48 <= byte <= 57 or 65 <= byte <= 90) for byte in tag):
            raise ProtocolError("The terminal sent a field with an unreadable tag")
        if any(not 48 <= byte <= 57 for byte in length):
            raise ProtocolError("The terminal sent a field with an unreadable length")
