"""UCS messages on a serial line: DLE STX message DLE ETX LRC, between ENQ, ACK, EOT.

LRC is the exclusive or of the message alone. Source: a Java client that was used on a
serial port [1]; it doubles no DLE, and messages (digits and Windows-1251 text) hold
none.
"""

from __future__ import annotations

from .. import damage
from ..errors import ProtocolError
from .signals import DLE, ETX, STX, Damaged, Event, Frame, Signal, is_signal, lrc

LONGEST_MESSAGE = 14 + 255


def encode(message: bytes) -> bytes:
    """Return the frame of a message.

    :raises ProtocolError: it holds a DLE, or is longer than a message can be.
    """
    if DLE in message or len(message) > LONGEST_MESSAGE:
        raise ProtocolError("This message does not fit into a frame")
    return bytes([DLE, STX]) + message + bytes([DLE, ETX]) + bytes([lrc(message)])


class Decoder:
    """Finds control characters and frames in a byte stream, however fragmented."""

    def __init__(self) -> None:
        self._message: bytearray | None = None
        self._escaped = False
        self._ended = False

    def feed(self, received: bytes) -> list[Event]:
        """Take bytes and return what became complete."""
        found = (self._take(byte) for byte in received)
        return [event for event in found if event is not None]

    def drop(self) -> None:
        """Forget a frame that stopped in the middle."""
        self._message, self._escaped, self._ended = None, False, False

    def _take(self, byte: int) -> Event | None:
        if self._ended:
            return self._check(byte)
        if self._escaped:
            return self._after_dle(byte)
        if byte == DLE:
            self._escaped = True
            return None
        if self._message is None:
            return Signal(byte) if is_signal(byte) else None
        self._message.append(byte)
        if len(self._message) > LONGEST_MESSAGE:
            return self._damaged("The frame is too long")
        return None

    def _after_dle(self, byte: int) -> Event | None:
        self._escaped = False
        inside = self._message is not None
        if byte == STX:
            self._message = bytearray()
        elif byte == ETX and inside:
            self._ended = True
        elif inside:
            return self._damaged("The frame holds an unknown control character")
        return None

    def _check(self, byte: int) -> Event:
        message = bytes(self._message or b"")
        if byte != lrc(message):
            return self._damaged("The check character of the frame is wrong")
        self.drop()
        return Frame(message)

    def _damaged(self, why: str) -> Damaged:
        damage.tell(why, bytes(self._message or b""))
        self.drop()
        return Damaged(why)
