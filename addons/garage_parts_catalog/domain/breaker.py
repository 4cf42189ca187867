"""When a supplier that does not answer is left alone for a while.

Three failures within 60 seconds pause the supplier for five minutes
(reference: catalog.md section 8).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

FAILURES = 3
WINDOW = timedelta(seconds=60)
PAUSE = timedelta(minutes=5)
#: nobody is left alone for longer, whatever he says
MOST_WAIT = timedelta(hours=1)


@dataclass(frozen=True)
class Breaker:
    """Failures that still count, and until when nothing is asked (UTC)."""

    failures: tuple[datetime, ...] = ()
    paused_until: datetime | None = None

    def is_open(self, now: datetime) -> bool:
        """Whether the supplier is not to be asked now."""
        return self.paused_until is not None and now < self.paused_until

    def failed(self, now: datetime) -> Breaker:
        """Return the state after one more failure."""
        recent = tuple(at for at in self.failures if now - at < WINDOW) + (now,)
        if len(recent) >= FAILURES:
            return Breaker((), now + PAUSE)
        return Breaker(recent, self.paused_until)

    def told_to_wait(self, now: datetime, seconds: float) -> Breaker:
        """Return the state after the supplier himself said when to ask again."""
        return Breaker((), now + min(timedelta(seconds=seconds), MOST_WAIT))

    def answered(self) -> Breaker:
        """Return the state after an answer: everything is forgotten."""
        return Breaker()


def from_texts(texts: Iterable[str], paused_until: datetime | None) -> Breaker:
    """Return the breaker that was kept as ISO texts.

    :raises ValueError: when a text is no time
    """
    return Breaker(tuple(map(datetime.fromisoformat, texts)), paused_until)


def as_texts(breaker: Breaker) -> list[str]:
    """Return the failures as ISO texts, to be kept."""
    return [at.isoformat() for at in breaker.failures]


def wait_seconds(header: str | None, now: datetime) -> float | None:
    """Return how long a Retry-After asks to wait, None when it says nothing usable.

    :param header: seconds or a day with time (RFC 9110, section 10.2.3)
    :param now: with time zone
    """
    text = (header or "").strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:9]), MOST_WAIT.total_seconds())
    try:
        until = parsedate_to_datetime(text)
        seconds = (until - now).total_seconds()
    except (TypeError, ValueError, OverflowError):
        return None
    return min(max(seconds, 0.0), MOST_WAIT.total_seconds())
