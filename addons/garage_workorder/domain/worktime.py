"""When a clock was forgotten, and what a corrected time may look like.

All moments are naive UTC; hours are floats.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

#: a stretch of work on one job that is longer than this was not worked
LONGEST = timedelta(hours=16)


def forgotten_stop(
    start: datetime,
    now: datetime,
    day_end: datetime | None,
    midnight: datetime,
    grace: float,
) -> datetime | None:
    """Return where a clock is cut, or None while it may still be right.

    :param start: when the work began
    :param now: the moment at which somebody looks
    :param day_end: end of the working day on which it began, None on a free day
    :param midnight: end of that calendar day: the cut for work begun after hours
    :param grace: overtime in hours that is believed
    """
    cut = day_end if day_end and day_end > start else midnight
    if now <= cut + timedelta(hours=grace):
        return None
    return cut


def correction_problem(
    start: datetime,
    stop: datetime,
    now: datetime,
    others: Iterable[tuple[datetime, datetime]],
) -> str:
    """Tell what is wrong with a corrected time: "order", "future", "long",
    "overlap", or an empty string.

    :param others: other stretches of the same person
    """
    if stop < start:
        return "order"
    if stop > now:
        return "future"
    if stop - start > LONGEST:
        return "long"
    if any(start < end and begin < stop for begin, end in others):
        return "overlap"
    return ""
