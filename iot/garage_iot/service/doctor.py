"""The network doctor: how well the box reaches its devices and the server (TER-13).

Terminals and printers are measured by the round trips that their workers make anyhow;
the server by a worker of the doctor. Each line ends in a sentence: cause and next step.
"""

from __future__ import annotations

import logging
import platform
import shutil
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .. import API_VERSION, __version__
from ..clock import milliseconds_since, now_iso
from ..config import DeviceConfig
from .api import Call, Route, route
from .device_state import DeviceState
from .print_queue import PrintQueue
from .round_trips import Quality, RoundTrips
from .terminal_line import TerminalLine

_logger = logging.getLogger(__name__)
_SERVER_EVERY = 60.0
_SERVER_SECONDS = 5.0
_ORDER = ("grey", "green", "amber", "red")
_LEAST_FREE = 100 * 1024 * 1024
_GOOD = {
    "green": "All well.",
    "grey": "Not measured yet.",
}
_LOST = {
    "terminal": "The terminal does not answer. Check its power and network cable.",
    "printer": "The printer does not answer. Check its power and cable.",
    "server": "The box does not reach the server: internet or server are away. "
    "The counter goes on; results wait in the box.",
}
_POOR = {
    "terminal": "The way to the terminal is slow or loses answers. "
    "Use a cable, or move its Wi-Fi access point nearer.",
    "printer": "The way to the printer is slow or loses answers. "
    "Use a cable, or move its Wi-Fi access point nearer.",
    "server": "The way to the server is slow or loses answers. "
    "Look at the internet connection.",
}


class Server:
    """The Odoo server, asked for its health page (no log-in, no data)."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.trips = RoundTrips()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="doctor", daemon=True)

    def start(self) -> None:
        """Begin to measure."""
        if self.url:
            self._thread.start()

    def stop(self) -> None:
        """End measuring."""
        self._stop.set()

    def measure(self) -> None:
        """Make one round trip. Any answer of a web server counts."""
        if not self.url:
            return
        start = time.monotonic()
        try:
            with urllib.request.urlopen(
                f"{self.url}/web/health", timeout=_SERVER_SECONDS
            ) as answer:
                answer.read(1024)
        except urllib.error.HTTPError:
            pass
        except (OSError, ValueError):
            self.trips.record(None)
            return
        self.trips.record(milliseconds_since(start))

    def _run(self) -> None:
        while not self._stop.is_set():
            self.measure()
            self._stop.wait(_SERVER_EVERY)


@dataclass(frozen=True)
class Subject:
    """One thing that is looked at; ``kind`` is terminal, printer or server."""

    id: str
    kind: str
    name: str
    trips: RoundTrips
    state: DeviceState | None = None

    def check(self) -> dict[str, Any]:
        """Return its line of the report (contract/doctor.json)."""
        quality = self.trips.quality()
        state = self.state.as_dict() if self.state is not None else {}
        light = _with_state(quality.light, state.get("state"))
        return {
            "id": self.id,
            "kind": self.kind,
            "name": self.name,
            "light": light,
            "ms": quality.median,
            "newest_ms": quality.newest,
            "loss": quality.loss,
            "samples": quality.samples,
            "state": state.get("state"),
            "code": state.get("code"),
            "text": self._text(light, quality, state),
        }

    def _text(self, light: str, quality: Quality, state: dict[str, Any]) -> str:
        if light in _GOOD:
            return _GOOD[light]
        if quality.samples and quality.newest is None:
            return _LOST[self.kind]
        if quality.light == light:
            return _POOR[self.kind]
        return str(state["detail"])


def _with_state(light: str, state: str | None) -> str:
    """A device that answers quickly and has no paper is not well."""
    by_state = {"error": "red", "disconnected": "red", "warning": "amber"}
    return max(light, by_state.get(state or "", "grey"), key=_ORDER.index)


class Doctor:
    """Reports on everything a counter needs."""

    def __init__(
        self,
        box: str,
        folder: Path,
        server: Server,
        lines: dict[str, TerminalLine],
        queues: dict[str, PrintQueue],
        devices: Mapping[str, DeviceConfig],
    ) -> None:
        self._box = box
        self._folder = folder
        self.server = server
        self._lines = lines
        self._queues = queues
        self._devices = devices
        self._started = time.monotonic()

    def routes(self) -> list[Route]:
        """Return the route of the report."""
        return [route("GET", "doctor", "read", self._report)]

    def _report(self, call: Call) -> dict[str, Any]:
        if call.request.argument("measure") == "1":
            self.measure()
        return self.report()

    def measure(self) -> None:
        """Make a round trip to everything that is idle."""
        for line in list(self._lines.values()):
            line.check_idle()
        for queue in list(self._queues.values()):
            queue.status()
        self.server.measure()

    def report(self) -> dict[str, Any]:
        """Return the report (contract/doctor.json)."""
        checks = [subject.check() for subject in self._subjects()]
        free = shutil.disk_usage(self._folder).free
        lights = [check["light"] for check in checks]
        lights.append("red" if free < _LEAST_FREE else "grey")
        return {
            "box": self._box,
            "version": __version__,
            "api": API_VERSION,
            "python": platform.python_version(),
            "time": now_iso(),
            "up_seconds": round(time.monotonic() - self._started),
            "disk_free": free,
            "light": max(lights, key=_ORDER.index),
            "checks": checks,
        }

    def _subjects(self) -> list[Subject]:
        found = [
            Subject(key, "terminal", self._name(key), line.trips, line.state)
            for key, line in list(self._lines.items())
        ]
        found += [
            Subject(key, "printer", self._name(key), queue.trips, queue.state)
            for key, queue in list(self._queues.items())
        ]
        if self.server.url:
            found.append(
                Subject("server", "server", self.server.url, self.server.trips)
            )
        return found

    def _name(self, identifier: str) -> str:
        device = self._devices.get(identifier)
        return device.name if device is not None else identifier
