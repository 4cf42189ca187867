"""Card numbers: neither a field nor a slip may bring one into the journal."""

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


_LONGEST_PAN = 24
_KEPT_FRONT, _KEPT_BACK = 6, 4


def mask_pan(value: str) -> str:
    """Return a card number with its first six and last four digits at most.

    Some terminals send the full number in a field that should be masked, and most
    use another masking character; the answer shows ``*`` for what is hidden. Text
    that cannot be a card number (ISO/IEC 7812-1: up to 19 digits) is left out.

    :param value: the field as received, e.g. ``497010######1234``.
    """
    compact = re.sub(r"[ -]", "", value)
    found = re.fullmatch(r"([0-9]*)[*#xX.]*([0-9]*)", compact)
    if found is None or not compact or len(compact) > _LONGEST_PAN:
        return ""
    if len(compact) <= _KEPT_FRONT + _KEPT_BACK:
        front, back = "", compact[-_KEPT_BACK:]
    else:
        front, back = found[1][:_KEPT_FRONT], compact[-_KEPT_BACK:]
    hidden = len(compact) - len(front) - len(back)
    return front + "*" * hidden + back if back.isascii() and back.isdecimal() else ""
