"""Structured payment references and their check digits.

Sources: ISO 11649 (creditor reference, RF), Betaalvereniging Nederland
(betalingskenmerk, mod 11), Febelfin (OGM/VCS, mod 97).
"""

from __future__ import annotations

import re

from .normalise import compact, digits

_NL_WEIGHTS = (2, 4, 8, 5, 10, 9, 7, 3, 6, 1)


def is_rf(text: str) -> bool:
    """Tell whether ``text`` is an ISO 11649 reference with right check digits."""
    key = compact(text)
    if not re.fullmatch(r"RF[0-9]{2}[A-Z0-9]{1,21}", key):
        return False
    turned = key[4:] + key[:4]
    return int("".join(str(int(char, 36)) for char in turned)) % 97 == 1


def is_belgian(text: str) -> bool:
    """Tell whether ``text`` holds a Belgian OGM/VCS number (12 digits, mod 97)."""
    key = digits(text)
    if len(key) != 12 or not re.fullmatch(r"[0-9+*/ .-]+", text.strip()):
        return False
    return (int(key[:10]) % 97 or 97) == int(key[10:])


def is_dutch(text: str) -> bool:
    """Tell whether ``text`` is a Dutch payment reference (16 digits, mod 11).

    The first digit is the check digit over the other fifteen, weighted from the
    right with 2, 4, 8, 5, 10, 9, 7, 3, 6, 1 in turn.
    """
    key = digits(text)
    if len(key) != 16 or not re.fullmatch(r"[0-9 .-]+", text.strip()):
        return False
    total = sum(
        int(digit) * _NL_WEIGHTS[place % 10]
        for place, digit in enumerate(reversed(key[1:]))
    )
    check = 11 - total % 11
    return int(key[0]) == {10: 1, 11: 0}.get(check, check)


def kind(text: str) -> str:
    """Name the kind of reference: "rf", "be", "nl" or "" (none with check digits)."""
    if is_rf(text):
        return "rf"
    if is_belgian(text):
        return "be"
    if is_dutch(text):
        return "nl"
    return ""
