"""Giving way: an import works in short steps and lets the people at work go first.

Whoever waits for an answer has a transaction open that is seconds old at most.  While
there is one the steps become short, and after each of them the import rests, for twice
as long as it worked at most: it always goes on.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from odoo.tools import SQL

#: seconds of a step while nobody waits, and while somebody does
QUIET, BUSY = 0.5, 0.05
REST = 2.0  # of a step's time
#: seconds that an import rests altogether: it has to end before the server's limit
PATIENCE = 300.0
_LOOK = 0.01
_GROWTH = 4
_PAGES, _MOST_PAGES = 16, 256  # rows that change may come late and all at once
_SOMEBODY = SQL(
    """SELECT pg_stat_clear_snapshot();
    SELECT EXISTS (SELECT FROM pg_stat_activity
     WHERE datname = current_database() AND pid != pg_backend_pid()
       AND backend_type = 'client backend'
       AND xact_start > clock_timestamp() - interval '10 seconds')"""
)


class Pace:
    """How much an import does at a time, and when it rests.

    :ivar pages: of the staged rows, for the next step
    """

    def __init__(self, cr: Any) -> None:
        self._cr = cr
        self._left = PATIENCE
        self.pages = _PAGES
        self.tell: Callable[[float], None] = lambda _part: None

    def start(self) -> None:
        """Another task begins, whose rows may take longer."""
        self.pages = min(self.pages, _PAGES)

    def begin(self) -> float:
        """Return the moment at which a step begins."""
        return time.monotonic()

    def end(self, begun: float, part: float) -> None:
        """A step ends: rest if somebody waits, and size the next one.

        :param part: of the whole task that is done, up to 1
        """
        took = time.monotonic() - begun
        busy = self.give_way(took)
        aim = (BUSY if busy else QUIET) / max(took, 0.001)
        growth = min(max(aim, 1 / _GROWTH), _GROWTH)
        self.pages = min(max(round(self.pages * growth), 1), _MOST_PAGES)
        self.tell(part)

    def give_way(self, took: float) -> bool:
        """Rest if somebody waits, after work of so many seconds; returns whether."""
        busy = self._is_somebody_waiting()
        if busy:
            self._rest(took * REST)
        return busy

    def _rest(self, seconds: float) -> None:
        begun = now = time.monotonic()
        until = begun + min(seconds, self._left)
        while now < until:
            time.sleep(min(_LOOK, until - now))
            now = time.monotonic()
            if now < until and not self._is_somebody_waiting():
                break
        self._left -= now - begun

    def _is_somebody_waiting(self) -> bool:
        if self._left <= 0:
            return False
        self._cr.execute(_SOMEBODY)
        return bool(self._cr.fetchone()[0])
