"""TLV container of ZVT (BMP 06; PA00P015, chapter 9): BER-like tags and lengths."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ...errors import ProtocolError

_CONSTRUCTED = 0x20
_MAX_DEPTH = 8
_MAX_TAG_BYTES = 4


@dataclass(frozen=True)
class Tlv:
    """One tag with its value; constructed tags hold ``children`` instead."""

    tag: int
    value: bytes = b""
    children: tuple[Tlv, ...] = field(default=())

    def find(self, tag: int) -> Tlv | None:
        """Return the first element with ``tag`` below this one, at any depth."""
        return find(self.children, tag)


def find(elements: Iterable[Tlv], tag: int) -> Tlv | None:
    """Return the first element with ``tag``, at any depth."""
    for element in elements:
        if element.tag == tag:
            return element
        below = element.find(tag)
        if below is not None:
            return below
    return None


def read_length(data: bytes, at: int) -> tuple[int, int]:
    """Read a length at ``at``: 00-7F, ``81 nn`` or ``82 hi lo``.

    :return: the length and the position behind it.
    :raises ProtocolError: cut off or another form.
    """
    try:
        first = data[at]
        if first < 0x80:
            return first, at + 1
        if first == 0x81:
            return data[at + 1], at + 2
        if first == 0x82:
            return (data[at + 1] << 8) | data[at + 2], at + 3
    except IndexError as error:
        raise ProtocolError("TLV length is cut off") from error
    raise ProtocolError(f"TLV length form {first:02X} is not allowed")


def _read_tag(data: bytes, at: int) -> tuple[int, bool, int]:
    first = tag = data[at]
    at += 1
    if first & 0x1F == 0x1F:
        more = True
        while more:
            if at >= len(data):
                raise ProtocolError("TLV tag is cut off")
            if tag >> (8 * (_MAX_TAG_BYTES - 1)):
                raise ProtocolError("TLV tag is too long")
            tag = (tag << 8) | data[at]
            more = bool(data[at] & 0x80)
            at += 1
    return tag, bool(first & _CONSTRUCTED), at


def parse(data: bytes, depth: int = 0) -> tuple[Tlv, ...]:
    """Return the elements of a container (without its BMP 06 and length).

    :raises ProtocolError: lengths do not fit or the nesting is absurd.
    """
    if depth > _MAX_DEPTH:
        raise ProtocolError("TLV is nested too deeply")
    elements: list[Tlv] = []
    at = 0
    while at < len(data):
        tag, constructed, at = _read_tag(data, at)
        size, at = read_length(data, at)
        value = data[at : at + size]
        if len(value) < size:
            raise ProtocolError("TLV value is cut off")
        at += size
        if constructed:
            elements.append(Tlv(tag, b"", parse(value, depth + 1)))
        else:
            elements.append(Tlv(tag, value))
    return tuple(elements)


def write_length(size: int) -> bytes:
    """Return the shortest form of a length."""
    if size < 0x80:
        return bytes([size])
    if size < 0x100:
        return bytes([0x81, size])
    return b"\x82" + size.to_bytes(2, "big")


def build(elements: Iterable[Tlv]) -> bytes:
    """Return the bytes of a container (without its BMP 06 and length)."""
    out = b""
    for element in elements:
        value = build(element.children) if element.children else element.value
        width = max((element.tag.bit_length() + 7) // 8, 1)
        out += element.tag.to_bytes(width, "big") + write_length(len(value)) + value
    return out
