"""The worker of one printer: prints jobs in order, keeps them while it cannot."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from ..clock import from_iso, milliseconds_since, now_iso, utc_now
from ..devices.escpos_printer import EscposPrinter, NotReady, Unconfirmed, message_for
from ..errors import ApiError
from ..protocols.escpos.status import PrinterStatus
from .device_state import DeviceState
from .faults import fault_point
from .journal import Journal
from .print_jobs import PrintJob, PrintJobStore, digest
from .round_trips import RoundTrips

_IDLE_CHECK = 60.0
_PULSES = {
    "pulsed": "Drawer opened",
    "sent": "Opening the drawer",
    "unconfirmed": "The box stopped while it opened the drawer. Look whether it is "
    "open.",
}
_logger = logging.getLogger(__name__)


class PrintQueue:
    """Owns one printer and its drawer."""

    def __init__(
        self,
        name: str,
        driver: EscposPrinter,
        journal: Journal,
        retry: float = 1.0,
        keep_minutes: float = 60.0,
    ) -> None:
        self.name = name
        self.driver = driver
        self.state = DeviceState()
        self.trips = RoundTrips()
        self._journal = journal
        self._store = PrintJobStore(journal)
        self._retry = retry
        self._keep = timedelta(minutes=keep_minutes)
        self._device_lock = threading.Lock()
        self._nudge = threading.Event()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name=f"printer-{name}")
        self._thread.daemon = True

    def start(self) -> None:
        """Start the worker; jobs on their way during a crash become unconfirmed."""
        self.recover()
        self._thread.start()

    def recover(self) -> None:
        """Commit that nobody knows what became of the job and the pulse under way."""
        self._store.doubt_sent(self.name)
        self._store.doubt_pulses(self.name)

    def stop(self) -> None:
        """Stop after the job at hand."""
        self._stopping = True
        self._nudge.set()
        self._thread.join(timeout=3)

    def submit(self, key: str, kind: str, data: dict[str, Any]) -> None:
        """Commit a job, unless its key is known.

        :raises ApiError: 409 ``conflict``, or 400 for a document that is wrong.
        """
        mark = digest(kind, data)
        known = self._store.get(key)
        if known is not None:
            if (known.digest, known.printer) != (mark, self.name):
                words = "This print job was already sent with other content."
                raise ApiError(409, "conflict", words, key=key)
            return
        payload = self.driver.render(kind, data)
        self._store.insert(key, self.name, kind, mark, payload)
        fault_point("print_queued")
        self._nudge.set()

    def wait(self, key: str, seconds: float) -> PrintJob:
        """Return the job once it is done or kept for a reason, at most later."""
        return self._wait(key, seconds, lambda job: job.code is not None)

    def wait_final(self, key: str, seconds: float) -> PrintJob:
        """Return the job once its state is final, at most later."""
        return self._wait(key, seconds, lambda job: job.final)

    def follow(self, key: str, state: str, seconds: float) -> PrintJob:
        """Return the job once its state is another one, at most later."""
        return self._wait(key, seconds, lambda job: job.state != state)

    def _wait(
        self, key: str, seconds: float, enough: Callable[[PrintJob], bool]
    ) -> PrintJob:
        deadline = time.monotonic() + seconds
        with self._journal.changed:
            while True:
                job = self._store.get(key)
                if job is None:
                    words = "There is no print job with this key."
                    raise ApiError(404, "not_found", words)
                left = deadline - time.monotonic()
                if left <= 0 or job.final or enough(job):
                    return job
                self._journal.changed.wait(left)

    def open_drawer(self, key: str, reason: str, user: str) -> dict[str, Any]:
        """Send one pulse for a key, at most once, and log who and why."""
        if self._store.begin_pulse(key, self.name, reason, user):
            fault_point("pulse_begun")
            try:
                with self._device_lock:
                    self.driver.open_drawer()
            except NotReady as error:
                self._store.fail_pulse(key, error.code)
            else:
                fault_point("pulse_sent")
                self._store.end_pulse(key)
        return self.describe_pulse(key)

    def describe_pulse(self, key: str) -> dict[str, Any]:
        """Return a pulse as the API writes it."""
        row = self._store.pulse(key)
        if row is None:
            raise ApiError(404, "not_found", "There is no drawer pulse with this key.")
        return {
            "key": row["key"],
            "printer": row["printer"],
            "state": row["state"],
            "code": row["code"],
            "message": _PULSES.get(row["state"]) or message_for(row["code"]),
            "at": row["at"],
        }

    def status(self) -> dict[str, Any]:
        """Ask the printer how it is, in the words of contract/printer_status.json."""
        found, code = self._ask()
        unknown = found is None
        cover = "open" if found and found.cover_open else "closed"
        drawer = "open" if found and found.drawer_open else "closed"
        self._show(found, code)
        return {
            "printer": self.name,
            "state": self.state.as_dict()["state"],
            "code": code,
            "message": message_for(code),
            "online": bool(found and found.online),
            "paper": found.paper if found else "unknown",
            "cover": "unknown" if unknown else cover,
            "drawer": "unknown" if unknown else drawer,
            "queue": self._store.waiting(self.name),
            "at": now_iso(),
        }

    def _ask(self) -> tuple[PrinterStatus | None, str | None]:
        if not self._device_lock.acquire(timeout=0.5):
            current = self.state.as_dict()
            return None, current["code"] or "no_answer"
        start = time.monotonic()
        try:
            found = self.driver.status()
        except NotReady as error:
            self.trips.record(None)
            return None, error.code
        finally:
            self._device_lock.release()
        self.trips.record(milliseconds_since(start))
        return found, found.code

    def _show(self, found: PrinterStatus | None, code: str | None) -> None:
        state = "error"
        if code in ("unreachable", "no_answer"):
            state = "disconnected"
        elif found is not None and found.can_print:
            state = "warning" if code else "ready"
        self.state.set(state, message_for(code), code)

    def _run(self) -> None:
        try:
            self.status()
        except Exception:
            _logger.exception("printer %s: unexpected error", self.name)
        while not self._stopping:
            self._nudge.clear()
            try:
                pause = self.work_once()
            except Exception:
                _logger.exception("printer %s: unexpected error", self.name)
                pause = self._retry
            if pause is None:
                self._idle()
            elif pause > 0:
                self._nudge.wait(pause)

    def _idle(self) -> None:
        """Wait for a job; look at the printer from time to time."""
        if not self._nudge.wait(_IDLE_CHECK):
            self.status()

    def work_once(self) -> float | None:
        """Print the next job: one turn of the worker.

        :return: seconds until the next look; None: there is no job.
        """
        job = self._store.next(self.name)
        if job is None:
            return None
        if utc_now() - from_iso(job.created_at) > self._keep:
            self._store.set(job.key, "failed", "expired")
            return 0.0
        try:
            with self._device_lock:
                self._print(job)
        except NotReady as error:
            if job.code != error.code:
                self._store.set(job.key, "queued", error.code)
            self._show(None, error.code)
            return self._retry
        except Unconfirmed as error:
            self._store.set(job.key, "unconfirmed", error.code)
            return 0.0
        except Exception:
            self._store.give_up(job.key)
            raise
        fault_point("print_confirmed")
        self._store.set(job.key, "printed")
        fault_point("print_final")
        self.state.set("ready", "Ready")
        return 0.0

    def _print(self, job: PrintJob) -> None:
        def keep_told(code: str) -> None:
            self._store.set(job.key, "sent", code)
            self._show(None, code)

        def sending() -> None:
            self._store.set(job.key, "sent")
            fault_point("print_sent")

        self.driver.print(job.payload, sending, keep_told)
