"""Damaged bytes of a device, as the log shows them: in hex, without card numbers."""

from __future__ import annotations

import functools
import logging
import re
from collections.abc import Callable, Iterator
from typing import ParamSpec, TypeVar

from .errors import ProtocolError
from .protocols.masking import is_card_number

P = ParamSpec("P")
T = TypeVar("T")
_logger = logging.getLogger(__name__)
_MOST_BYTES = 256
_SHORTEST, _LONGEST, _SHOWN = 13, 19, 4
# Damaged text shows no check digit to trust: any long row of digits is hidden.
_TEXT_DIGITS = re.compile(rb"[0-9](?:[ -]?[0-9]){12,}")
# Digits that stand two in a byte (BCD), as ZVT packs them, from the first of a byte on.
_PACKED_DIGITS = re.compile(r"[0-9]{13,}")
# ZVT BMP 22 to 24 (card number, tracks) with the length in two bytes Fx Fy.
_CARD_FIELD = re.compile(r"2[2-4]F([0-9])F([0-9])")


def masked_hex(data: bytes) -> str:
    """Return the first 256 bytes in hex, a blank between two; ``*`` hides a digit.

    Hidden are all but the last four of 13 or more digits in a row that stand as text,
    and of 13 to 19 digits with the check digit of card numbers that stand two in a
    byte; of ZVT's fields for card numbers and tracks everything.
    """
    first = data[: _MOST_BYTES + 2 * _LONGEST]
    digits = list(first.hex().upper())
    for start, end in _as_text(first):
        digits[start:end] = "*" * (end - start)
    for start, end in _packed("".join(digits)):
        digits[start:end] = "*" * (end - start)
    whole = "".join(digits[: 2 * _MOST_BYTES])
    shown = " ".join(whole[at : at + 2] for at in range(0, len(whole), 2))
    left = len(data) - _MOST_BYTES
    return f"{shown} and {left} bytes more" if left > 0 else shown


def _as_text(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield the places in hex of digits that stand as text."""
    for found in _TEXT_DIGITS.finditer(data):
        yield 2 * found.start(), 2 * (found.end() - _SHOWN)


def _packed(digits: str) -> Iterator[tuple[int, int]]:
    """Yield the places in hex of packed card numbers."""
    for field in _CARD_FIELD.finditer(digits):
        if field.start() % 2 == 0:
            size = 2 * int(field[1] + field[2])
            yield field.end(), min(field.end() + size, len(digits))
    for run in _PACKED_DIGITS.finditer(digits):
        for start in range(run.start() + run.start() % 2, run.end() - _SHORTEST + 1, 2):
            for end in range(start + _SHORTEST, min(start + _LONGEST, run.end()) + 1):
                if _is_packed_number(digits[start:end], end == run.end()):
                    yield start, end - _SHOWN


def _is_packed_number(digits: str, last: bool) -> bool:
    """Tell a card number from other digits; an odd one ends its row with a filler.

    Bytes 30 to 39 only are digits as text, and no card number begins with a nought.
    """
    text = set(digits[::2]) == {"3"}
    fits = last or len(digits) % 2 == 0
    return fits and not text and digits[0] != "0" and is_card_number(digits)


def tell(why: str, data: bytes) -> None:
    """Write damaged bytes into the log."""
    if _logger.isEnabledFor(logging.WARNING):
        _logger.warning("%s. Received: %s", why.rstrip("."), masked_hex(data))


def tells(read: Callable[P, T]) -> Callable[P, T]:
    """Decorate a reader of bytes: what it refuses stands in the log."""

    @functools.wraps(read)
    def reader(*arguments: P.args, **named: P.kwargs) -> T:
        try:
            return read(*arguments, **named)
        except ProtocolError as error:
            received = (value for value in arguments if isinstance(value, bytes))
            tell(error.message, next(received, b""))
            raise

    return reader
