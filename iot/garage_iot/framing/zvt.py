"""ZVT messages on TCP: APDUs back to back, no checksum (PA00P016 rev. 04)."""

from __future__ import annotations

from dataclasses import dataclass

_EXTENDED = 0xFF


@dataclass(frozen=True)
class Apdu:
    """One ZVT message.

    ``control`` is CLASS and INSTR as one number, e.g. ``0x0601``; ``data`` is what
    follows the length (PA00P015, chapter 1).
    """

    control: int
    data: bytes = b""

    def __str__(self) -> str:
        return f"{self.control >> 8:02X} {self.control & 0xFF:02X} ({len(self.data)})"


def encode(apdu: Apdu) -> bytes:
    """Return the bytes of ``apdu``: CLASS INSTR LEN DATA.

    LEN is one byte up to FE; longer data use FF and two bytes, low byte first.

    :raises ValueError: when the data are longer than 65535 bytes.
    """
    size = len(apdu.data)
    if size > 0xFFFF:
        raise ValueError("A ZVT message holds at most 65535 bytes")
    length = bytes([size]) if size < _EXTENDED else b"\xff" + size.to_bytes(2, "little")
    return apdu.control.to_bytes(2, "big") + length + apdu.data


class Decoder:
    """Cuts a byte stream into messages, whatever way it was fragmented."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, received: bytes) -> list[Apdu]:
        """Take bytes and return the messages that became complete.

        A short message may legally use the long form of the length.
        """
        self._buffer += received
        complete: list[Apdu] = []
        while (apdu := self._cut()) is not None:
            complete.append(apdu)
        return complete

    @property
    def pending(self) -> int:
        """Number of bytes that wait for the rest of their message."""
        return len(self._buffer)

    def _cut(self) -> Apdu | None:
        buffer = self._buffer
        if len(buffer) < 3:
            return None
        start, size = 3, buffer[2]
        if size == _EXTENDED:
            if len(buffer) < 5:
                return None
            start, size = 5, int.from_bytes(buffer[3:5], "little")
        if len(buffer) < start + size:
            return None
        apdu = Apdu(
            int.from_bytes(buffer[:2], "big"), bytes(buffer[start : start + size])
        )
        del buffer[: start + size]
        return apdu
