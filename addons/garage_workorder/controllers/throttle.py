"""Slow down whoever tries links one after the other."""

from __future__ import annotations

from collections import OrderedDict, deque


class Throttle:
    """Counts misses per visitor within a sliding time; keeps little and forgets."""

    def __init__(self, limit: int, seconds: float, visitors: int = 10_000) -> None:
        self.limit = limit
        self.seconds = seconds
        self.visitors = visitors
        self._misses: OrderedDict[str, deque[float]] = OrderedDict()

    def miss(self, visitor: str, now: float) -> None:
        """Note one failed try of a visitor at a time in seconds."""
        misses = self._misses.setdefault(visitor, deque(maxlen=self.limit))
        misses.append(now)
        self._misses.move_to_end(visitor)
        while len(self._misses) > self.visitors:
            self._misses.popitem(last=False)

    def is_blocked(self, visitor: str, now: float) -> bool:
        """Tell whether the visitor missed too often in the time looked at."""
        misses = self._misses.get(visitor)
        return bool(
            misses and len(misses) == self.limit and now - misses[0] < self.seconds
        )
