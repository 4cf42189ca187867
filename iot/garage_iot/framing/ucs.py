"""UCS EFTPOS messages: class, code, terminal (10), length (2 hex digits), data.

Sources: the till module of a hotel program [1] and a kiosk client in C++ [1], which
agree; a Java client shows the same header. On a network messages stand back to back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .. import damage
from ..errors import ProtocolError

LONGEST_DATA = 0xFF
_HEAD = 14
_KIND = re.compile(r"[0-9][0-9A-Z]")
_TERMINAL = re.compile(r"[0-9]{10}")
_PARTS = ((2, re.compile(rb"[0-9]?[0-9A-Z]?")), (12, re.compile(rb"[0-9]*")),
          (14, re.compile(rb"[0-9A-Fa-f]*")))  # fmt: skip


@dataclass(frozen=True)
class Message:
    """One message: ``kind`` is class and code, e.g. ``10``; ``data`` 0 to 255 bytes."""

    kind: str
    terminal: str
    data: bytes = b""


def encode(message: Message) -> bytes:
    """Return the bytes of a message.

    :raises ValueError: kind, terminal or data that the protocol cannot write.
    """
    if _KIND.fullmatch(message.kind) is None:
        raise ValueError(f"{message.kind!r} is no class and code")
    if _TERMINAL.fullmatch(message.terminal) is None:
        raise ValueError("The terminal must have ten digits")
    if len(message.data) > LONGEST_DATA:
        raise ValueError("A UCS message holds at most 255 bytes")
    head = f"{message.kind}{message.terminal}{len(message.data):02X}"
    return head.encode("ascii") + message.data


class Decoder:
    """Cuts a byte stream into messages, whatever way it was fragmented.

    There is no mark to find the next message by: after a ``ProtocolError`` the decoder
    cannot be used again.
    """

    def __init__(self) -> None:
        self._buffer = bytearray()

    @damage.tells
    def feed(self, received: bytes) -> list[Message]:
        """Take bytes and return the messages that became complete.

        :raises ProtocolError: bytes that are no header.
        """
        self._buffer += received
        complete: list[Message] = []
        while (message := self._cut()) is not None:
            complete.append(message)
        return complete

    @property
    def pending(self) -> int:
        """Number of bytes that wait for the rest of their message."""
        return len(self._buffer)

    def _cut(self) -> Message | None:
        self._check_head()
        if len(self._buffer) < _HEAD:
            return None
        head = self._buffer[:_HEAD].decode("ascii")
        end = _HEAD + int(head[12:], 16)
        if len(self._buffer) < end:
            return None
        data = bytes(self._buffer[_HEAD:end])
        del self._buffer[:end]
        return Message(head[:2], head[2:12], data)

    def _check_head(self) -> None:
        """Refuse garbage with its first byte, not when its "length" has come."""
        start = 0
        for end, allowed in _PARTS:
            if allowed.fullmatch(self._buffer[start:end]) is None:
                raise ProtocolError("The terminal sent bytes that are no UCS message")
            start = end
