"""Where there is room: a bay and a mechanic that are both free at the same time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from .schedule import STEP, Span, WorkDays, clip, hours_of, lay, starts


@dataclass(frozen=True)
class Bay:
    """A place to work and when it is taken."""

    id: int
    busy: Sequence[Span] = ()


@dataclass(frozen=True)
class Mechanic:
    """A person, the working days and when the person is taken."""

    id: int
    work: WorkDays
    busy: Sequence[Span] = ()


@dataclass(frozen=True)
class Opening:
    """A span on one day in which a bay and a mechanic are free."""

    day: date
    span: Span
    bay_id: int
    mechanic_id: int


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
    """Yield the openings for some hours of work on one day, the earliest first.

    :param hours: length of the work
    :param earliest: no opening begins before
    :param loose: planned work without a mechanic; each takes one of the mechanics
    :param room: hours per day that may still be filled; a day not named is full
    """
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
            found = _opening(hours, day, moment, bays, mechanics, loose)
            if found:
                yield found


def _opening(
    hours: float,
    day: date,
    moment: datetime,
    bays: Sequence[Bay],
    mechanics: Sequence[Mechanic],
    loose: Sequence[Span],
) -> Opening | None:
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
    for bay in bays:
        if is_free(span, bay.busy):
            return Opening(day, span, bay.id, person.id)
    return None


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
