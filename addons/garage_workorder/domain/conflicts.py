"""What is wrong with a plan: each rule names one clash, the caller finds the words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from .schedule import Span, WorkDays, clip, hours_of

#: minutes of overtime that nobody needs to be told of
GRACE_HOURS = 0.25


@dataclass(frozen=True)
class Planned:
    """A piece of work on the plan.

    ``lacks`` names the kinds of bay that its work order needs and is not planned on,
    ``promised`` is when its work order is promised, ``last`` whether nothing of the
    work order comes after it, ``missing`` the parts that are not there, in words.
    """

    id: int
    day: date
    span: Span
    hours: float
    workorder: int
    vehicle: int
    bay: int
    mechanic: int = 0
    lacks: str = ""
    promised: datetime | None = None
    last: bool = True
    missing: str = ""


@dataclass(frozen=True)
class Conflict:
    """One clash of a planned piece of work.

    ``code`` is bay, mechanic, vehicle, closed, away, outside, full, kind, parts or
    promise; ``other`` the piece of work it clashes with; ``hours`` what is planned and
    ``available`` what there is, for a day that is too full.
    """

    code: str
    other: int = 0
    hours: float = 0.0
    available: float = 0.0
    missing: str = ""


def find_conflicts(
    plan: Sequence[Planned],
    opening: WorkDays,
    work: Mapping[int, WorkDays],
) -> dict[int, list[Conflict]]:
    """Return the conflicts of each piece of work that has any.

    :param opening: opening hours of the workshop per day
    :param work: working days per mechanic
    """
    found: dict[int, list[Conflict]] = defaultdict(list)
    days: dict[date, list[Planned]] = defaultdict(list)
    for slot in plan:
        days[slot.day].append(slot)
        found[slot.id] += _own_conflicts(slot, opening, work)
    for day, slots in days.items():
        for slot in slots:
            found[slot.id] += _clashes(slot, slots)
        for mechanic, conflict in _full_days(day, slots, work).items():
            for slot in slots:
                if slot.mechanic == mechanic:
                    found[slot.id].append(conflict)
    return {slot: conflicts for slot, conflicts in found.items() if conflicts}


def _own_conflicts(
    slot: Planned, opening: WorkDays, work: Mapping[int, WorkDays]
) -> list[Conflict]:
    found = []
    if not opening.get(slot.day):
        found.append(Conflict("closed"))
    elif slot.mechanic and slot.mechanic in work:
        spans = work[slot.mechanic].get(slot.day, ())
        if not spans:
            found.append(Conflict("away"))
        elif _outside(slot.span, spans):
            found.append(Conflict("outside"))
    if slot.lacks:
        found.append(Conflict("kind", missing=slot.lacks))
    if slot.missing:
        found.append(Conflict("parts", missing=slot.missing))
    if slot.promised and slot.last and slot.promised < slot.span.stop:
        found.append(Conflict("promise"))
    return found


def _outside(span: Span, work: Sequence[Span]) -> bool:
    """Work before the person comes, after the person leaves, or in an absence.

    A break of up to an hour inside the work is none.
    """
    inside = hours_of(clip(work, span))
    return span.hours - inside > 1.0 + GRACE_HOURS or (
        span.start < min(work).start or span.stop > max(w.stop for w in work)
    )


def _clashes(slot: Planned, others: Sequence[Planned]) -> list[Conflict]:
    found = []
    for other in others:
        if other.id == slot.id or not slot.span.overlaps(other.span):
            continue
        if other.bay == slot.bay:
            found.append(Conflict("bay", other.id))
        if slot.mechanic and other.mechanic == slot.mechanic:
            found.append(Conflict("mechanic", other.id))
        if other.vehicle == slot.vehicle and other.bay != slot.bay:
            found.append(Conflict("vehicle", other.id))
    return found


def _full_days(
    day: date, slots: Sequence[Planned], work: Mapping[int, WorkDays]
) -> dict[int, Conflict]:
    booked: dict[int, float] = defaultdict(float)
    for slot in slots:
        booked[slot.mechanic] += slot.hours
    full = {}
    for mechanic, hours in booked.items():
        available = hours_of(work.get(mechanic, {}).get(day, ()))
        if mechanic in work and available and hours > available + GRACE_HOURS:
            full[mechanic] = Conflict("full", hours=hours, available=available)
    return full
