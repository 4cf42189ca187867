"""Round trips to one device or server: how long, and how many were lost."""

from __future__ import annotations

import statistics
import threading
from collections import deque
from dataclasses import dataclass

KEPT = 100
# What a person at the counter does not notice, and what still works (TER-13).
GOOD_MS, SLOW_MS = 200, 1200
SOME_LOSS = 2.0


@dataclass(frozen=True)
class Quality:
    """Median and newest time in milliseconds, loss in percent of ``samples``."""

    median: int | None
    newest: int | None
    loss: float
    samples: int

    @property
    def light(self) -> str:
        """Return green, amber or red; grey when nothing was measured yet."""
        if not self.samples:
            return "grey"
        if self.newest is None or self.median is None:
            return "red"
        if self.median > SLOW_MS or self.loss >= SOME_LOSS:
            return "red"
        return "amber" if self.median >= GOOD_MS or self.loss else "green"


class RoundTrips:
    """The newest round trips; safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: deque[int | None] = deque(maxlen=KEPT)

    def record(self, milliseconds: int | None) -> None:
        """Keep one round trip; None: no answer came."""
        with self._lock:
            self._kept.append(milliseconds)

    def quality(self) -> Quality:
        """Return what the kept ones say."""
        with self._lock:
            kept = list(self._kept)
        times = [one for one in kept if one is not None]
        if not kept:
            return Quality(None, None, 0.0, 0)
        median = round(statistics.median(times)) if times else None
        loss = round(100 * (len(kept) - len(times)) / len(kept), 1)
        return Quality(median, kept[-1], loss, len(kept))
