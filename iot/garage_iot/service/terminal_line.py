"""The worker of one terminal: carries out attempts and clears up doubts, in order."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from ..devices.base import (
    Baseline,
    Hint,
    InDoubt,
    Order,
    Outcome,
    Pending,
    Session,
    TerminalDriver,
    Undecided,
)
from ..errors import BoxError, Refused, Unreachable
from .attempts import Attempt, AttemptStore
from .device_state import DeviceState
from .faults import fault_point
from .round_trips import RoundTrips
from .steps import Steps
from .terminal_memory import TerminalMemory

_logger = logging.getLogger(__name__)

NOT_REACHED = (
    "The terminal does not answer. Nothing was charged. "
    "Check its power and network, then try again."
)
_LOST_PING = 5.0


@dataclass(frozen=True)
class Pace:
    """Waiting times of the worker in seconds."""

    first_query: float = 0.5
    longest_query: float = 15.0
    ping: float = 60.0


@dataclass(frozen=True)
class Limits:
    """What the box lets a till ask of this terminal, whatever its token allows.

    ``max_amount`` in minor units, None: the box's own limit only. ``free_refunds``:
    a manager may pay back without the sale that it belongs to.
    """

    max_amount: int | None = None
    free_refunds: bool = True


class TerminalLine:
    """Owns one terminal. All talk to the device happens under :attr:`device_lock`."""

    def __init__(
        self,
        name: str,
        driver: TerminalDriver,
        store: AttemptStore,
        memory: TerminalMemory,
        steps: Steps,
        pace: Pace,
        limits: Limits = Limits(),
    ) -> None:
        self.name = name
        self.driver = driver
        self.limits = limits
        self.state = DeviceState()
        self.trips = RoundTrips()
        self.device_lock = threading.Lock()
        self._store = store
        self._memory = memory
        self._steps = steps
        self._pace = pace
        self._session: Session | None = None
        self._work: queue.SimpleQueue[Attempt | None] = queue.SimpleQueue()
        self._nudge = threading.Event()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name=f"terminal-{name}")
        self._thread.daemon = True

    def start(self) -> None:
        """Start the worker; attempts left open by a crash come first."""
        for attempt in self._store.open():
            if attempt.terminal == self.name:
                self._work.put(attempt)
        self._thread.start()

    def submit(self, attempt: Attempt) -> None:
        """Queue a committed attempt."""
        self._work.put(attempt)

    def can(self, capability: str) -> bool:
        """Tell whether the terminal can do this for the till."""
        return capability in self.driver.capabilities

    def request_abort(self) -> None:
        """Ask the terminal to stop what it does now; the result still comes."""
        session = self._session
        if session is not None:
            session.request_abort()

    def nudge(self) -> None:
        """Look again at once instead of waiting (resolved by hand, or stopping)."""
        self._nudge.set()

    def stop(self) -> None:
        """End the worker after what it is doing now."""
        self._stopping = True
        self._work.put(None)
        self.nudge()
        self.request_abort()
        self._thread.join(timeout=5)
        self.driver.close()

    def check(self) -> None:
        """Make a round trip and keep the answer as the device's state."""
        with self.device_lock:
            self._check()

    def check_idle(self) -> None:
        """Make a round trip unless the terminal is at work."""
        if self._store.open_on(self.name) is None and self.device_lock.acquire(False):
            try:
                self._check()
            finally:
                self.device_lock.release()

    def _check(self) -> None:
        health = self.driver.ping()
        lost = health.code == "terminal_unreachable"
        self.trips.record(None if lost else health.milliseconds)
        state = "ready" if health.ok else "warning"
        if lost:
            state = "disconnected"
        self.state.set(state, health.text, health.code)

    def _run(self) -> None:
        self._guard(self.check)
        while not self._stopping:
            try:
                attempt = self._work.get(timeout=self._pause())
            except queue.Empty:
                self._guard(self.check)
                continue
            if attempt is None or self._guard(partial(self._work_on, attempt)):
                continue
            self._after_error(attempt.key)

    def _pause(self) -> float:
        """Return seconds until the next round trip of an idle terminal."""
        lost = self.state.as_dict()["state"] == "disconnected"
        return min(_LOST_PING, self._pace.ping) if lost else self._pace.ping

    def _guard(self, job: Callable[[], None]) -> bool:
        """Outermost level of the device thread: log what nobody foresaw, go on."""
        try:
            job()
        except Exception:
            _logger.exception("terminal %s: unexpected error", self.name)
            self.state.set("error", "Unexpected error, see the box log", "internal")
            return False
        return True

    def _after_error(self, key: str) -> None:
        """Leave no attempt behind: not sent is failed, anything else is asked for."""
        attempt = self._store.get(key)
        if attempt is None or attempt.final:
            return
        if attempt.state == "created":
            words = "The box failed before anything was sent. Nothing was charged."
            self._store.finish(key, Outcome("failed", "internal", words))
            return
        self._nudge.wait(self._pace.longest_query)
        self._work.put(attempt)

    def _work_on(self, attempt: Attempt) -> None:
        self.state.set("busy", "Payment in progress", "payment")
        try:
            if attempt.state == "created":
                self._carry_out(attempt)
            current = self._store.get(attempt.key)
            if current is not None and current.state in ("sent", "in_doubt"):
                self._clear_up(current)
        finally:
            self._steps.drop(attempt.key)
        self._guard(self._show_result_state)

    def _show_result_state(self) -> None:
        current = self.state.as_dict()
        if current["state"] == "busy":
            self.state.set("ready", "Ready")

    def _carry_out(self, attempt: Attempt) -> None:
        key = attempt.key
        self._steps.show(key, "connecting", "Connecting to the terminal")
        with self.device_lock:
            try:
                baseline = self._known_baseline()
                session = self.driver.connect()
            except Unreachable:
                self.state.set("disconnected", NOT_REACHED, "terminal_unreachable")
                self._finish(
                    key, Outcome("failed", "terminal_unreachable", NOT_REACHED)
                )
                return
            except Refused as error:
                self._finish(key, Outcome("failed", error.code, error.message))
                return
            self._session = session
            try:
                self._send(self._mark_sent(key, baseline), session)
            finally:
                self._session = None
                session.close()

    def _mark_sent(self, key: str, baseline: Baseline | None) -> Attempt:
        """Commit that bytes may leave, and that the last transaction may be another.

        The number that some terminals compare (ZVT tag 1F1F) must never be an old one
        after a person decided a doubt: the terminal would take that payment back.
        """
        with self._store.transaction():
            if baseline is not None and baseline.transaction_id:
                self._memory.remember(self.name, replace(baseline, transaction_id=""))
            return self._store.mark_sent(key, baseline)

    def _send(self, attempt: Attempt, session: Session) -> None:
        """Let the money move. The state ``sent`` is on disk by now."""
        key = attempt.key
        if attempt.cancel_requested:
            words = "Cancelled before anything was sent"
            self._finish(key, Outcome("cancelled", "cancelled_by_cashier", words))
            return
        fault_point("after_sent")
        try:
            outcome = self.driver.perform(
                session,
                self._order(attempt),
                lambda step, text: self._steps.show(key, step, text),
            )
        except InDoubt as doubt:
            self._store.mark_in_doubt(key, doubt.code, doubt.message)
            self._steps.show(key, "asking_terminal", doubt.message)
            return
        except Refused as error:
            outcome = Outcome("failed", error.code, error.message)
        fault_point("after_answer")
        self._finish(key, outcome)

    def _order(self, attempt: Attempt) -> Order:
        back = attempt.original_key
        return attempt.order(self._store.get(back) if back else None)

    def _known_baseline(self) -> Baseline | None:
        """Return the terminal's last transaction; ask for it the first time."""
        known = self._memory.baseline(self.name)
        if known is None:
            try:
                known = self.driver.baseline()
            except Refused:
                return None
            self._memory.remember(self.name, known)
        return known

    def _finish(self, key: str, outcome: Outcome) -> None:
        if outcome.state == "cancelled" and self._cashier_asked(key):
            outcome = replace(
                outcome, code="cancelled_by_cashier", text="Cancelled by the cashier"
            )
        with self._store.transaction():
            self._remember(outcome)
            self._store.finish(key, outcome)
        fault_point("after_final")

    def _cashier_asked(self, key: str) -> bool:
        attempt = self._store.get(key)
        return attempt is not None and attempt.cancel_requested

    def _remember(self, outcome: Outcome) -> None:
        """Keep the terminal's last transaction, to recognise later ones."""
        result, skew = outcome.result, outcome.clock_skew
        if result is None or not result.receipt_no:
            return
        if skew is None:
            known = self._memory.baseline(self.name)
            skew = known.clock_skew if known is not None else None
        now_known = Baseline(
            result.receipt_no, result.trace_no, skew, result.transaction_id
        )
        self._memory.remember(self.name, now_known)

    def _clear_up(self, attempt: Attempt) -> None:
        """Ask the terminal until it is clear how the attempt ended."""
        key, delay = attempt.key, self._pace.first_query
        words = "Asking the terminal whether it charged the card."
        if attempt.state == "sent":
            self._store.mark_in_doubt(key, "box_restarted", words)
        while not self._stopping:
            current = self._store.get(key)
            if current is None or current.final:
                return
            outcome = self._ask(current)
            if outcome is not None:
                self._finish(key, outcome)
                return
            self._nudge.wait(delay)
            self._nudge.clear()
            delay = min(delay * 2, self._pace.longest_query)

    def _ask(self, attempt: Attempt) -> Outcome | None:
        earlier = self._store.known_transactions(self.name, attempt.key)
        hint = Hint(attempt.sent_moment(), attempt.baseline, earlier)
        try:
            with self.device_lock:
                verdict = self.driver.query(self._order(attempt), hint)
        except BoxError as error:
            self.state.set("disconnected", error.message, "terminal_unreachable")
            words = "The terminal does not answer. The box keeps asking."
            self._steps.show(attempt.key, "asking_terminal", words)
            return None
        self.state.set("busy", "Clearing up a payment", "payment")
        if isinstance(verdict, Outcome):
            return verdict
        self._tell_doubt(attempt, verdict)
        return None

    def _tell_doubt(self, attempt: Attempt, verdict: Pending | Undecided) -> None:
        if isinstance(verdict, Pending):
            self._steps.show(attempt.key, "asking_terminal", verdict.text)
            return
        words = f"{verdict.text} Look at the slip; a manager decides."
        if (attempt.code, attempt.text) != ("undecided", words):
            self._steps.drop(attempt.key)  # first: its text would hide this one
            self._store.mark_in_doubt(attempt.key, "undecided", words)
