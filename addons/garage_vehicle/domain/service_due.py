"""When work on a vehicle is due: by the calendar, by the odometer, whichever first.

Distances are whole kilometres, days are calendar days. A plan says "every 12 months or
15,000 km"; what was done last starts it anew.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from .odometer import Reading, km_a_day

_LONGEST_FORECAST_DAYS = 3650
_SLOWEST_KM_A_DAY = 0.5


@dataclass(frozen=True)
class Interval:
    """Every so many months or kilometres; zero means "not counted"."""

    months: int = 0
    km: int = 0


@dataclass(frozen=True)
class Done:
    """When and at which reading the work was done last; km None when not read."""

    day: date
    km: int | None = None


@dataclass(frozen=True)
class Due:
    """``since`` tells what it was counted from: done, registered or odometer."""

    day: date | None
    km: int | None
    since: str


@dataclass(frozen=True)
class Forecast:
    """The day to expect; ``by`` is date or km, whichever comes first."""

    day: date
    by: str


def add_months(day: date, months: int) -> date:
    """Return the same day some months later, the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def next_service(
    interval: Interval,
    done: Done | None,
    registered: date | None,
    today: date,
    km: int | None,
) -> Due | None:
    """Return when the work is due next, None when there is nothing to count from.

    Without an earlier service here, the next full interval since the first
    registration counts, and the next full interval of the odometer.

    :param km: what the odometer shows by now
    """
    if done:
        return _after(interval, done)
    day = _next_birthday(registered, interval.months, today)
    at = _next_multiple(km, interval.km)
    if not day and not at:
        return None
    return Due(day, at, "registered" if day else "odometer")


def forecast(
    day: date | None, km: int | None, readings: Iterable[Reading]
) -> Forecast | None:
    """Return the first day on which the date or the reading is reached.

    The pace is that of ``odometer.km_a_day``: a regression that one mistyped reading
    does not move. A vehicle that stands still is only due by date.
    """
    by_km = _day_of_reading(km, sorted(readings)) if km else None
    if by_km and (not day or by_km < day):
        return Forecast(by_km, "km")
    return Forecast(day, "date") if day else None


def _after(interval: Interval, done: Done) -> Due | None:
    day = add_months(done.day, interval.months) if interval.months else None
    at = done.km + interval.km if interval.km and done.km is not None else None
    return Due(day, at, "done") if day or at else None


def _next_birthday(registered: date | None, months: int, today: date) -> date | None:
    if not registered or not months:
        return None
    passed = (today.year - registered.year) * 12 + today.month - registered.month
    count = max(passed // months, 1)
    day = add_months(registered, count * months)
    return day if day >= today else add_months(registered, (count + 1) * months)


def _next_multiple(km: int | None, step: int) -> int | None:
    if not km or not step:
        return None
    return (km // step + 1) * step


def _day_of_reading(km: int, known: list[Reading]) -> date | None:
    if not known:
        return None
    last, pace = known[-1], km_a_day(known)
    if km <= last.km:
        return last.day
    if pace < _SLOWEST_KM_A_DAY:
        return None
    days = round((km - last.km) / pace)
    return last.day + timedelta(days=days) if days < _LONGEST_FORECAST_DAYS else None
