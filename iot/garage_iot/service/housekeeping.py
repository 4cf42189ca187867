"""What the journal forgets, and its nightly copy.

Only what a till has acknowledged is ever forgotten: an open or unacknowledged attempt
stays for as long as it takes. Slips and receipts go first (they may name a person),
then the rows. The copy is made first, so that it still holds what goes tonight.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import threading
from datetime import datetime, timedelta
from pathlib import Path

from ..clock import to_iso
from .journal import Journal

_logger = logging.getLogger(__name__)
_LOOK_EVERY = 900.0
_HOUR = 3
# Only final attempts are acknowledged and have a final time.
_BLANK_SLIPS = """
UPDATE attempt
SET result = json_set(result, '$.slip_customer', '', '$.slip_merchant', '')
WHERE result IS NOT NULL AND acked_at IS NOT NULL AND final_at < ?
"""
_BLANK_PRINTS = """
UPDATE print_job SET payload = x'' WHERE state NOT IN ('queued', 'sent') AND at < ?
"""
# Table and condition: rows without meaning once they are older than the limit.
_ROWS = (
    ("attempt", "acked_at IS NOT NULL AND final_at < ?"),
    ("settlement", "done = 1 AND at < ?"),
    ("print_job", "state NOT IN ('queued', 'sent') AND at < ?"),
    ("drawer_pulse", "at < ?"),
    ("log", "at < ?"),
)


class Housekeeper:
    """Runs once a night, at three o'clock by the box's clock or later that day.

    :param keep_rows: days for which rows are kept, ``keep_slips`` for slips and
        receipts; ``copies`` is how many nights of copies are kept.
    """

    def __init__(
        self,
        journal: Journal,
        folder: Path,
        keep_rows: int,
        keep_slips: int,
        copies: int = 7,
    ) -> None:
        self._journal = journal
        self._folder = folder
        self._keep_rows = timedelta(days=keep_rows)
        self._keep_slips = timedelta(days=keep_slips)
        self._copies = copies
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="housekeeping")
        self._thread.daemon = True

    def start(self) -> None:
        """Begin to look at the clock."""
        self._thread.start()

    def stop(self) -> None:
        """Stop after the work at hand."""
        self._stop.set()
        self._thread.join(timeout=5)

    def run(self, now: datetime) -> bool:
        """Do tonight's work if it is due and not done; tell whether it was.

        :param now: local time with zone.
        """
        copy = self._folder / f"journal-{now:%Y%m%d}.sqlite"
        if now.hour < _HOUR or copy.exists():
            return False
        self._copy(copy)
        self._forget(now)
        return True

    def _run(self) -> None:
        while not self._stop.wait(_LOOK_EVERY):
            try:
                self.run(datetime.now().astimezone())
            except (OSError, sqlite3.Error):
                _logger.exception("the nightly copy failed; it is tried again")

    def _copy(self, target: Path) -> None:
        """Copy the journal; a copy under its final name is whole and on disk."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished = target.with_suffix(".part")
        unfinished.unlink(missing_ok=True)
        self._journal.copy(unfinished)
        with unfinished.open("rb") as file:
            os.fsync(file.fileno())
        unfinished.rename(target)
        for old in sorted(self._folder.glob("journal-*.sqlite"))[: -self._copies]:
            old.unlink()

    def _forget(self, now: datetime) -> None:
        slips, rows = to_iso(now - self._keep_slips), to_iso(now - self._keep_rows)
        with self._journal.transaction() as db:
            db.execute(_BLANK_SLIPS, (slips,))
            db.execute(_BLANK_PRINTS, (slips,))
            for table, condition in _ROWS:
                db.execute(f"DELETE FROM {table} WHERE {condition}", (rows,))  # noqa: S608
