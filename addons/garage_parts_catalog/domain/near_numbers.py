"""Article numbers with one slip of the finger or of the eye.

Every number that is one step away is written down and looked for as a whole: a few
hundred exact look-ups in an index are quicker and surer than comparing likeness.
Numbers are in the comparable form of ``domain/number.py``.
"""

from __future__ import annotations

from collections.abc import Iterator

SHORTEST, LONGEST = 5, 24
_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ALIKE = {
    "0": "OQD", "1": "IL", "2": "Z", "5": "S", "6": "G", "8": "B",
    "O": "0", "Q": "0", "D": "0", "I": "1", "L": "1", "Z": "2", "S": "5", "G": "6",
    "B": "8",
}  # fmt: skip
_AS_DIGITS = str.maketrans("OI", "01")

#: how a near number differs, likeliest first
ALIKE, SWAPPED, WRONG, EXTRA, MISSING = "alike", "swapped", "wrong", "extra", "missing"
RANK = {ALIKE: 0, SWAPPED: 1, WRONG: 2, EXTRA: 3, MISSING: 4}


def may_hold_slip(norm: str) -> bool:
    """Whether looking for near numbers makes sense: long enough, with a digit."""
    return SHORTEST <= len(norm) <= LONGEST and any(map(str.isdigit, norm))


def near_numbers(norm: str) -> dict[str, str]:
    """Return {number one step away: how it differs} of what was typed.

    ``extra`` means that a sign too many was typed, ``missing`` one too few.
    """
    found: dict[str, str] = {}
    if not may_hold_slip(norm):
        return found
    for how, number in _steps(norm):
        found.setdefault(number, how)
    found.pop(norm, None)
    return found


def _steps(norm: str) -> Iterator[tuple[str, str]]:
    yield ALIKE, norm.translate(_AS_DIGITS)
    places = range(len(norm))
    for i in places:
        for sign in _ALIKE.get(norm[i], ""):
            yield ALIKE, norm[:i] + sign + norm[i + 1 :]
    for i in places[:-1]:
        yield SWAPPED, norm[:i] + norm[i + 1] + norm[i] + norm[i + 2 :]
    for i in places:
        for sign in _SIGNS:
            yield WRONG, norm[:i] + sign + norm[i + 1 :]
    for i in places:
        yield EXTRA, norm[:i] + norm[i + 1 :]
    for i in range(len(norm) + 1):
        for sign in _SIGNS:
            yield MISSING, norm[:i] + sign + norm[i:]
