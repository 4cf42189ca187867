"""Time on the workshop floor: spans, working days, and where work fits.

All moments are naive and in UTC; a day is the workshop's local day, which the caller
gives together with the working spans of that day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

#: starts are looked for and drawn on this grid
STEP = timedelta(minutes=15)


@dataclass(frozen=True, order=True)
class Span:
    """A stretch of time from ``start`` up to, but not including, ``stop``."""

    start: datetime
    stop: datetime

    @property
    def hours(self) -> float:
        """Length in hours."""
        return (self.stop - self.start).total_seconds() / 3600

    def overlaps(self, other: Span) -> bool:
        """Tell whether both share more than a moment."""
        return self.start < other.stop and other.start < self.stop


#: working spans per local day, in the order of the day
WorkDays = Mapping[date, Sequence[Span]]


def hours_of(spans: Iterable[Span]) -> float:
    """Sum of the lengths in hours."""
    return sum(span.hours for span in spans)


def clip(spans: Iterable[Span], window: Span) -> list[Span]:
    """Return the parts of the spans that lie inside the window."""
    cut = (
        Span(max(span.start, window.start), min(span.stop, window.stop))
        for span in spans
    )
    return [span for span in cut if span.start < span.stop]


def intersect(spans: Iterable[Span], others: Sequence[Span]) -> list[Span]:
    """Return what two lists of spans have in common."""
    return [part for span in spans for part in clip(others, span)]


def worked_hours(span: Span, work: Sequence[Span]) -> float:
    """Working hours inside a span: breaks do not count.

    A span without any working time, such as an evening, counts in full.
    """
    inside = hours_of(clip(work, span))
    return inside or span.hours


def lay(hours: float, work: Sequence[Span], start: datetime) -> Span | None:
    """Lay hours of work into one working day from a start on, across breaks.

    :returns: from the first to the last minute of work; None if the day ends before
    """
    left = hours
    begin: datetime | None = None
    for span in sorted(work):
        if span.stop <= start:
            continue
        begin = begin or max(start, span.start)
        free = Span(max(start, span.start), span.stop)
        if free.hours >= left - 1e-9:
            return Span(begin, free.start + timedelta(hours=left))
        left -= free.hours
    return None


def lay_over_days(hours: float, days: WorkDays, start: datetime) -> list[Span]:
    """Lay hours of work from a start on over as many days as it takes.

    :returns: one span per day; less than asked for when the days given are used up
    """
    parts: list[Span] = []
    left = hours
    for day in sorted(days):
        work = [span for span in days[day] if span.stop > start]
        if not work or left <= 1e-9:
            continue
        whole = lay(left, work, start)
        if whole:
            return [*parts, whole]
        rest = [Span(max(span.start, start), span.stop) for span in sorted(work)]
        parts.append(Span(rest[0].start, rest[-1].stop))
        left -= hours_of(rest)
    return parts


def starts(work: Sequence[Span], step: timedelta) -> Iterator[datetime]:
    """Moments at which work may begin: each span's start and then on the grid."""
    for span in sorted(work):
        moment = span.start
        while moment < span.stop:
            yield moment
            moment += step


def end_of_work(hours: float, days: WorkDays, now: datetime) -> datetime | None:
    """When so many hours of work are done if they begin now; None beyond the days."""
    parts = lay_over_days(hours, days, now)
    worked = 0.0
    for part in parts:
        for work in days.values():
            worked += hours_of(clip(work, part))
    return parts[-1].stop if parts and worked >= hours - 1e-6 else None
