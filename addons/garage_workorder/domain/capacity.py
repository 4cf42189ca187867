"""Where there is room: a bay and a mechanic that are both free at the same time.

A visit that needs several kinds of bay goes from one to the next without a gap: each
stay is a leg, and every leg needs a free bay of its kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from .schedule import STEP, Span, WorkDays, clip, hours_of, lay, starts

#: legs begin on this grid (hours)
QUARTER = 0.25


@dataclass(frozen=True)
class Bay:
    """A place to work and when it is taken."""

    id: int
    busy: Sequence[Span] = ()
    kind: str = ""


@dataclass(frozen=True)
class Leg:
    """Some hours in one of several bays."""

    hours: float
    bays: Sequence[Bay]


@dataclass(frozen=True)
class Place:
    """A stay in one bay."""

    span: Span
    bay_id: int


@dataclass(frozen=True)
class Mechanic:
    """A person, the working days and when the person is taken."""

    id: int
    work: WorkDays
    busy: Sequence[Span] = ()


@dataclass(frozen=True)
class Opening:
    """A span on one day in which a mechanic and a bay per leg are free."""

    day: date
    span: Span
    bay_id: int
    mechanic_id: int
    places: tuple[Place, ...] = ()


def is_free(span: Span, busy: Sequence[Span]) -> bool:
    """Tell whether nothing busy lies in the span."""
    return not any(span.overlaps(other) for other in busy)


def openings(
    hours: float,
    bays: Sequence[Bay],
    mechanics: Sequence[Mechanic],
    earliest: datetime,
    loose: Sequence[Span] = (),
    room: Mapping[date, float] | None = None,
    step: timedelta = STEP,
) -> Iterator[Opening]:
    """Yield the openings for some hours of work in one bay, the earliest first.

    :param hours: length of the work
    :param bays: any of them will do; for the rest see ``openings_of``
    """
    legs = [Leg(hours, bays)]
    return openings_of(legs, mechanics, earliest, loose, room, step)


def openings_of(
    legs: Sequence[Leg],
    mechanics: Sequence[Mechanic],
    earliest: datetime,
    loose: Sequence[Span] = (),
    room: Mapping[date, float] | None = None,
    step: timedelta = STEP,
) -> Iterator[Opening]:
    """Yield the openings for legs that follow each other on one day.

    :param legs: how long in which bays, in this order
    :param earliest: no opening begins before
    :param loose: planned work without a mechanic; each takes one of the mechanics
    :param room: hours per day that may still be filled; a day not named is full
    """
    hours = sum(leg.hours for leg in legs)
    days = sorted({day for person in mechanics for day in person.work})
    for day in days:
        if room is not None and room.get(day, 0.0) < hours - 1e-9:
            continue
        moments = {
            moment
            for person in mechanics
            for moment in starts(person.work.get(day, ()), step)
            if moment >= earliest
        }
        for moment in sorted(moments):
            found = _opening(legs, day, moment, mechanics, loose)
            if found:
                yield found


def _opening(
    legs: Sequence[Leg],
    day: date,
    moment: datetime,
    mechanics: Sequence[Mechanic],
    loose: Sequence[Span],
) -> Opening | None:
    hours = sum(leg.hours for leg in legs)
    free: list[tuple[Mechanic, Span]] = []
    for person in mechanics:
        span = lay(hours, person.work.get(day, ()), moment)
        if span and span.start == moment and is_free(span, person.busy):
            free.append((person, span))
    if not free:
        return None
    waiting = sum(1 for other in loose if other.overlaps(free[0][1]))
    if len(free) <= waiting:
        return None
    person, span = free[0]
    places = _places(legs, person.work.get(day, ()), moment)
    if not places:
        return None
    return Opening(day, span, places[0].bay_id, person.id, places)


def _places(
    legs: Sequence[Leg], work: Sequence[Span], moment: datetime
) -> tuple[Place, ...]:
    """The stays one after the other, empty when a leg finds no free bay."""
    places: list[Place] = []
    for leg in legs:
        span = lay(leg.hours, work, moment)
        free = [bay for bay in leg.bays if span and is_free(span, bay.busy)]
        if not span or not free:
            return ()
        places.append(Place(span, free[0].id))
        moment = span.stop
    return tuple(places)


def legs_of(
    hours: float, wanted: Mapping[str, float], bays: Sequence[Bay]
) -> list[Leg]:
    """Return the legs of a visit, as long together as the visit.

    :param hours: length of the visit
    :param wanted: hours per kind of bay; under ``""`` those that may be done anywhere,
        they are done in the first bay that is needed
    """
    kinds = [kind for kind, share in wanted.items() if kind and share > 0]
    if not kinds:
        return [Leg(hours, bays)]
    shares = {kind: wanted[kind] for kind in kinds}
    shares[kinds[0]] += wanted.get("", 0.0)
    scale, left, legs = hours / sum(shares.values()), hours, []
    for kind in kinds:
        own = left
        if kind != kinds[-1]:
            own = min(max(round(shares[kind] * scale / QUARTER), 1) * QUARTER, left)
        if own > 0:
            legs.append(Leg(own, [bay for bay in bays if bay.kind == kind]))
        left -= own
    return legs


def free_hours(
    mechanics: Sequence[Mechanic], window: Span, loose: Sequence[Span] = ()
) -> float:
    """Hours that mechanics have left in a window after what is planned."""
    total = 0.0
    for person in mechanics:
        work = clip([s for spans in person.work.values() for s in spans], window)
        total += hours_of(work)
        total -= sum(hours_of(clip(work, busy)) for busy in person.busy)
    return max(total - hours_of(clip(loose, window)), 0.0)
