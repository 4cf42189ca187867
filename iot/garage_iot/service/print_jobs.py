"""Print jobs and drawer pulses, as the journal keeps them."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from ..clock import now_iso
from .journal import Journal

FINAL = ("printed", "unconfirmed", "failed")
_MESSAGES = {
    "printed": "Printed",
    "sent": "Printing",
    "queued": "Waiting for the printer",
    "not_confirmed": "The printer did not confirm. Look whether the paper came out; "
    "print again if not.",
    "cannot_confirm": "Sent to the printer, which cannot confirm. Look whether the "
    "paper came out.",
    "cancelled": "Cancelled",
    "internal": "The box failed at this job; its log says why. Nothing was printed.",
    "expired": "The printer was not ready for too long. Print it again.",
}
_LATER = "The receipt prints by itself"
_KEPT = {
    "paper_out": f"The printer is out of paper. {_LATER} after the refill.",
    "cover_open": f"The printer's cover is open. {_LATER} when it is closed.",
    "cutter_error": "The printer's cutter is stuck. Switch the printer off and on. "
    f"{_LATER} then.",
    "offline": f"The printer is off-line. {_LATER} when it is back.",
    "unreachable": f"The printer does not answer. {_LATER} when it is back.",
    "no_answer": f"The printer does not answer. {_LATER} when it is back.",
}


def digest(kind: str, data: dict[str, Any]) -> str:
    """Return a fingerprint of a job's content, to recognise a repeat."""
    text = json.dumps([kind, data], sort_keys=True)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


@dataclass(frozen=True)
class PrintJob:
    """One job. States: queued (kept), sent, printed, unconfirmed, failed."""

    key: str
    printer: str
    kind: str
    digest: str
    payload: bytes
    state: str
    code: str | None
    created_at: str
    at: str

    @property
    def final(self) -> bool:
        """The state will not change again."""
        return self.state in FINAL

    def as_dict(self, drawer: str | None) -> dict[str, Any]:
        """Return the job as the API writes it; ``drawer`` is its pulse's state."""
        message = _MESSAGES.get(self.code or "") or _KEPT.get(self.code or "")
        return {
            "key": self.key,
            "printer": self.printer,
            "kind": self.kind,
            "state": self.state,
            "code": self.code,
            "message": message or _MESSAGES.get(self.state, ""),
            "drawer": drawer,
            "at": self.at,
        }


class PrintJobStore:
    """Reads and writes print jobs and drawer pulses; writing commits."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def get(self, key: str) -> PrintJob | None:
        """Return a job."""
        row = self._journal.row("SELECT * FROM print_job WHERE key = ?", key)
        return PrintJob(**dict(row)) if row else None

    def last_with(self, prefix: str) -> PrintJob | None:
        """Return the newest job whose key starts with plain letters and digits."""
        row = self._journal.row(
            "SELECT * FROM print_job WHERE key >= ? AND key < ?"
            " ORDER BY rowid DESC LIMIT 1",
            prefix,
            prefix + "\U0010ffff",
        )
        return PrintJob(**dict(row)) if row else None

    def next(self, printer: str) -> PrintJob | None:
        """Return the oldest job that waits for a printer."""
        row = self._journal.row(
            "SELECT * FROM print_job WHERE printer = ? AND state = 'queued'"
            " ORDER BY created_at, rowid LIMIT 1",
            printer,
        )
        return PrintJob(**dict(row)) if row else None

    def waiting(self, printer: str) -> int:
        """Return how many jobs are not done."""
        row = self._journal.row(
            "SELECT count(*) FROM print_job"
            " WHERE printer = ? AND state IN ('queued', 'sent')",
            printer,
        )
        return int(row[0]) if row else 0

    def insert(
        self, key: str, printer: str, kind: str, mark: str, payload: bytes
    ) -> None:
        """Commit a new job in state ``queued``."""
        now = now_iso()
        with self._journal.transaction() as db:
            db.execute(
                "INSERT INTO print_job (key, printer, kind, digest, payload, state,"
                " created_at, at) VALUES (?, ?, ?, ?, ?, 'queued', ?, ?)",
                (key, printer, kind, mark, payload, now, now),
            )

    def set(self, key: str, state: str, code: str | None = None) -> None:
        """Commit a state; a final state stays. Printed jobs drop their bytes."""
        payload = b"" if state in FINAL else None
        with self._journal.transaction() as db:
            db.execute(
                "UPDATE print_job SET state = ?, code = ?, at = ?,"
                " payload = coalesce(?, payload)"
                " WHERE key = ? AND state IN ('queued', 'sent')",
                (state, code, now_iso(), payload, key),
            )

    def give_up(self, key: str) -> None:
        """Commit that the box itself failed at a job, so that others get their turn.

        Nothing of a queued job was sent; what became of a sent one nobody knows.
        """
        job = self.get(key)
        if job is not None and job.state == "sent":
            self.set(key, "unconfirmed", "not_confirmed")
        else:
            self.set(key, "failed", "internal")

    def cancel(self, key: str) -> None:
        """Commit that a kept job is given up, unless it is on its way."""
        with self._journal.transaction() as db:
            db.execute(
                "UPDATE print_job SET state = 'failed', code = 'cancelled', at = ?"
                " WHERE key = ? AND state = 'queued'",
                (now_iso(), key),
            )

    def doubt_sent(self, printer: str) -> None:
        """Commit, at start, that jobs on their way during a crash are unconfirmed."""
        with self._journal.transaction() as db:
            db.execute(
                "UPDATE print_job SET state = 'unconfirmed', code = 'not_confirmed',"
                " at = ? WHERE printer = ? AND state = 'sent'",
                (now_iso(), printer),
            )

    def pulse(self, key: str) -> sqlite3.Row | None:
        """Return a drawer pulse."""
        return self._journal.row("SELECT * FROM drawer_pulse WHERE key = ?", key)

    def begin_pulse(self, key: str, printer: str, reason: str, user: str) -> bool:
        """Commit that a pulse is about to be sent; False if the key was used before.

        A crash between here and the pulse loses it: never a second, unlogged opening.
        """
        with self._journal.transaction() as db:
            cursor = db.execute(
                "INSERT OR IGNORE INTO drawer_pulse"
                " (key, printer, reason, user, state, at) VALUES (?, ?, ?, ?, ?, ?)",
                (key, printer, reason, user, "sent", now_iso()),
            )
            if cursor.rowcount:
                self._journal.log("drawer", key, reason=reason, user=user)
            return bool(cursor.rowcount)

    def end_pulse(self, key: str) -> None:
        """Commit that the pulse was sent."""
        with self._journal.transaction() as db:
            db.execute("UPDATE drawer_pulse SET state = 'pulsed' WHERE key = ?", (key,))

    def doubt_pulses(self, printer: str) -> None:
        """Commit, at start, that a pulse under way during a crash is unconfirmed."""
        with self._journal.transaction() as db:
            db.execute(
                "UPDATE drawer_pulse SET state = 'unconfirmed', code = 'not_confirmed'"
                " WHERE printer = ? AND state = 'sent'",
                (printer,),
            )

    def fail_pulse(self, key: str, code: str) -> None:
        """Commit that the pulse did not reach the printer."""
        with self._journal.transaction() as db:
            db.execute(
                "UPDATE drawer_pulse SET state = 'failed', code = ? WHERE key = ?",
                (code, key),
            )
            self._journal.log("drawer_failed", key, code=code)
