"""INPAS SmartSale on the wire: frames with a check sum, and single signals.

``STX LEN(2, low byte first) fields CRC(2, high byte first)``; CRC-16/BUYPASS
(polynomial 8005, start 0, nothing reflected) over everything before it. As read in a
vending machine's driver [1 source]. A frame of five bytes of fields says "wait".
"""

from __future__ import annotations

from dataclasses import dataclass

from .. import damage

STX, EOT, ACK, NAK = 0x02, 0x04, 0x06, 0x15
_SIGNALS = frozenset({EOT, ACK, NAK})
_HEAD, _TAIL = 3, 2
_WAIT_SIZE = 5
LONGEST = 16_384


@dataclass(frozen=True)
class Frame:
    """Fields of one message, with a check sum that was right."""

    payload: bytes

    @property
    def is_wait(self) -> bool:
        """The terminal is at work and wants the till to wait."""
        return len(self.payload) == _WAIT_SIZE


@dataclass(frozen=True)
class Signal:
    """ACK, NAK or EOT."""

    code: int


@dataclass(frozen=True)
class Damaged:
    """Bytes that are no message: wrong check sum, impossible length, noise."""

    why: str


Event = Frame | Signal | Damaged


def crc(data: bytes) -> int:
    """Return CRC-16/BUYPASS."""
    value = 0
    for byte in data:
        value ^= byte << 8
        for _ in range(8):
            value = (value << 1) ^ (0x8005 if value & 0x8000 else 0)
            value &= 0xFFFF
    return value


def encode(payload: bytes) -> bytes:
    """Return the frame of a message.

    :raises ValueError: no fields, or more than a frame of this driver may hold.
    """
    if not 0 < len(payload) <= LONGEST:
        raise ValueError(f"A message holds 1 to {LONGEST} bytes")
    head = bytes([STX]) + len(payload).to_bytes(2, "little") + payload
    return head + crc(head).to_bytes(2, "big")


class Decoder:
    """Cuts a byte stream into events, whatever way it was fragmented."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    @property
    def pending(self) -> int:
        """Number of bytes that wait for the rest of their frame."""
        return len(self._buffer)

    def feed(self, received: bytes) -> list[Event]:
        """Take bytes and return the events that became complete."""
        self._buffer += received
        found: list[Event] = []
        while (event := self._cut()) is not None:
            found.append(event)
        return found

    def _cut(self) -> Event | None:
        buffer = self._buffer
        if buffer and buffer[0] != STX:
            return self._signal_or_noise()
        if len(buffer) < _HEAD:
            return None
        size = int.from_bytes(buffer[1:3], "little")
        if not 0 < size <= LONGEST:
            damaged = self._damaged("impossible length", len(buffer))
            del buffer[0]
            return damaged
        end = _HEAD + size
        if len(buffer) < end + _TAIL:
            return None
        head, check = bytes(buffer[:end]), bytes(buffer[end : end + _TAIL])
        right = crc(head) == int.from_bytes(check, "big")
        found = Frame(head[_HEAD:]) if right else self._damaged("wrong check sum", end)
        del buffer[: end + _TAIL]
        return found

    def _signal_or_noise(self) -> Event:
        code = self._buffer[0]
        if code in _SIGNALS:
            del self._buffer[0]
            return Signal(code)
        known = (*_SIGNALS, STX)
        length = next(
            (i for i, byte in enumerate(self._buffer) if byte in known),
            len(self._buffer),
        )
        damaged = self._damaged("noise", length)
        del self._buffer[:length]
        return damaged

    def _damaged(self, why: str, length: int) -> Damaged:
        damage.tell(f"INPAS: {why}", bytes(self._buffer[:length]))
        return Damaged(why)
