"""Control characters of serial lines (ISO/IEC 646) and what a line decoder finds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import xor

STX, ETX, EOT, ENQ, ACK, DLE, NAK = 0x02, 0x03, 0x04, 0x05, 0x06, 0x10, 0x15

_NAMES = {EOT: "EOT", ENQ: "ENQ", ACK: "ACK", NAK: "NAK"}


@dataclass(frozen=True)
class Signal:
    """A control character that stands alone: ENQ, ACK, NAK or EOT."""

    code: int

    def __str__(self) -> str:
        return _NAMES.get(self.code, f"{self.code:02X}")


@dataclass(frozen=True)
class Frame:
    """The text of a frame whose check character is right."""

    text: bytes


@dataclass(frozen=True)
class Damaged:
    """A frame that cannot be trusted: wrong check character, or too long."""

    why: str


Event = Signal | Frame | Damaged


def is_signal(code: int) -> bool:
    """Tell whether a byte outside of frames means something."""
    return code in _NAMES


def lrc(data: bytes) -> int:
    """Return the check character: all bytes, exclusive or."""
    return reduce(xor, data, 0)
