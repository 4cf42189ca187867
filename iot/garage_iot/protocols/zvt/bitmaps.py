"""Data objects ("bitmaps", BMP) of ZVT messages (PA00P015, chapter 8)."""

from __future__ import annotations

from collections.abc import Iterable

from ...errors import ProtocolError
from . import tlv

TLV = 0x06

_FIXED = {
    0x01: 1, 0x02: 1, 0x03: 1, 0x04: 6, 0x05: 1, 0x0B: 3, 0x0C: 3, 0x0D: 2, 0x0E: 2,
    0x17: 2, 0x19: 1, 0x27: 1, 0x29: 4, 0x2A: 15, 0x37: 3, 0x3A: 2, 0x3B: 8, 0x3D: 3,
    0x49: 2, 0x87: 2, 0x88: 3, 0x8A: 1, 0x8C: 1, 0xA0: 1, 0xAA: 3, 0xBA: 5, 0xD0: 1,
    0xD2: 1, 0xD3: 1, 0xE0: 1, 0xE9: 1, 0xEA: 1, 0xF0: 1, 0xF9: 1, 0xFA: 1, 0xFB: 1,
    0xFC: 1, 0xFD: 1,
}  # fmt: skip
_LLVAR = {0x22, 0x23, 0x2D, 0x8B, 0xA7, 0xD1} | set(range(0xF1, 0xF9))
_LLLVAR = {0x24, 0x2E, 0x3C, 0x60, 0x9A, 0xAF}


def _variable(data: bytes, at: int, width: int) -> tuple[int, int]:
    """Read an LLVAR (width 2) or LLLVAR (width 3) length: digits in low nibbles."""
    size = 0
    head = data[at : at + width]
    if len(head) < width:
        raise ProtocolError("Length of a data object is cut off")
    for byte in head:
        if byte & 0xF0 != 0xF0 or byte & 0x0F > 9:
            raise ProtocolError(f"Bad length byte {byte:02X} in a data object")
        size = size * 10 + (byte & 0x0F)
    return size, at + width


def _extent(data: bytes, at: int) -> tuple[int, int]:
    """Return size and start of the value whose id stands at ``at``."""
    bmp, at = data[at], at + 1
    if bmp in _FIXED:
        return _FIXED[bmp], at
    if bmp in _LLVAR:
        return _variable(data, at, 2)
    if bmp in _LLLVAR:
        return _variable(data, at, 3)
    if bmp == TLV:
        return tlv.read_length(data, at)
    raise ProtocolError(f"Unknown data object {bmp:02X}")


def parse(data: bytes) -> dict[int, bytes]:
    """Return the data objects by id; their order is free.

    :raises ProtocolError: unknown id (its length cannot be known), cut off, or one
        that stands twice with two values.
    """
    fields: dict[int, bytes] = {}
    at = 0
    while at < len(data):
        bmp = data[at]
        size, start = _extent(data, at)
        at = start + size
        if at > len(data):
            raise ProtocolError(f"Data object {bmp:02X} is cut off")
        if fields.setdefault(bmp, data[start:at]) != data[start:at]:
            raise ProtocolError(f"Data object {bmp:02X} has two values")
    return fields


def build(fields: Iterable[tuple[int, bytes]]) -> bytes:
    """Return the bytes of data objects in the given order.

    :raises ValueError: unknown id or wrong size of a fixed object.
    """
    out = b""
    for bmp, value in fields:
        out += bytes([bmp]) + _head(bmp, len(value)) + value
    return out


def _head(bmp: int, size: int) -> bytes:
    if bmp in _FIXED:
        if size != _FIXED[bmp]:
            raise ValueError(f"Data object {bmp:02X} needs {_FIXED[bmp]} bytes")
        return b""
    if bmp == TLV:
        return tlv.write_length(size)
    if bmp in _LLVAR or bmp in _LLLVAR:
        width = 2 if bmp in _LLVAR else 3
        return bytes(0xF0 | int(digit) for digit in f"{size:0{width}d}")
    raise ValueError(f"Unknown data object {bmp:02X}")
