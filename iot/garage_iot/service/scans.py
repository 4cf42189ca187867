"""Barcodes read at the counter, kept for the tills that ask."""

from __future__ import annotations

import threading
import time
from collections import deque
from typing import Any

from ..clock import now_iso
from .api import Call, Route, route

_KEPT = 200
_LONGEST_WAIT = 25.0


class ScanHub:
    """Numbers scans; every till remembers the number it has seen last."""

    def __init__(self) -> None:
        self._arrived = threading.Condition()
        self._scans: deque[dict[str, Any]] = deque(maxlen=_KEPT)
        self._count = 0

    def put(self, scanner: str, code: str) -> None:
        """Take a barcode from a scanner and wake the tills."""
        with self._arrived:
            self._count += 1
            scan = {"n": self._count, "scanner": scanner, "code": code, "at": now_iso()}
            self._scans.append(scan)
            self._arrived.notify_all()

    @property
    def count(self) -> int:
        """Number of the newest scan; 0 when there was none."""
        return self._count

    def since(self, number: int, seconds: float) -> dict[str, Any]:
        """Return scans after ``number``; wait up to ``seconds`` for the first.

        A number from before a restart of the box counts as 0.
        """
        deadline = time.monotonic() + seconds
        with self._arrived:
            seen = number if number <= self._count else 0
            while seen >= self._count and (left := deadline - time.monotonic()) > 0:
                self._arrived.wait(left)
            fresh = [scan for scan in self._scans if scan["n"] > seen]
            return {"next": self._count, "scans": fresh}

    def routes(self) -> list[Route]:
        """Return the route of scans."""
        return [route("GET", "scans", "read", self._get)]

    def _get(self, call: Call) -> dict[str, Any]:
        since = int(call.request.number("since", 0.0, 1e12))
        wait = call.request.number("wait", 0.0, _LONGEST_WAIT)
        return self.since(since, wait)
