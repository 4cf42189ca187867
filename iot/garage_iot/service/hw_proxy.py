"""What the stock point of sale asks of a box: ``/hw_proxy/*`` (JSON-RPC).

Routes and answers as Odoo 19.0 Community calls them (``hardware_proxy_service.js``,
``hw_printer.js``, ``barcode_reader_service.js``): hello, handshake, status_json,
default_printer_action, scanner. The stock till sends no token, so the layer is off
unless the configuration switches it on, answers only pages of the listed origins that
come from the local network, and never touches payments.
"""

from __future__ import annotations

import hashlib
import ipaddress
import threading
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from ..errors import ApiError
from ..protocols.escpos.fields import BadDocument
from .http import Request, Response, preflight_headers
from .print_jobs import PrintJob, PrintJobStore
from .print_queue import PrintQueue
from .scans import ScanHub

PREFIX = "/hw_proxy/"
_PRINT_SECONDS = 8.0
_SCAN_SECONDS = 50.0
_AT_WORK = ("ready", "busy", "warning")
_MOST_TILLS = 100

Params = dict[str, Any]


class HwProxy:
    """Answers for the first printer of the box and all its scanners."""

    def __init__(
        self, queues: Mapping[str, PrintQueue], store: PrintJobStore, scans: ScanHub
    ) -> None:
        self._queues = queues
        self._store = store
        self._scans = scans
        self._lock = threading.Lock()
        self._seen: dict[str, int] = {}
        self._refused: set[str] = set()
        self._calls: dict[str, Callable[[Request, Params], Any]] = {
            "handshake": lambda request, params: True,
            "status_json": self._status,
            "default_printer_action": self._printer_action,
            "scanner": self._scanner,
        }

    def handle(self, request: Request) -> Response:
        """Answer one request, whose host and origin were checked.

        :raises ApiError: not from the local network, no origin, or no such call.
        """
        _check_local(request)
        if request.method == "OPTIONS":
            return Response(204, None, preflight_headers(request))
        name = request.path[len(PREFIX) :]
        if (name, request.method) == ("hello", "GET"):
            return Response(200, b"ping")
        call = self._calls.get(name)
        if call is None or request.method != "POST":
            raise ApiError(404, "not_found", "There is no such call.")
        content = request.json()
        params = content.get("params")
        result = call(request, params if isinstance(params, dict) else {})
        return Response(
            200, {"jsonrpc": "2.0", "id": content.get("id"), "result": result}
        )

    def _status(self, request: Request, params: Params) -> Any:
        found = {"scanner": {"status": "connected", "messages": []}}
        for queue in list(self._queues.values())[:1]:
            state = queue.state.as_dict()
            well = state["state"] in _AT_WORK
            status = "connected" if well else "disconnected"
            found["printer"] = {"status": status, "messages": [state["detail"]]}
        return found

    def _printer_action(self, request: Request, params: Params) -> bool:
        data = params.get("data")
        queue = next(iter(self._queues.values()), None)
        if queue is None or not isinstance(data, dict):
            return False
        if data.get("action") == "cashbox":
            key = f"hw_proxy:{uuid.uuid4()}"
            pulse = queue.open_drawer(key, "Stock point of sale", "")
            return bool(pulse["state"] == "pulsed")
        if data.get("action") == "print_receipt":
            return self._print(queue, {"image": data.get("receipt")})
        return False

    def _print(self, queue: PrintQueue, data: Params) -> bool:
        """Print a picture. The till knows only yes and no, and offers a retry on no.

        A receipt that the queue keeps, or that came out after the till was told no,
        is not printed again by that retry.
        """
        with self._lock:
            key, fresh = self._key_of(str(data["image"]))
        if fresh:
            try:
                queue.submit(key, "image", data)
            except BadDocument as error:
                raise ApiError(400, error.code, error.message) from error
        job = queue.wait_final(key, _PRINT_SECONDS)
        with self._lock:
            return self._settled(job)

    def _key_of(self, image: str) -> tuple[str, bool]:
        """Return the key for a picture, and whether that is a new job."""
        mark = hashlib.sha256(image.encode("utf-8")).hexdigest()
        prefix = f"hw_proxy:{mark[:32]}:"
        last = self._store.last_with(prefix)
        if last is None:
            return f"{prefix}1", True
        if not last.final or last.key in self._refused:
            return last.key, False
        return f"{prefix}{int(last.key.rpartition(':')[2]) + 1}", True

    def _settled(self, job: PrintJob) -> bool:
        done = job.state == "printed" or job.code == "cannot_confirm"
        if done or job.final:
            # A final job that did not come out may be printed again by a retry.
            self._refused.discard(job.key)
        else:
            self._refused.add(job.key)
        return done

    def _scanner(self, request: Request, params: Params) -> str:
        """Wait for the next barcode that this till has not seen."""
        till = request.peer
        with self._lock:
            seen = self._seen.setdefault(till, self._scans.count)
            if len(self._seen) > _MOST_TILLS:
                self._seen.pop(next(iter(self._seen)))
        scans = self._scans.since(seen, _SCAN_SECONDS)["scans"]
        if not scans:
            return ""
        with self._lock:
            self._seen[till] = scans[0]["n"]
        return str(scans[0]["code"])


def _check_local(request: Request) -> None:
    if not request.header("origin") and request.path != f"{PREFIX}hello":
        raise ApiError(403, "origin", "Only pages of the till may call this.")
    try:
        address = ipaddress.ip_address(request.peer)
    except ValueError:
        address = None
    if address is None or not (address.is_private or address.is_loopback):
        raise ApiError(403, "origin", "Only the local network may call this.")
