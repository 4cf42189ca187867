"""Day, week and month of the owner's board, and what they are compared with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

#: bars that the charts show: two weeks, a quarter, a year
HISTORY = {"day": 14, "week": 13, "month": 12}
#: a year in whole weeks, so that a Monday is compared with a Monday
YEAR_OF_WEEKS = timedelta(days=364)


@dataclass(frozen=True)
class Period:
    """Days from ``start`` up to, not including, ``end``."""

    start: date
    end: date


def period_of(kind: str, day: date) -> Period:
    """Return the day, the week (from Monday) or the month that holds a day.

    :raises ValueError: for another kind
    """
    if kind == "day":
        return Period(day, day + timedelta(days=1))
    if kind == "week":
        start = day - timedelta(days=day.weekday())
        return Period(start, start + timedelta(days=7))
    if kind == "month":
        return Period(day.replace(day=1), _next_month(day))
    raise ValueError(kind)


def year_before(kind: str, period: Period) -> Period:
    """Return the same period a year ago; days and weeks keep their weekday."""
    if kind == "month":
        return period_of(kind, _same_month(period.start, -12))
    return Period(period.start - YEAR_OF_WEEKS, period.end - YEAR_OF_WEEKS)


def history(kind: str, period: Period) -> list[Period]:
    """Return the periods of a chart, the oldest first, the given one last."""
    found = [period]
    while len(found) < HISTORY[kind]:
        found.insert(0, period_of(kind, found[0].start - timedelta(days=1)))
    return found


def shift(kind: str, period: Period, steps: int) -> Period:
    """Return the period some steps later, or earlier when negative."""
    if kind == "month":
        return period_of(kind, _same_month(period.start, steps))
    days = (period.end - period.start).days * steps
    return period_of(kind, period.start + timedelta(days=days))


def change(now: float, before: float) -> float | None:
    """Return the change against before as a share; None where that says nothing."""
    return (now - before) / abs(before) if before else None


def _next_month(day: date) -> date:
    return _same_month(day, 1)


def _same_month(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)
