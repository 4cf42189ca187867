"""Where open attempts stand right now: for the screen only, kept in memory."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from .attempts import Attempt
from .journal import Journal

_MOST_COUNTERS = 1000


class Steps:
    """Step and sentence of each open attempt."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._lock = threading.Lock()
        self._shown: dict[str, tuple[str, str]] = {}
        self._count: dict[str, int] = {}
        self._followers = 0

    def show(self, key: str, step: str, text: str) -> None:
        """Show a step and wake those who follow the steps."""
        with self._lock:
            if self._shown.get(key) == (step, text):
                return
            self._shown[key] = (step, text)
            self._count[key] = self._count.get(key, 0) + 1
            if len(self._count) > _MOST_COUNTERS:
                self._count.pop(next(iter(self._count)))
            followed = self._followers > 0
        if followed:
            self._journal.notify()

    @contextmanager
    def followed(self, wanted: bool) -> Iterator[None]:
        """Wake the caller at new steps meanwhile, if that is ``wanted``.

        Who waits for a state only sleeps on: each wake-up costs the worker time.
        """
        with self._lock:
            self._followers += wanted
        try:
            yield
        finally:
            with self._lock:
                self._followers -= wanted

    def count(self, key: str) -> int:
        """Return how many steps were shown, to notice a new one."""
        with self._lock:
            return self._count.get(key, 0)

    def drop(self, key: str) -> None:
        """Forget the step; the counter stays so that ``rev`` never goes back."""
        with self._lock:
            self._shown.pop(key, None)

    def decorate(self, attempt: Attempt) -> Attempt:
        """Return the attempt with its step; every new step raises ``rev``."""
        with self._lock:
            shown = self._shown.get(attempt.key)
            rev = attempt.rev + self._count.get(attempt.key, 0)
        if shown is None or attempt.final:
            return replace(attempt, rev=rev)
        return replace(attempt, rev=rev, step=shown[0], text=shown[1])
