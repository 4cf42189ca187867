"""How far an import is, told past its transaction.

Each word is a short transaction of its own, so that others see it at once and no lock
outlives it.
"""

from __future__ import annotations

import logging
import time
from typing import Any, Protocol

from psycopg2.errors import SerializationFailure

from odoo.tools import SQL

_logger = logging.getLogger(__name__)
_TRIES = 5


class ImportCancelled(Exception):
    """A person asked the import to stop before its last step."""


class Progress(Protocol):
    """What an import tells on its way; both methods may raise ImportCancelled."""

    def told(self, phase: str, percent: int, records: int) -> None:
        """Say which phase is how far."""

    def last_step(self, records: int) -> None:
        """Say that there is no way back from here."""


class NoProgress:
    """Nobody waits beside the import."""

    def told(self, phase: str, percent: int, records: int) -> None:
        """Say nothing."""

    def last_step(self, records: int) -> None:
        """Say nothing."""


class StoredProgress:
    """Progress in ``garage_catalog_progress``; at most one word in ``interval``."""

    def __init__(self, registry: Any, batch_id: int, interval: float = 1.0) -> None:
        self._registry = registry
        self._batch_id = batch_id
        self._interval = interval
        self._next = 0.0
        self._phase = ""

    def begin(self) -> int:
        """Return which start of this import this is."""
        row = self._store(
            SQL(
                """starts = starts + 1, phase = 'reading', percent = 0, records = 0,
                updated = now() AT TIME ZONE 'utc'"""
            )
        )
        return int(row[1]) if row else 1

    def take_back_start(self) -> None:
        """The start came to nothing through no fault of the file; do not count it."""
        self._store(SQL("starts = greatest(starts - 1, 0), phase = 'waiting'"))

    def told(self, phase: str, percent: int, records: int) -> None:
        """Store which phase is how far, unless something was stored just now."""
        now = time.monotonic()
        if phase == self._phase and now < self._next:
            return
        self._phase, self._next = phase, now + self._interval
        self._say(phase, percent, records)

    def last_step(self, records: int) -> None:
        """Store that the last step begins; a wish to cancel that came before wins."""
        self._say("writing", 100, records)

    def _say(self, phase: str, percent: int, records: int) -> None:
        row = self._store(
            SQL(
                """phase = CASE WHEN cancel_wanted THEN phase ELSE %s END,
                percent = %s, records = %s, updated = now() AT TIME ZONE 'utc'""",
                phase,
                min(max(percent, 0), 100),
                records,
            )
        )
        if row and row[0]:
            raise ImportCancelled

    def _store(self, values: SQL) -> tuple[Any, ...] | None:
        """Return (cancel wanted, starts), None before the batch itself is stored."""
        for _try in range(_TRIES):
            try:
                with self._registry.cursor() as cr:
                    cr.execute(
                        SQL(
                            """UPDATE garage_catalog_progress SET %s
                            WHERE batch_id = %s RETURNING cancel_wanted, starts""",
                            values,
                            self._batch_id,
                        )
                    )
                    return cr.fetchone()
            except SerializationFailure:
                # somebody asked to cancel in the same moment: the next try sees it
                _logger.debug("progress of import %s again", self._batch_id)
        return None
