"""Keep card numbers out of texts that are stored."""

from __future__ import annotations

import re

_CANDIDATE = re.compile(r"(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)")


def is_luhn_valid(digits: str) -> bool:
    """Tell whether digits pass the Luhn check (ISO/IEC 7812-1 annex B)."""
    total = 0
    for position, digit in enumerate(reversed(digits)):
        value = int(digit)
        if position % 2:
            value = value * 2 - 9 if value > 4 else value * 2
        total += value
    return total % 10 == 0


def mask_card_numbers(text: str) -> str:
    """Replace each card number in ``text`` by stars and its last four digits.

    A card number is 13 to 19 digits, blanks or dashes between them allowed, that pass
    the Luhn check.
    """

    def _mask(match: re.Match[str]) -> str:
        digits = re.sub(r"\D", "", match.group())
        if not is_luhn_valid(digits):
            return match.group()
        return "*" * (len(digits) - 4) + digits[-4:]

    return _CANDIDATE.sub(_mask, text)
