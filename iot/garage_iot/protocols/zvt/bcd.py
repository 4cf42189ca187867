"""Packed decimals of ZVT (PA00P015, chapter 1: BCD, two digits a byte)."""

from __future__ import annotations

from ...errors import ProtocolError

_NEGATIVE = "d"


def encode(number: int, size: int) -> bytes:
    """Pack a whole number into ``size`` bytes, e.g. ``4990, 6 -> 000000004990``.

    :raises ValueError: negative or too large.
    """
    digits = f"{number:0{size * 2}d}"
    if number < 0 or len(digits) > size * 2:
        raise ValueError(f"{number} does not fit into {size} bytes of decimals")
    return bytes.fromhex(digits)


def encode_signed(number: int, size: int) -> bytes:
    """Pack a sum that may be negative: a leading nibble D marks minus.

    The minus form is a convention of our simulator; ZVT itself defines no sign.
    """
    if number >= 0:
        return encode(number, size)
    return bytes.fromhex(_NEGATIVE + f"{-number:0{size * 2 - 1}d}")


def digits(packed: bytes) -> str:
    """Return the digits as text, leading zeros kept.

    :raises ProtocolError: a nibble is no digit.
    """
    text = packed.hex()
    if not text.isdigit():
        raise ProtocolError(f"Not a decimal number: {text}")
    return text


def decode_signed(packed: bytes) -> int:
    """Return the number, see :func:`encode_signed`.

    :raises ProtocolError: a nibble is no digit.
    """
    text = packed.hex()
    sign = -1 if text.startswith(_NEGATIVE) else 1
    number = text[1:] if sign < 0 else text
    if not number.isdigit():
        raise ProtocolError(f"Not a decimal number: {text}")
    return sign * int(number)


def masked_pan(packed: bytes) -> str:
    """Return a card number fit for a log or receipt: at most the last 4 digits.

    Nibble E stands for a masked digit, F pads, D separates track data (PA00P015,
    BMP 22). Whatever the terminal sends in clear is masked here as well.
    """
    nibbles = packed.hex().partition("d")[0].rstrip("f").replace("e", "*")
    if len(nibbles) <= 4:
        return nibbles
    return "*" * (len(nibbles) - 4) + nibbles[-4:]
