"""State of a device as the API shows it: ready, busy, warning, error, disconnected."""

from __future__ import annotations

import threading
from typing import Any

from ..clock import now_iso


class DeviceState:
    """Last known state of one device; safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._state = "disconnected"
        self._code: str | None = None
        self._detail = "Not asked yet"
        self._since = now_iso()

    def set(self, state: str, detail: str, code: str | None = None) -> None:
        """Take a new state; ``since`` moves only when the state or code changes."""
        with self._lock:
            if (state, code) != (self._state, self._code):
                self._since = now_iso()
            self._state, self._code, self._detail = state, code, detail

    def as_dict(self) -> dict[str, Any]:
        """Return the fields as the API writes them."""
        with self._lock:
            return {
                "state": self._state,
                "code": self._code,
                "since": self._since,
                "detail": self._detail,
            }
