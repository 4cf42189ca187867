"""What the box remembers of each terminal between two payments."""

from __future__ import annotations

import json
from dataclasses import asdict

from ..devices.base import Baseline
from .journal import Journal


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
                (terminal, json.dumps(asdict(baseline))),
            )

    def settled_at(self, terminal: str) -> str | None:
        """Return when the last end of day was, as the API writes times."""
        row = self._journal.row(
            "SELECT settled_at FROM terminal WHERE id = ?", terminal
        )
        return row[0] if row else None

    def settled(self, terminal: str, key: str, at: str, answer: str) -> None:
        """Commit an end of day with its answer (JSON)."""
        with self._journal.transaction() as db:
            db.execute(
                "INSERT INTO settlement (key, terminal, at, answer)"
                " VALUES (?, ?, ?, ?)",
                (key, terminal, at, answer),
            )
            db.execute(
                "INSERT INTO terminal (id, settled_at) VALUES (?, ?)"
                " ON CONFLICT (id) DO UPDATE SET settled_at = excluded.settled_at",
                (terminal, at),
            )
            self._journal.log("settled", key, terminal=terminal)

    def settlement(self, key: str) -> tuple[str, str] | None:
        """Return terminal and answer (JSON) of an earlier end of day."""
        row = self._journal.row(
            "SELECT terminal, answer FROM settlement WHERE key = ?", key
        )
        return (row[0], row[1]) if row else None
