"""API calls about printers and drawers."""

from __future__ import annotations

from typing import Any

from ..errors import ApiError
from ..protocols.escpos.fields import BadDocument
from ..protocols.escpos.render import KINDS
from .api import Call, Route, route
from .http import Fields
from .print_jobs import PrintJob, PrintJobStore
from .print_queue import PrintQueue

LONGEST_WAIT = 25.0
USUAL_WAIT = 8.0


class PrintingCalls:
    """Translates requests for the print queues and their answers back."""

    def __init__(self, queues: dict[str, PrintQueue], store: PrintJobStore) -> None:
        self._queues = queues
        self._store = store

    def routes(self) -> list[Route]:
        """Return the routes of printers and drawers."""
        return [
            route("POST", "print", "print", self._print),
            route("GET", "print/<>", "print", self._get),
            route("POST", "print/<>/cancel", "print", self._cancel),
            route("POST", "drawer", "drawer", self._drawer),
            route("GET", "printers/<>/status", "print", self._status),
        ]

    def _queue(self, name: str) -> PrintQueue:
        if name not in self._queues:
            words = f'There is no printer "{name}" on this box.'
            raise ApiError(404, "not_found", words)
        return self._queues[name]

    def _print(self, call: Call) -> dict[str, Any]:
        content = call.request.json()
        fields = Fields(content)
        key, queue = _key(fields), self._queue(fields.text("printer"))
        kind, data = fields.choice("kind", KINDS), fields.mapping("data")
        if kind == "raw":
            call.require("manage")
        if content.get("drawer") is not None:
            call.require("drawer")
            why = Fields(fields.mapping("drawer"))
            reason, user = why.text("reason"), why.text("user")
            self._submit(queue, key, kind, data)
            queue.open_drawer(f"{key}:drawer", reason, user)
        else:
            self._submit(queue, key, kind, data)
        seconds = call.request.number("wait", USUAL_WAIT, LONGEST_WAIT)
        return self._describe(queue.wait(key, seconds))

    @staticmethod
    def _submit(queue: PrintQueue, key: str, kind: str, data: dict[str, Any]) -> None:
        try:
            queue.submit(key, kind, data)
        except BadDocument as error:
            raise ApiError(400, error.code, error.message) from error

    def _get(self, call: Call) -> dict[str, Any]:
        job = self._job(call.parts[0])
        state = call.request.argument("state")
        seconds = call.request.number("wait", 0.0, LONGEST_WAIT)
        if state == job.state and not job.final:
            job = self._queue(job.printer).follow(job.key, job.state, seconds)
        return self._describe(job)

    def _cancel(self, call: Call) -> dict[str, Any]:
        call.request.json()
        job = self._job(call.parts[0])
        self._store.cancel(job.key)
        return self._describe(self._job(job.key))

    def _drawer(self, call: Call) -> dict[str, Any]:
        fields = Fields(call.request.json())
        queue = self._queue(fields.text("printer"))
        return queue.open_drawer(
            _key(fields), fields.text("reason"), fields.text("user")
        )

    def _status(self, call: Call) -> dict[str, Any]:
        return self._queue(call.parts[0]).status()

    def _job(self, key: str) -> PrintJob:
        job = self._store.get(key)
        if job is None:
            raise ApiError(404, "not_found", "There is no print job with this key.")
        return job

    def _describe(self, job: PrintJob) -> dict[str, Any]:
        pulse = self._store.pulse(f"{job.key}:drawer")
        return job.as_dict(pulse["state"] if pulse is not None else None)


def _key(fields: Fields) -> str:
    key = fields.text("key")
    if "/" in key:
        raise ApiError(400, "bad_parameters", "key must not hold a slash.")
    return key
