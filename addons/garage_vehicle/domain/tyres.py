"""Stored wheels: what size, date and tread say about them.

Treads are millimetres. A DOT date is week and year, 2319 for week 23 of 2019. Limits:
1.6 mm is the legal minimum in the EU; 4 mm in winter and 3 mm in summer is what motor
clubs and tyre makers advise; rubber is looked at from six years on and changed at ten.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

LEGAL_MM = 1.6
_ADVISED_MM = {"winter": 4.0, "summer": 3.0, "all": 4.0}
_OLD_YEARS, _TOO_OLD_YEARS = 6, 10
_UNEVEN_MM = 2.0
_SIZE = re.compile(
    r"^(\d{3})\D*(\d{2})\D*?(Z?R)?\D*(\d{2})(C?)\s*(\d{2,3}(?:/\d{2,3})?)?\s*([A-Z])?$"
)
#: first day of the month in which wheels of a season are fitted
_CHANGE_MONTH = {"winter": 11, "summer": 4}


@dataclass(frozen=True)
class Wheel:
    """One wheel; tread None when it was not measured, dot empty when not read."""

    tread: float | None = None
    dot: str = ""


def normalise_size(text: str) -> str:
    """Write a size as tyres do: ``2055516 91h`` is ``205/55 R16 91H``.

    What is not a usual size is kept, only trimmed and in capitals.
    """
    typed = " ".join((text or "").upper().split())
    match = _SIZE.match(typed)
    if not match:
        return typed
    width, ratio, kind, rim, cargo, load, speed = match.groups()
    size = f"{width}/{ratio} {kind or 'R'}{rim}{cargo}"
    return f"{size} {load}{speed or ''}" if load else size


def dot_date(dot: str) -> date | None:
    """Return the Monday of the week of making, None when it cannot be one."""
    if not re.fullmatch(r"\d{4}", dot or ""):
        return None
    week, year = int(dot[:2]), 2000 + int(dot[2:])
    if not 1 <= week <= 53:
        return None
    return date(year, 1, 1) + timedelta(weeks=week - 1)


def verdict(season: str, wheels: Iterable[Wheel], today: date) -> list[str]:
    """Return what speaks against fitting the wheels again, the worst first.

    Codes: ``illegal`` below the legal tread, ``old`` ten years and more, ``worn`` below
    the advised tread, ``aging`` six years and more, ``uneven`` treads far apart.
    """
    known = list(wheels)
    treads = [wheel.tread for wheel in known if wheel.tread]
    days = [made for wheel in known if (made := dot_date(wheel.dot))]
    years = max(((today - made).days / 365.25 for made in days), default=0.0)
    least = min(treads, default=99.0)
    found = {
        "illegal": least < LEGAL_MM,
        "old": years >= _TOO_OLD_YEARS,
        "worn": LEGAL_MM <= least < _ADVISED_MM.get(season, LEGAL_MM),
        "aging": _OLD_YEARS <= years < _TOO_OLD_YEARS,
        "uneven": bool(treads) and max(treads) - least >= _UNEVEN_MM,
    }
    return [code for code, is_so in found.items() if is_so]


def next_change(season: str, today: date) -> date | None:
    """Return when stored wheels of a season are fitted next; all-season ones never.

    In the two months after the first of that month the change is still this season's.
    """
    month = _CHANGE_MONTH.get(season)
    if not month:
        return None
    day = date(today.year, month, 1)
    if today > date(today.year, month + 1, 28):
        return date(today.year + 1, month, 1)
    return day
