"""IPP messages (RFC 8010, RFC 8011): what CUPS speaks on port 631.

Only what a raw queue needs: attributes of plain values, no collections.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

VERSION = b"\x02\x00"
PRINT_JOB, GET_JOB_ATTRIBUTES, GET_PRINTER_ATTRIBUTES = 0x0002, 0x0009, 0x000B
# Group tags (RFC 8010 3.5.1) and value tags (3.5.2).
OPERATION, END = 0x01, 0x03
INTEGER, ENUM, BOOLEAN = 0x21, 0x23, 0x22
NAME, KEYWORD, URI, CHARSET, LANGUAGE, MIME = 0x42, 0x44, 0x45, 0x47, 0x48, 0x49
_LARGEST = 1024 * 1024


class BadIpp(ValueError):
    """These bytes are no IPP message."""


@dataclass(frozen=True)
class Attribute:
    """One attribute of a request: value tag, name, text or number."""

    tag: int
    name: str
    value: str | int


@dataclass(frozen=True)
class IppAnswer:
    """Status code (below 0x0100 all is well) and attributes with all their values."""

    status: int
    attributes: dict[str, list[str | int]] = field(default_factory=dict)

    def number(self, name: str) -> int:
        """Return the first value of a numeric attribute, 0 when it is missing."""
        values = self.attributes.get(name) or [0]
        return values[0] if isinstance(values[0], int) else 0

    def words(self, name: str) -> list[str]:
        """Return all values of an attribute as texts."""
        return [str(value) for value in self.attributes.get(name, [])]


def encode(operation: int, number: int, attributes: list[Attribute]) -> bytes:
    """Return a request; a document follows right behind it.

    :param operation: such as :data:`PRINT_JOB`; charset and language come first.
    """
    fixed = [
        Attribute(CHARSET, "attributes-charset", "utf-8"),
        Attribute(LANGUAGE, "attributes-natural-language", "en"),
    ]
    body = b"".join(_attribute(one) for one in [*fixed, *attributes])
    head = VERSION + struct.pack(">HI", operation, number)
    return head + bytes([OPERATION]) + body + bytes([END])


def _attribute(one: Attribute) -> bytes:
    value = (
        struct.pack(">i", one.value)
        if isinstance(one.value, int)
        else one.value.encode("utf-8")
    )
    name = one.name.encode("ascii")
    return struct.pack(">BH", one.tag, len(name)) + name + _sized(value)


def _sized(value: bytes) -> bytes:
    return struct.pack(">H", len(value)) + value


def decode(data: bytes) -> IppAnswer:
    """Read an answer; what stands behind the attributes is left out.

    :raises BadIpp: truncated or no IPP at all.
    """
    if len(data) < 9 or len(data) > _LARGEST or data[0] not in (1, 2):
        raise BadIpp("no IPP answer")
    found: dict[str, list[str | int]] = {}
    at, name = 8, ""
    while (tag := _byte(data, at)) != END:
        at += 1
        if tag < 0x10:  # a new group
            continue
        key, at = _field(data, at)
        value, at = _field(data, at)
        name = key.decode("utf-8", "replace") or name
        found.setdefault(name, []).append(_value(tag, value))
    return IppAnswer(struct.unpack(">H", data[2:4])[0], found)


def _byte(data: bytes, at: int) -> int:
    if at >= len(data):
        raise BadIpp("truncated IPP answer")
    return data[at]


def _field(data: bytes, at: int) -> tuple[bytes, int]:
    end = at + 2 + (_byte(data, at) << 8) + _byte(data, at + 1)
    if end > len(data):
        raise BadIpp("truncated IPP answer")
    return data[at + 2 : end], end


def _value(tag: int, value: bytes) -> str | int:
    if tag in (INTEGER, ENUM) and len(value) == 4:
        return int(struct.unpack(">i", value)[0])
    if tag == BOOLEAN and len(value) == 1:
        return value[0]
    return value.decode("utf-8", "replace")
