"""The payment engine: what a till may ask, and the rules that prevent double charges.

Recovery protocol: key = ``<payment line>:<n>``; one open attempt per terminal and per
line; a new attempt for a line only after a negative final state; every state is on
disk before anybody acts on it.
"""

from __future__ import annotations

import sqlite3
import time
from dataclasses import replace

from ..devices.base import Outcome
from ..errors import ApiError
from .attempts import Attempt, AttemptStore
from .faults import fault_point
from .journal import Journal
from .steps import Steps
from .terminal_line import TerminalLine


class PaymentEngine:
    """Starts, follows and closes attempts."""

    def __init__(
        self,
        journal: Journal,
        store: AttemptStore,
        lines: dict[str, TerminalLine],
        steps: Steps,
        currency: str,
        max_amount: int,
    ) -> None:
        self._journal = journal
        self._store = store
        self._lines = lines
        self._steps = steps
        self._currency = currency
        self._max_amount = max_amount

    def start_up(self) -> None:
        """Close what was never sent before a restart, then let the workers go on."""
        words = "The box restarted before anything was sent. Nothing was charged."
        outcome = Outcome("failed", "box_restarted_before_send", words)
        for attempt in self._store.open():
            if attempt.state == "created":
                self._store.finish(attempt.key, outcome)
        for line in self._lines.values():
            line.start()

    def stop(self) -> None:
        """Stop the workers."""
        for line in self._lines.values():
            line.stop()

    def start(self, wanted: Attempt, may_manage: bool) -> Attempt:
        """Start an attempt, or return the one that has this key.

        :param may_manage: a manager may refund without the original sale.
        :raises ApiError: ``conflict``, ``line_open``, ``terminal_busy``, ...
        """
        with self._journal.transaction():
            of_line = self._store.of_line(wanted.line)
            for known in of_line:
                if known.key == wanted.key:
                    return self._repeat(known, wanted)
            self._check_terminal(wanted)
            self._check_line(wanted, of_line)
            self._check_original(wanted, may_manage)
            created = self._insert(wanted)
        fault_point("after_created")
        self._lines[wanted.terminal].submit(created)
        return self._steps.decorate(created)

    def _insert(self, wanted: Attempt) -> Attempt:
        try:
            text = "Connecting to the terminal"
            return self._store.insert(replace(wanted, text=text))
        except sqlite3.IntegrityError as error:
            raise self._busy(wanted.terminal) from error

    def _repeat(self, known: Attempt, wanted: Attempt) -> Attempt:
        if not known.same_request(wanted):
            words = "This payment was already sent with other content."
            raise ApiError(409, "conflict", words, key=known.key)
        return self._steps.decorate(known)

    def _check_terminal(self, wanted: Attempt) -> None:
        if wanted.terminal not in self._lines:
            words = f'There is no terminal "{wanted.terminal}" on this box.'
            raise ApiError(404, "not_found", words)
        if wanted.kind != "sale" and not self._lines[wanted.terminal].can(wanted.kind):
            words = (
                f"This terminal cannot make a {wanted.kind} for the till. "
                "Make it at the terminal itself, or pay back in another way."
            )
            raise ApiError(422, "not_supported", words)
        if wanted.currency != self._currency:
            words = f"The terminals of this box take {self._currency} only."
            raise ApiError(422, "currency", words)
        limit = self._lines[wanted.terminal].limits.max_amount or self._max_amount
        if wanted.amount > min(limit, self._max_amount):
            words = "The amount is above the limit set on this box."
            raise ApiError(422, "above_limit", words)

    def _check_line(self, wanted: Attempt, of_line: list[Attempt]) -> None:
        reversed_keys = {
            attempt.original_key
            for attempt in of_line
            if attempt.kind == "reversal" and attempt.paid
        }
        for attempt in of_line:
            undone = attempt.key in reversed_keys or attempt.kind == "reversal"
            takes_back = (
                wanted.kind == "reversal" and wanted.original_key == attempt.key
            )
            if not attempt.final or (attempt.paid and not undone and not takes_back):
                words = "This payment line already has an open or approved attempt."
                raise ApiError(409, "line_open", words, key=attempt.key)
        if self._store.open_on(wanted.terminal) is not None:
            raise self._busy(wanted.terminal)

    def _check_original(self, wanted: Attempt, may_manage: bool) -> None:
        if wanted.kind == "sale":
            return
        if wanted.original_key is None:
            free = self._lines[wanted.terminal].limits.free_refunds
            if wanted.kind == "refund" and may_manage and free:
                return
            words = "A refund needs the key of the approved sale it pays back."
            raise ApiError(422, "original_required", words)
        original = self._store.get(wanted.original_key)
        if original is None or not original.paid or original.kind != "sale":
            words = "The sale to pay back is not an approved sale of this box."
            raise ApiError(422, "original_unknown", words)
        back = sum(attempt.amount for attempt in self._store.paid_back(original.key))
        if wanted.kind == "reversal":
            self._check_reversal(wanted, original, back)
        elif wanted.amount > original.amount - back:
            words = "The refund is higher than what is left of the sale."
            raise ApiError(422, "above_original", words, left=original.amount - back)

    def _check_reversal(self, wanted: Attempt, original: Attempt, back: int) -> None:
        same = (wanted.amount, wanted.terminal) == (original.amount, original.terminal)
        elsewhere = original.created_at <= self._store.moved_at(original.terminal)
        if not same or back or elsewhere:
            words = "Only a whole sale on its own terminal can be reversed."
            raise ApiError(422, "not_reversible", words)

    def _busy(self, terminal: str) -> ApiError:
        holder = self._store.open_on(terminal)
        words = "The terminal is busy with another payment."
        key = holder.key if holder is not None else None
        return ApiError(409, "terminal_busy", words, key=key)

    def get(self, key: str) -> Attempt:
        """Return an attempt.

        :raises ApiError: 404.
        """
        attempt = self._store.get(key)
        if attempt is None:
            raise ApiError(404, "not_found", "There is no payment with this key.")
        return self._steps.decorate(attempt)

    def wait(
        self, key: str, state: str | None, rev: int | None, seconds: float
    ) -> Attempt:
        """Return the attempt once its state or ``rev`` differs, at most later.

        :param seconds: longest wait.
        """
        deadline = time.monotonic() + seconds
        looked_at: tuple[int, int] | None = None
        with self._steps.followed(rev is not None), self._journal.changed:
            while True:
                steps = self._steps.count(key) if rev is not None else 0
                left = deadline - time.monotonic()
                if left <= 0 or looked_at != (self._journal.commits, steps):
                    looked_at = self._journal.commits, steps
                    attempt = self.get(key)
                    if left <= 0 or _news(attempt, state, rev):
                        return attempt
                self._journal.changed.wait(left)

    def of_line(self, line: str) -> list[Attempt]:
        """Return all attempts of a payment line, oldest first."""
        return [self._steps.decorate(found) for found in self._store.of_line(line)]

    def latest(self, terminal: str, count: int) -> list[Attempt]:
        """Return the last ``count`` attempts of a terminal, newest first."""
        return self._store.latest(terminal, count)

    def unacked(self) -> list[Attempt]:
        """Return final results that no till has stored."""
        return self._store.unacked()

    def cancel(self, key: str) -> Attempt:
        """Ask the terminal to stop. The result still comes as a state."""
        attempt = self.get(key)
        if not attempt.final and not attempt.cancel_requested:
            attempt = self._store.mark_cancel_requested(key)
        if not attempt.final:
            self._stop(attempt)
        return self._steps.decorate(attempt)

    def _stop(self, attempt: Attempt) -> None:
        line = self._lines.get(attempt.terminal)
        if line is None:
            return
        if line.can("abort"):
            line.request_abort()
        elif attempt.state == "sent":
            words = "The till cannot stop this terminal. Press the red key on it."
            self._steps.show(attempt.key, "stop_at_terminal", words)

    def acknowledge(self, key: str) -> Attempt:
        """Note that the till has stored the result.

        :raises ApiError: 409 ``not_final``.
        """
        attempt = self.get(key)
        if not attempt.final:
            words = "This payment has no result yet."
            raise ApiError(409, "not_final", words, key=key)
        return self._steps.decorate(self._store.acknowledge(key))

    def resolve(self, key: str, outcome: str, user: str, reason: str) -> Attempt:
        """Let a manager decide an attempt in doubt.

        :param outcome: ``paid`` or ``not_paid``.
        :raises ApiError: 409 ``not_in_doubt``.
        """
        with self._journal.transaction():
            attempt = self.get(key)
            if attempt.state != "in_doubt":
                words = "Only a payment in doubt can be decided by hand."
                raise ApiError(409, "not_in_doubt", words, key=key)
            resolved = self._store.resolve(key, outcome, user, reason)
        if attempt.terminal in self._lines:
            self._lines[attempt.terminal].nudge()
        return self._steps.decorate(resolved)


def _news(attempt: Attempt, state: str | None, rev: int | None) -> bool:
    if attempt.final and attempt.state != state:
        return True
    if rev is not None:
        return attempt.rev != rev
    return attempt.state != state
