"""Odometer readings: what to expect and what cannot be right.

Distances are whole kilometres, days are calendar days.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median

MAX_KM = 3_000_000
USUAL_KM_A_YEAR = 14_000
_USUAL_KM_A_DAY = USUAL_KM_A_YEAR / 365
_SHORTEST_SPAN_DAYS = 30
_LARGEST_KM_A_DAY = 1_000
_SLACK_KM = 3_000


@dataclass(frozen=True, order=True)
class Reading:
    """What the odometer showed on a day."""

    day: date
    km: int


@dataclass(frozen=True)
class Verdict:
    """``code`` is ok, lower, higher_later, jump or out_of_range.

    ``other`` is the reading that it was compared with, ``expected`` the forecast.
    """

    code: str
    other: Reading | None = None
    expected: int | None = None

    @property
    def plausible(self) -> bool:
        return self.code == "ok"


def km_a_day(readings: Iterable[Reading]) -> float:
    """Return the middle slope between readings at least a month apart.

    The median of all slopes shrugs off one mistyped reading. Too little to go by
    gives the usual 14,000 km a year.
    """
    known = sorted(readings)[-12:]
    slopes = [
        (late.km - early.km) / (late.day - early.day).days
        for index, early in enumerate(known)
        for late in known[index + 1 :]
        if (late.day - early.day).days >= _SHORTEST_SPAN_DAYS
    ]
    if not slopes:
        return _USUAL_KM_A_DAY
    return min(max(median(slopes), 0.0), _LARGEST_KM_A_DAY)


def predict(readings: Iterable[Reading], day: date) -> int | None:
    """Return the kilometres to expect on a day, None without any reading."""
    known = sorted(readings)
    before = [reading for reading in known if reading.day <= day]
    if not before:
        return None
    last = before[-1]
    return round(last.km + km_a_day(known) * (day - last.day).days)


def check(readings: Iterable[Reading], new: Reading) -> Verdict:
    """Say whether a reading fits between its neighbours in time."""
    if not 0 <= new.km <= MAX_KM:
        return Verdict("out_of_range")
    known = sorted(readings)
    expected = predict(known, new.day)
    before = [reading for reading in known if reading.day <= new.day]
    after = [reading for reading in known if reading.day > new.day]
    if before and new.km < before[-1].km:
        return Verdict("lower", before[-1], expected)
    if after and new.km > after[0].km:
        return Verdict("higher_later", after[0], expected)
    if before and new.km > _highest_plausible(known, before[-1], new.day):
        return Verdict("jump", before[-1], expected)
    return Verdict("ok", before[-1] if before else None, expected)


def _highest_plausible(known: list[Reading], last: Reading, day: date) -> float:
    """Three times the usual pace, at least 150 km a day, plus some slack."""
    pace = max(150.0, 3 * km_a_day(known))
    return last.km + _SLACK_KM + pace * (day - last.day).days
