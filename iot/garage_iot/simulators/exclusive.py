"""One transaction at a time, as on a real terminal."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

_CLOSING = 0.5


class Exclusive:
    """What a simulated terminal has to keep its transactions apart."""

    def __init__(self) -> None:
        self._busy = threading.Lock()

    @property
    def is_busy(self) -> bool:
        """A transaction is running."""
        return self._busy.locked()

    @contextmanager
    def transaction(self) -> Iterator[bool]:
        """Hold the terminal for one transaction; yields False when it is taken.

        One that has sent its last byte may take a moment to end.
        """
        free = self._busy.acquire(timeout=_CLOSING)
        try:
            yield free
        finally:
            if free:
                self._busy.release()
