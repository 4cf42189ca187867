"""Attempts to move money over a terminal, as the journal keeps them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from ..clock import from_iso, now_iso
from ..devices.base import Baseline, Order, Outcome
from .journal import Journal

OPEN = ("created", "sent", "in_doubt")
FINAL = ("approved", "declined", "cancelled", "failed", "manual")
_PAID = {"approved": True, "declined": False, "cancelled": False, "failed": False}
_LONGEST_REFERENCE = 60
_STORED = (
    "key", "line", "terminal", "kind", "amount", "currency", "reference",
    "original_key", "retry_of",
)  # fmt: skip


@dataclass(frozen=True)
class Attempt:
    """One attempt. ``amount`` in minor units; times as the API writes them.

    ``number`` is given by the journal when it is inserted. ``step`` tells where an
    open attempt stands and lives in memory only.
    """

    key: str
    line: str
    terminal: str
    kind: str
    amount: int
    currency: str
    reference: str
    original_key: str | None = None
    retry_of: str | None = None
    state: str = "created"
    code: str | None = None
    text: str = ""
    created_at: str = ""
    sent_at: str | None = None
    final_at: str | None = None
    acked_at: str | None = None
    rev: int = 1
    cancel_requested: bool = False
    baseline: Baseline | None = None
    result: dict[str, Any] | None = None
    resolved: dict[str, Any] | None = None
    number: int = 0
    step: str | None = None

    @property
    def final(self) -> bool:
        """The state will never change again."""
        return self.state in FINAL

    @property
    def paid(self) -> bool | None:
        """Whether money moved; None while nobody knows."""
        if self.state == "manual":
            return (self.resolved or {}).get("outcome") == "paid"
        return _PAID.get(self.state)

    def same_request(self, other: Attempt) -> bool:
        """Tell whether both ask for the same thing (an idempotent repeat)."""
        return all(getattr(self, name) == getattr(other, name) for name in _STORED)

    def order(self, original: Attempt | None) -> Order:
        """Return what the terminal shall do."""
        known = None
        if original is not None:
            known = {**(original.result or {}), "number": original.number}
        return Order(
            self.kind,
            self.amount,
            self.currency,
            known,
            self.baseline,
            self.number,
            self.reference[:_LONGEST_REFERENCE],
        )

    def sent_moment(self) -> datetime:
        """Return when it was sent, in local time."""
        return from_iso(self.sent_at or self.created_at).astimezone()

    def as_dict(self) -> dict[str, Any]:
        """Return the attempt as the API writes it (contract/payment_poll.json)."""
        out = {name: getattr(self, name) for name in _STORED}
        out |= {
            "state": self.state,
            "final": self.final,
            "paid": self.paid,
            "rev": self.rev,
            "step": self.step,
            "code": self.code,
            "text": self.text,
            "created_at": self.created_at,
            "sent_at": self.sent_at,
            "final_at": self.final_at,
            "acked": self.acked_at is not None,
            "cancel_requested": self.cancel_requested,
            "result": self.result,
            "resolved": self.resolved,
        }
        return out


def _from_row(row: sqlite3.Row) -> Attempt:
    values = dict(row)
    for name in ("result", "resolved", "baseline"):
        values[name] = json.loads(values[name]) if values[name] else None
    if values["baseline"] is not None:
        values["baseline"] = Baseline(**values["baseline"])
    values["cancel_requested"] = bool(values["cancel_requested"])
    return Attempt(**values)


class AttemptStore:
    """Reads and writes attempts. Writing methods commit before they return."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def transaction(self) -> AbstractContextManager[object]:
        """Make several writes one commit."""
        return self._journal.transaction()

    def get(self, key: str) -> Attempt | None:
        """Return the attempt with this key."""
        row = self._journal.row("SELECT * FROM attempt WHERE key = ?", key)
        return _from_row(row) if row else None

    def of_line(self, line: str) -> list[Attempt]:
        """Return all attempts of a payment line, oldest first."""
        return self._many("line = ? ORDER BY created_at, rowid", line)

    def open_on(self, terminal: str) -> Attempt | None:
        """Return the attempt that holds the terminal."""
        found = self._many(
            "terminal = ? AND state IN ('created', 'sent', 'in_doubt')", terminal
        )
        return found[0] if found else None

    def open(self) -> list[Attempt]:
        """Return all attempts without a final state, oldest first."""
        return self._many(
            "state IN ('created', 'sent', 'in_doubt') ORDER BY created_at"
        )

    def unacked(self) -> list[Attempt]:
        """Return final attempts that no till has stored yet, oldest first."""
        return self._many(
            "acked_at IS NULL AND state NOT IN ('created', 'sent', 'in_doubt')"
            " ORDER BY created_at"
        )

    def paid_back(self, key: str) -> list[Attempt]:
        """Return refunds and reversals of a sale that took or may take effect."""
        found = self._many("original_key = ? AND kind != 'sale'", key)
        return [attempt for attempt in found if attempt.paid is not False]

    def latest(self, terminal: str, count: int) -> list[Attempt]:
        """Return the last ``count`` attempts of a terminal, newest first."""
        query = "terminal = ? ORDER BY created_at DESC, rowid DESC LIMIT ?"
        return self._many(query, terminal, count)

    def approved_since(self, terminal: str, moment: str | None) -> list[Attempt]:
        """Return paid attempts of a terminal that ended after ``moment``."""
        found = self._many(
            "terminal = ? AND final_at > ? ORDER BY final_at", terminal, moment or ""
        )
        return [attempt for attempt in found if attempt.paid]

    def moved_at(self, terminal: str) -> str:
        """Return since when the hardware of this id is the same; empty: always."""
        row = self._journal.row("SELECT at FROM device_move WHERE id = ?", terminal)
        return str(row[0]) if row else ""

    def known_transactions(self, terminal: str, but: str) -> frozenset[tuple[str, str]]:
        """Return (receipt, trace) of the last 50 results, without one key."""
        found = self._many(
            "terminal = ? AND key != ? AND result IS NOT NULL AND created_at > ?"
            " ORDER BY created_at DESC LIMIT 50",
            terminal,
            but,
            self.moved_at(terminal),
        )
        results = [attempt.result or {} for attempt in found]
        return frozenset((r["receipt_no"], r["trace_no"]) for r in results)

    def by_receipt(self, terminal: str, receipt_no: str) -> Attempt | None:
        """Return the newest attempt that got this receipt number of the terminal."""
        found = self._many(
            "terminal = ? AND json_extract(result, '$.receipt_no') = ?"
            " ORDER BY created_at DESC LIMIT 1",
            terminal,
            receipt_no,
        )
        return found[0] if found else None

    def _many(self, where: str, *values: Any) -> list[Attempt]:
        query = "SELECT * FROM attempt WHERE " + where  # noqa: S608 - constants only
        return [_from_row(row) for row in self._journal.rows(query, *values)]

    def insert(self, attempt: Attempt) -> Attempt:
        """Commit a new attempt in state ``created``.

        :raises sqlite3.IntegrityError: the terminal or the line has an open one.
        """
        names = (*_STORED, "state", "text", "created_at", "rev", "number")
        marks = ", ".join("?" for _ in names)
        with self._journal.transaction() as db:
            number = self._journal.next_number("attempt")
            attempt = replace(attempt, created_at=now_iso(), number=number)
            db.execute(
                f"INSERT INTO attempt ({', '.join(names)}) VALUES ({marks})",  # noqa: S608
                tuple(getattr(attempt, name) for name in names),
            )
            self._journal.log(
                "created", attempt.key, amount=attempt.amount, number=number
            )
        return attempt

    def mark_sent(self, key: str, baseline: Baseline | None) -> Attempt:
        """Commit that the next byte may start a charge."""
        known = json.dumps(baseline.as_dict()) if baseline is not None else None
        return self._set(key, "sent", state="sent", sent_at=now_iso(), baseline=known)

    def mark_in_doubt(self, key: str, code: str, text: str) -> Attempt:
        """Commit that the answer is missing."""
        return self._set(key, "in_doubt", state="in_doubt", code=code, text=text)

    def finish(self, key: str, outcome: Outcome) -> None:
        """Commit the final state; a state that is already final stays."""
        result = outcome.result
        self._write(
            key,
            outcome.state,
            state=outcome.state,
            code=outcome.code,
            text=outcome.text,
            final_at=now_iso(),
            result=_json(result.as_dict()) if result is not None else None,
        )

    def resolve(self, key: str, outcome: str, user: str, reason: str) -> Attempt:
        """Commit a manual decision (``paid`` or ``not_paid``)."""
        at = now_iso()
        decision = {"outcome": outcome, "user": user, "reason": reason, "at": at}
        words = "paid" if outcome == "paid" else "not paid"
        return self._set(
            key,
            "manual",
            state="manual",
            code="resolved_by_hand",
            text=f"Decided by hand: {words}",
            final_at=at,
            resolved=_json(decision),
        )

    def mark_cancel_requested(self, key: str) -> Attempt:
        """Commit that the cashier asked to stop."""
        return self._set(key, "cancel_requested", cancel_requested=1)

    def acknowledge(self, key: str) -> Attempt:
        """Commit that a till has stored the result."""
        with self._journal.transaction() as db:
            db.execute(
                "UPDATE attempt SET acked_at = ?, rev = rev + 1"
                " WHERE key = ? AND acked_at IS NULL",
                (now_iso(), key),
            )
            self._journal.log("acked", key)
        return self._required(key)

    def _set(self, key: str, what: str, **values: Any) -> Attempt:
        """Change an attempt that is not final and return it."""
        self._write(key, what, **values)
        return self._required(key)

    def _write(self, key: str, what: str, **values: Any) -> None:
        """Change an attempt that is not final and append to the log, in one commit."""
        assignments = ", ".join(f"{name} = ?" for name in values)
        with self._journal.transaction() as db:
            db.execute(
                f"UPDATE attempt SET {assignments}, rev = rev + 1"  # noqa: S608
                " WHERE key = ? AND state IN ('created', 'sent', 'in_doubt')",
                (*values.values(), key),
            )
            self._journal.log(what, key, **_loggable(values.items()))

    def _required(self, key: str) -> Attempt:
        attempt = self.get(key)
        if attempt is None:
            raise KeyError(key)
        return attempt


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)


def _loggable(items: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Leave results (slips) out of the log."""
    return {name: value for name, value in items if name not in ("result", "baseline")}
