"""Can a promise be kept? Told from the work that is left and what it waits for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

#: staff is warned this long before a promise
WARNING = timedelta(minutes=60)
#: a job that takes longer than sold still needs this share of its hours
REST_SHARE = 0.1
#: nobody is promised a vehicle the minute the work ends
MARGIN = timedelta(minutes=30)
DONE = frozenset({"ready", "handed_over", "cancelled"})


@dataclass(frozen=True)
class Outlook:
    """How a promise stands.

    ``level`` is none, kept, ok, risk or late; ``reason`` is late, parts, approval,
    plan, work or idle, or empty when nothing is wrong.
    """

    level: str
    reason: str = ""


@dataclass(frozen=True)
class Visit:
    """What is known of a visit when its promise is judged.

    ``left_hours`` of agreed work, ``work_end`` when it ends if it goes on now,
    ``planned_end`` the end on the plan, ``waits_parts`` and ``waits_approval`` tell
    what holds it up, ``started`` whether anybody has worked on it.
    """

    state: str
    promised: datetime | None
    left_hours: float = 0.0
    work_end: datetime | None = None
    planned_end: datetime | None = None
    waits_parts: bool = False
    waits_approval: bool = False
    started: bool = False


def hours_left(sold: float, clocked: float, done: bool) -> float:
    """Hours of one job that are still to be worked."""
    if done:
        return 0.0
    return max(sold - clocked, sold * REST_SHARE)


def outlook(visit: Visit, now: datetime) -> Outlook:
    """Judge a promise at a moment."""
    if not visit.promised:
        return Outlook("none")
    if visit.state in DONE:
        return Outlook("kept")
    if visit.promised <= now:
        return Outlook("late", "late")
    if not visit.left_hours and visit.state == "quality_check":
        return Outlook("ok")
    reason = _reason(visit, now)
    return Outlook("risk", reason) if reason else Outlook("ok")


def _reason(visit: Visit, now: datetime) -> str:
    assert visit.promised is not None
    need = timedelta(hours=visit.left_hours)
    tight = visit.promised - now <= need + WARNING
    if tight and visit.waits_parts:
        return "parts"
    if tight and visit.waits_approval:
        return "approval"
    if visit.left_hours and _ends_late(visit.work_end, visit.promised):
        return "work"
    if visit.left_hours and _ends_late(visit.planned_end, visit.promised):
        return "plan"
    if visit.promised - now <= WARNING and not visit.started:
        return "idle"
    return ""


def _ends_late(end: datetime | None, promised: datetime) -> bool:
    return end is not None and end > promised


def should_tell(level: str, promised: datetime | None, now: datetime) -> bool:
    """Whether staff has to be told now: within the last hour before the promise."""
    return level == "risk" and promised is not None and promised - now <= WARNING


@dataclass(frozen=True)
class Moment:
    """A time that may be promised, with the free hours of work until then."""

    at: datetime
    free_hours: float


def suggested(
    moments: Sequence[Moment], now: datetime, hours: float, most: int = 3
) -> list[datetime]:
    """Return the first times that can be promised for some hours of work.

    :param moments: usual times, such as noon and closing time of the coming days
    """
    earliest = now + timedelta(hours=hours) + MARGIN
    kept = [
        moment.at
        for moment in sorted(moments, key=lambda row: row.at)
        if moment.at >= earliest and moment.free_hours >= hours
    ]
    return kept[:most]
