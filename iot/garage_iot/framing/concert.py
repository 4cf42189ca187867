"""Frames of Concert V2 (protocol E+): STX text ETX LRC, between control characters.

LRC is the exclusive or of everything after STX, ETX included; it may itself be 02 or
03, so exactly one byte after ETX is taken. Source: two implementations by the same
authors that were used with real terminals [1]; frames of the tests are computed.
"""

from __future__ import annotations

from .. import damage
from ..errors import ProtocolError
from .signals import ETX, STX, Damaged, Event, Frame, Signal, is_signal, lrc

LONGEST_TEXT = 512


def encode(text: bytes) -> bytes:
    """Return the frame of a text.

    :raises ProtocolError: the text holds STX or ETX, or is longer than a frame can be.
    """
    if STX in text or ETX in text or len(text) > LONGEST_TEXT:
        raise ProtocolError("This text does not fit into a Concert frame")
    checked = text + bytes([ETX])
    return bytes([STX]) + checked + bytes([lrc(checked)])


class Decoder:
    """Finds control characters and frames in a byte stream, however fragmented.

    Bytes between frames that mean nothing are line noise and left out.
    """

    def __init__(self) -> None:
        self._text: bytearray | None = None
        self._ended = False

    def feed(self, received: bytes) -> list[Event]:
        """Take bytes and return what became complete."""
        found = (self._take(byte) for byte in received)
        return [event for event in found if event is not None]

    @property
    def in_frame(self) -> bool:
        """A frame has begun and is not complete."""
        return self._text is not None

    def drop(self) -> None:
        """Forget a frame that stopped in the middle."""
        self._text, self._ended = None, False

    def _take(self, byte: int) -> Event | None:
        if self._text is None:
            return self._outside(byte)
        if self._ended:
            return self._check(byte)
        if byte == ETX:
            self._ended = True
        elif byte == STX:
            self._text = bytearray()
        else:
            self._text.append(byte)
        if len(self._text) > LONGEST_TEXT:
            return self._damaged("The frame is too long")
        return None

    def _outside(self, byte: int) -> Event | None:
        if byte == STX:
            self._text = bytearray()
            return None
        return Signal(byte) if is_signal(byte) else None

    def _check(self, byte: int) -> Event:
        text = bytes(self._text or b"")
        if byte != lrc(text + bytes([ETX])):
            return self._damaged("The check character of the frame is wrong")
        self.drop()
        return Frame(text)

    def _damaged(self, why: str) -> Damaged:
        damage.tell(why, bytes(self._text or b""))
        self.drop()
        return Damaged(why)
