"""When a supplier has to know what is needed, and when it is here then.

Times are those of the garage's own clock; nothing in here knows time zones.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

_WEEK = 7


@dataclass(frozen=True)
class Rhythm:
    """How often a supplier drives.

    ``order_until`` is None where no cut-off is known; ``days`` are weekdays on which
    he takes orders and delivers (0 is Monday); ``days_later`` counts such days.
    """

    order_until: time | None = None
    days: frozenset[int] = frozenset(range(_WEEK))
    days_later: int = 1
    arrives_at: time = time(8)


@dataclass(frozen=True)
class Delivery:
    """The next delivery that can be had; ``order_by`` is None without a cut-off."""

    order_by: datetime | None
    arrives: datetime


def next_delivery(
    rhythm: Rhythm, now: datetime, lead_days: int | None = None
) -> Delivery:
    """Return the delivery that an order of this moment still reaches.

    :param now: the garage's clock
    :param lead_days: calendar days that the supplier names for this part, which
        count more than his usual rhythm
    """
    days = rhythm.days or frozenset(range(_WEEK))
    day = _ordering_day(rhythm, now, days)
    if lead_days is None:
        arrival = _count_on(day, max(rhythm.days_later, 0), days)
    else:
        arrival = _first_on(day + timedelta(days=max(lead_days, 0)), days)
    arrives = datetime.combine(arrival, rhythm.arrives_at)
    order_by = None
    if rhythm.order_until is not None:
        order_by = datetime.combine(day, rhythm.order_until)
    # what is ordered at noon for today does not come this morning
    return Delivery(order_by, max(arrives, order_by or now))


def _ordering_day(rhythm: Rhythm, now: datetime, days: Collection[int]) -> date:
    late = rhythm.order_until is not None and now.time() > rhythm.order_until
    return _first_on(now.date() + timedelta(days=int(late)), days)


def _first_on(day: date, days: Collection[int]) -> date:
    while day.weekday() not in days:
        day += timedelta(days=1)
    return day


def _count_on(day: date, count: int, days: Collection[int]) -> date:
    for _step in range(count):
        day = _first_on(day + timedelta(days=1), days)
    return day
