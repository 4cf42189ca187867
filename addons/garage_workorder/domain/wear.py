"""When a part that wears reaches its limit, from what was measured before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

#: two measurements closer together than this say nothing about wear
SHORTEST_WAY = 1000
SHORTEST_TIME = timedelta(days=60)
#: a forecast beyond this is no news
FARTHEST_TIME = timedelta(days=3 * 365)


@dataclass(frozen=True)
class Measurement:
    """One measured value with the odometer (km, 0 when unknown) and the day."""

    day: date
    km: int
    value: float


@dataclass(frozen=True)
class Forecast:
    """Day on which the limit is reached, and km still to drive (0 when unknown)."""

    day: date
    km_left: int


def forecast(measurements: Sequence[Measurement], limit: float) -> Forecast | None:
    """Draw a straight line through the first and last measurement since the last jump.

    A value that moved away from the limit means a new part; what was measured before
    no longer counts.

    :param measurements: oldest first
    :param limit: value at which the part has to be replaced
    :return: None when there is too little to go on, no wear, or nothing near
    """
    since = _since_new(measurements, limit)
    if len(since) < 2:
        return None
    first, last = since[0], since[-1]
    days, km = last.day - first.day, last.km - first.km
    worn, left = abs(first.value - last.value), abs(last.value - limit)
    if days < SHORTEST_TIME or (km and km < SHORTEST_WAY) or not worn:
        return None
    share = left / worn
    if days * share > FARTHEST_TIME:
        return None
    known = first.km > 0 and last.km > 0
    return Forecast(last.day + days * share, round(km * share) if known else 0)


def _since_new(measurements: Sequence[Measurement], limit: float) -> list[Measurement]:
    since: list[Measurement] = []
    for measured in measurements:
        if since and abs(measured.value - limit) > abs(since[-1].value - limit):
            since = []
        since.append(measured)
    return since
