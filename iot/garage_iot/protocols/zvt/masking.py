"""Card numbers in free text: a slip must not bring one into the journal."""

from __future__ import annotations

import re

_CANDIDATE = re.compile(r"(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)")


def is_card_number(digits: str) -> bool:
    """Tell whether digits pass the check of card numbers (Luhn, ISO/IEC 7812-1)."""
    total = 0
    for position, digit in enumerate(reversed(digits)):
        value = int(digit) * (position % 2 + 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def mask_card_numbers(text: str) -> str:
    """Replace all but the last four digits of every card number in a text.

    Only runs of 13 to 19 digits that pass the check digit are touched, so receipt and
    merchant numbers stay readable.
    """

    def mask(found: re.Match[str]) -> str:
        run = found.group()
        digits = re.sub(r"\D", "", run)
        if not is_card_number(digits) or not digits.strip("0"):
            return run
        return "*" * (len(digits) - 4) + digits[-4:]

    return _CANDIDATE.sub(mask, text)
