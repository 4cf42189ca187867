"""What the box remembers of each terminal between two payments."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from ..clock import now_iso
from ..devices.base import Baseline
from .journal import Journal


@dataclass(frozen=True)
class Settlement:
    """One end of day: ``answer`` as the API gives it, ``done`` when it was closed."""

    terminal: str
    done: bool
    answer: dict[str, Any]


class TerminalMemory:
    """Last known transaction and last end of day of each terminal."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def baseline(self, terminal: str) -> Baseline | None:
        """Return the last known transaction, None when nobody ever asked."""
        row = self._journal.row("SELECT baseline FROM terminal WHERE id = ?", terminal)
        return Baseline(**json.loads(row[0])) if row and row[0] else None

    def remember(self, terminal: str, baseline: Baseline) -> None:
        """Commit the last known transaction."""
        with self._journal.transaction() as db:
            db.execute(
                "INSERT INTO terminal (id, baseline) VALUES (?, ?)"
                " ON CONFLICT (id) DO UPDATE SET baseline = excluded.baseline",
                (terminal, json.dumps(baseline.as_dict())),
            )

    def forget(self, terminal: str) -> None:
        """Commit that another terminal may stand behind this id now: its numbers
        start anew, and nothing is known of its last transaction."""
        with self._journal.transaction() as db:
            db.execute("UPDATE terminal SET baseline = NULL WHERE id = ?", (terminal,))
            db.execute(
                "INSERT OR REPLACE INTO device_move (id, at) VALUES (?, ?)",
                (terminal, now_iso()),
            )

    def settled_at(self, terminal: str) -> str | None:
        """Return when the last end of day was, as the API writes times."""
        row = self._journal.row(
            "SELECT settled_at FROM terminal WHERE id = ?", terminal
        )
        return row[0] if row else None

    def begin_settlement(self, terminal: str, key: str, answer: str) -> None:
        """Commit the totals (JSON) that an end of day is about to close."""
        with self._journal.transaction() as db:
            db.execute(
                "INSERT OR REPLACE INTO settlement (key, terminal, at, answer)"
                " VALUES (?, ?, ?, ?)",
                (key, terminal, now_iso(), answer),
            )
            self._journal.log("settling", key, terminal=terminal)

    def end_settlement(self, terminal: str, key: str, answer: str) -> None:
        """Commit that the terminal has closed its day."""
        at = now_iso()
        with self._journal.transaction() as db:
            db.execute(
                "UPDATE settlement SET done = 1, answer = ? WHERE key = ?",
                (answer, key),
            )
            db.execute(
                "INSERT INTO terminal (id, settled_at) VALUES (?, ?)"
                " ON CONFLICT (id) DO UPDATE SET settled_at = excluded.settled_at",
                (terminal, at),
            )
            self._journal.log("settled", key, terminal=terminal)

    def settlement(self, key: str) -> Settlement | None:
        """Return an earlier end of day, finished or broken off."""
        row = self._journal.row(
            "SELECT terminal, done, answer FROM settlement WHERE key = ?", key
        )
        return Settlement(row[0], bool(row[1]), json.loads(row[2])) if row else None
