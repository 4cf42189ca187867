"""Displays and scanners: threads that read, states that are shown, one API call."""

from __future__ import annotations

import logging
import threading
from typing import Any

from ..clock import now_iso
from ..config import DeviceConfig
from ..devices.escpos_printer import NotReady
from ..devices.line_display import LineDisplay
from ..devices.scanner import Scanner
from ..errors import ApiError, BoxError
from ..protocols.escpos.display import MOST_LINES, DisplayLine
from .api import Call, Route, route
from .device_state import DeviceState
from .scans import ScanHub

_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 15.0
_LONGEST_TEXT = 200
_logger = logging.getLogger(__name__)


class ScanReader:
    """Reads one scanner for ever; a pulled plug is waited for."""

    def __init__(self, name: str, driver: Scanner, hub: ScanHub) -> None:
        self.name = name
        self.driver = driver
        self.state = DeviceState()
        self._hub = hub
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"scanner-{name}")
        self._thread.daemon = True

    def start(self) -> None:
        """Begin to read."""
        self._thread.start()

    def stop(self) -> None:
        """Stop reading."""
        self._stopping.set()
        self._thread.join(timeout=3)

    def _run(self) -> None:
        pause = _FIRST_PAUSE
        while not self._stopping.is_set():
            try:
                for code in self.driver.codes(self._opened, self._alive):
                    self._hub.put(self.name, code)
                    pause = _FIRST_PAUSE
            except BoxError as error:
                self.state.set("disconnected", f"{error.message}.", error.code)
            except Exception:
                _logger.exception("scanner %s: unexpected error", self.name)
            self._stopping.wait(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)

    def _opened(self) -> None:
        self.state.set("ready", "Ready")

    def _alive(self) -> bool:
        return not self._stopping.is_set()


class DisplayPanel:
    """Owns one customer display."""

    def __init__(self, name: str, driver: LineDisplay) -> None:
        self.name = name
        self.driver = driver
        self.state = DeviceState()
        self._lock = threading.Lock()

    def start(self) -> None:
        """Clear the display: nobody wants yesterday's total on it."""
        self.show([])

    def stop(self) -> None:
        """Leave the display as it is; a new box clears it."""

    def show(self, lines: list[DisplayLine]) -> dict[str, Any]:
        """Show lines and say whether they were sent."""
        code = None
        with self._lock:
            try:
                self.driver.show(lines)
            except NotReady as error:
                code = error.code
        message = "Shown" if code is None else "The display does not answer."
        self.state.set("disconnected" if code else "ready", message, code)
        return {
            "display": self.name,
            "state": "failed" if code else "shown",
            "code": code,
            "message": message,
            "at": now_iso(),
        }


class Peripherals:
    """All displays and scanners of a box."""

    def __init__(self, currency: str, hub: ScanHub) -> None:
        self._currency = currency
        self._hub = hub
        self._owners: dict[str, DisplayPanel | ScanReader] = {}

    def add(self, device: DeviceConfig) -> DisplayPanel | ScanReader | None:
        """Take a device that is a display or a scanner, still to be started."""
        if device.kind not in ("display", "scanner"):
            return None
        driver = device.spec.build(device.setup(self._currency))
        owner: DisplayPanel | ScanReader = (
            DisplayPanel(device.id, driver)
            if device.kind == "display"
            else ScanReader(device.id, driver, self._hub)
        )
        self._owners[device.id] = owner
        return owner

    def pop(self, name: str) -> DisplayPanel | ScanReader | None:
        """Give up a device; the caller stops it."""
        return self._owners.pop(name, None)

    def owner(self, name: str) -> DisplayPanel | ScanReader | None:
        """Return who drives a device."""
        return self._owners.get(name)

    def start(self) -> None:
        """Begin to read, clear the displays."""
        for owner in list(self._owners.values()):
            owner.start()

    def stop(self) -> None:
        """Stop in an orderly way."""
        for owner in list(self._owners.values()):
            owner.stop()

    def routes(self) -> list[Route]:
        """Return the route of displays; scans have their own."""
        return [route("POST", "display/<>", "print", self._display)]

    def _display(self, call: Call) -> dict[str, Any]:
        panel = self._owners.get(call.parts[0])
        if not isinstance(panel, DisplayPanel):
            words = f'There is no display "{call.parts[0]}" on this box.'
            raise ApiError(404, "not_found", words)
        return panel.show(_lines(call.request.json().get("lines")))


def _lines(value: Any) -> list[DisplayLine]:
    if not isinstance(value, list) or len(value) > MOST_LINES:
        words = f"lines must be a list of at most {MOST_LINES} lines."
        raise ApiError(400, "bad_parameters", words)
    return [_line(entry) for entry in value]


def _line(entry: Any) -> DisplayLine:
    parts = entry if isinstance(entry, list) else [entry]
    texts = [p for p in parts if isinstance(p, str) and len(p) <= _LONGEST_TEXT]
    if not 0 < len(parts) <= 2 or len(texts) != len(parts):
        words = "A line must be a text or a list of [left, right] texts."
        raise ApiError(400, "bad_parameters", words)
    return DisplayLine(*texts)
