"""The box's durable memory: SQLite with write-ahead log and full synchronisation.

Every state that matters for money is committed here before anybody acts on it.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ..clock import now_iso
from . import schema


class Journal:
    """One connection shared by all threads; a transaction holds its lock.

    ``commits`` counts what was written, for those who wait for a change.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._lock = threading.RLock()
        self._depth = 0
        self.commits = 0
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._db.row_factory = sqlite3.Row
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=FULL")
        schema.upgrade(self._db)
        self.changed = threading.Condition()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Run statements as one unit: committed to disk at the end, or not at all."""
        with self._lock:
            self._depth += 1
            try:
                if self._depth == 1:
                    self._db.execute("BEGIN IMMEDIATE")
                yield self._db
                if self._depth == 1:
                    self._db.execute("COMMIT")
                    self.commits += 1
            except BaseException:
                if self._depth == 1 and self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise
            finally:
                self._depth -= 1
            outermost = self._depth == 0
        if outermost:
            self.notify()

    def rows(self, query: str, *values: Any) -> list[sqlite3.Row]:
        """Return all rows of a query."""
        with self._lock:
            return self._db.execute(query, values).fetchall()

    def row(self, query: str, *values: Any) -> sqlite3.Row | None:
        """Return the first row of a query or None."""
        with self._lock:
            found: sqlite3.Row | None = self._db.execute(query, values).fetchone()
            return found

    def log(self, what: str, key: str, **detail: Any) -> None:
        """Append to the log, in the caller's transaction. No card data, no slips."""
        text = json.dumps(detail, ensure_ascii=False, sort_keys=True)
        with self.transaction() as db:
            db.execute(
                "INSERT INTO log (at, what, key, detail) VALUES (?, ?, ?, ?)",
                (now_iso(), what, key, text),
            )

    def next_number(self, name: str) -> int:
        """Return the next number of a sequence, in the caller's transaction."""
        with self.transaction() as db:
            db.execute("UPDATE sequence SET value = value + 1 WHERE name = ?", (name,))
            row = db.execute("SELECT value FROM sequence WHERE name = ?", (name,))
            return int(row.fetchone()[0])

    def copy(self, target: Path) -> None:
        """Copy everything that is committed now into a new file, beside the work.

        A copy that is put back goes on with higher numbers than any used meanwhile.
        """
        source, copy = sqlite3.connect(self._path), sqlite3.connect(target)
        try:
            source.backup(copy)
            schema.skip_numbers(copy)
        finally:
            source.close()
            copy.close()

    def notify(self) -> None:
        """Wake everybody who waits for a change."""
        with self.changed:
            self.changed.notify_all()

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()
