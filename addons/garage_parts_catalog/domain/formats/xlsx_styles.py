"""How a workbook shows its numbers: days, leading zeros and groups of digits.

Excel stores 0 451 103 079 as the number 451103079 with a format, and a number that
it took for a day as the count of days since 1900.  Source: ECMA-376, section 18.8.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

#: numbers of formats that need no definition and show days or times
_DAYS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
_HIDDEN = re.compile(r"\[[^]]*\]|[_*].")
_DAY_SIGNS = re.compile(r"[dmyhs]", re.IGNORECASE)
_DIGITS = re.compile(r"[0 \-/]*$")
_WHOLE = re.compile(r"\d{1,15}$", re.ASCII)
_MOST_DIGITS = 40
_MOST_DAYS = 2_958_465  # 31 December 9999
DAY = "day"


def read_format(number: int, code: str) -> str:
    """Return ``DAY``, a mask of zeros such as ``0 000 000``, or "" for plain.

    :param number: of the format
    :param code: its definition, "" where the workbook gives none
    """
    if not code:
        return DAY if number in _DAYS else ""
    positive = code.split(";")[0]
    literal = _QUOTED.sub(lambda found: _masked(found[1] or found[2] or ""), positive)
    plain = _HIDDEN.sub("", literal)
    if _DAY_SIGNS.search(plain):
        return DAY
    zeros = plain.count("0")
    mask = _DIGITS.match(plain) and 1 < zeros <= _MOST_DIGITS
    return plain.strip() if mask else ""


def _masked(text: str) -> str:
    """Return literal text of a format where it parts digits, else nothing."""
    return text if text in ("", " ", "-", "/") else "?"


def show(text: str, form: str, *, since_1904: bool = False) -> str:
    """Return a number as the workbook shows it in this format."""
    if form == DAY:
        return _day(text, since_1904=since_1904)
    if not form or not _WHOLE.match(text):
        return text
    return _through_mask(text.zfill(form.count("0")), form)


def _through_mask(digits: str, mask: str) -> str:
    shown: list[str] = []
    left = list(digits)
    for sign in reversed(mask):
        shown.append(left.pop() if sign == "0" else sign)
    return "".join(left) + "".join(reversed(shown))


def _day(text: str, *, since_1904: bool) -> str:
    try:
        days = float(text)
    except ValueError:
        return text
    if not 0 < days <= _MOST_DAYS:
        return text
    # Excel counts a 29 February 1900 that never was
    start = date(1904, 1, 1) if since_1904 else date(1899, 12, 30)
    try:
        return (start + timedelta(days=int(days))).isoformat()
    except OverflowError:
        return text
