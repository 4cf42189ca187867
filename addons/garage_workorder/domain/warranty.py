"""Is work that was sold before still under warranty.

A warranty ends by time or by distance, whichever comes first; a limit of zero is none.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Cover:
    """A warranty that still runs."""

    until: date | None  #: last day, None when only the distance counts
    until_km: int  #: last kilometre, 0 when only the time counts


def add_months(day: date, months: int) -> date:
    """Return the same day some months later, or the last one of a shorter month."""
    place = day.year * 12 + day.month - 1 + months
    year, month = divmod(place, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def find_cover(
    sold: date, sold_km: int, months: int, kilometres: int, today: date, now_km: int
) -> Cover | None:
    """Return the warranty that covers a vehicle today, or None.

    :param sold: day of the hand-over
    :param sold_km: odometer at that visit, 0 when unknown
    :param months: length of the warranty, 0 when it has no end in time
    :param kilometres: length in kilometres, 0 when distance does not matter
    :param now_km: odometer today, 0 when unknown: then only the time decides
    """
    if months <= 0 and kilometres <= 0:
        return None
    until = add_months(sold, months) if months > 0 else None
    if until and today > until:
        return None
    until_km = sold_km + kilometres if kilometres > 0 and sold_km else 0
    if until_km and now_km > until_km:
        return None
    return Cover(until, until_km)
