"""Fields of a message: number (1 byte), length (2, low byte first), text in CP1251."""

from __future__ import annotations

from collections.abc import Mapping

from ... import damage
from ...errors import ProtocolError
from ..masking import mask_card_numbers, mask_pan
from . import const

_CHARSET = "cp1251"
_TEXTS = frozenset({const.TEXT, const.RECEIPT})


def encode(fields: Mapping[int, str]) -> bytes:
    """Return the bytes of the fields, in the order given.

    :raises ValueError: a number or a value that a field cannot hold.
    """
    parts = []
    for number, text in fields.items():
        value = text.encode(_CHARSET)
        if not 0 <= number <= 0xFF or len(value) > 0xFFFF:
            raise ValueError(f"Field {number} cannot hold {len(value)} bytes")
        parts.append(bytes([number]) + len(value).to_bytes(2, "little") + value)
    return b"".join(parts)


@damage.tells
def decode(payload: bytes) -> dict[int, str]:
    """Return the fields by number; card data are masked or left out here.

    Unknown numbers are kept: nobody reads them.

    :raises ProtocolError: a length past the end, or one field with two values.
    """
    found: dict[int, str] = {}
    place = 0
    while place < len(payload):
        start = place + 3
        size = int.from_bytes(payload[place + 1 : start], "little")
        if start > len(payload) or start + size > len(payload):
            raise ProtocolError("A field is longer than its message")
        number = payload[place]
        text = payload[start : start + size].decode(_CHARSET, "replace")
        if found.setdefault(number, text) != text:
            raise ProtocolError(f"Field {number} has two values")
        place = start + size
    return {
        number: _clean(number, text)
        for number, text in found.items()
        if number not in const.SENSITIVE
    }


def _clean(number: int, text: str) -> str:
    if number == const.PAN:
        return mask_pan(text)
    return mask_card_numbers(text) if number in _TEXTS else text
