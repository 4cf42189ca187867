"""ZVT messages on a serial line (PA00P016 rev. 04): framed, checked, acknowledged.

``10 02`` APDU ``10 03`` CRC low byte first; every 10 of the APDU is sent twice. The
check sum is CRC-16/KERMIT over the APDU as it was before the doubling, and the byte
03; the specification's own name for it is misleading. One byte answers a frame: 06
(taken) or 15 (damaged, please repeat).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from .. import damage

_DLE, _STX, _ETX = 0x10, 0x02, 0x03
_LONGEST = 5 + 0xFFFF
_POLYNOMIAL = 0x8408
ACK, NAK = b"\x06", b"\x15"


class Signal(Enum):
    """What is no message: the answers of the other side, and damage."""

    TAKEN = "taken"
    REPEAT = "repeat"
    DAMAGED = "damaged"


@dataclass(frozen=True)
class Frame:
    """The bytes of one APDU whose check sum is right."""

    apdu: bytes


Event = Frame | Signal


def _table() -> tuple[int, ...]:
    entries = []
    for value in range(256):
        for _ in range(8):
            value = (value >> 1) ^ (_POLYNOMIAL if value & 1 else 0)
        entries.append(value)
    return tuple(entries)


_CRC = _table()


def checksum(apdu: bytes) -> bytes:
    """Return the two check bytes of an APDU as they are sent."""
    crc = 0
    for byte in apdu + bytes([_ETX]):
        crc = (crc >> 8) ^ _CRC[(crc ^ byte) & 0xFF]
    return crc.to_bytes(2, "little")


def encode(apdu: bytes) -> bytes:
    """Return the frame of an APDU."""
    doubled = apdu.replace(b"\x10", b"\x10\x10")
    return b"\x10\x02" + doubled + b"\x10\x03" + checksum(apdu)


class Decoder:
    """Cuts a byte stream into frames and single-byte answers."""

    def __init__(self) -> None:
        self._read = self._outside
        self._apdu = bytearray()
        self._check = bytearray()

    def feed(self, received: bytes) -> list[Event]:
        """Take bytes and return what became complete, in order.

        Bytes outside a frame that are no answer are line noise and are dropped.
        """
        found = (self._read(byte) for byte in received)
        return [event for event in found if event is not None]

    @property
    def pending(self) -> bool:
        """A frame has begun and is not complete (T1 runs)."""
        return self._read != self._outside

    def reset(self) -> None:
        """Forget a frame that was never completed."""
        self._read = self._outside
        self._apdu.clear()
        self._check.clear()

    def _outside(self, byte: int) -> Event | None:
        if byte == _DLE:
            self._read = self._begin
        elif byte == ACK[0]:
            return Signal.TAKEN
        elif byte == NAK[0]:
            return Signal.REPEAT
        return None

    def _begin(self, byte: int) -> Event | None:
        self.reset()
        if byte == _STX:
            self._read = self._inside
        return None

    def _inside(self, byte: int) -> Event | None:
        if byte == _DLE:
            self._read = self._escaped
        elif len(self._apdu) >= _LONGEST:
            return self._damaged("The frame is too long or breaks off")
        else:
            self._apdu.append(byte)
        return None

    def _escaped(self, byte: int) -> Event | None:
        if byte == _ETX:
            self._read = self._checking
        elif byte == _DLE:
            self._apdu.append(byte)
            self._read = self._inside
        elif byte == _STX:  # the other side began anew
            return self._begin(byte)
        else:
            return self._damaged("The frame is too long or breaks off")
        return None

    def _checking(self, byte: int) -> Event | None:
        self._check.append(byte)
        if len(self._check) < 2:
            return None
        apdu, check = bytes(self._apdu), bytes(self._check)
        if check != checksum(apdu):
            return self._damaged("The check sum of the frame is wrong")
        self.reset()
        return Frame(apdu)

    def _damaged(self, why: str) -> Signal:
        damage.tell(why, bytes(self._apdu))
        self.reset()
        return Signal.DAMAGED
