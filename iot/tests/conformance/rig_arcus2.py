"""ARCUS2: the tool of a simulated folder; the terminal cannot be asked."""

from __future__ import annotations

from typing import Any

from conformance.rig import Rig

from garage_iot.simulators import arcus2
from garage_iot.simulators.tool import ToolMode


class RIG(Rig):
    """A folder with CommandLineTool and a pinpad behind it."""

    driver = "arcus2"
    parameters = {"run_timeout": 4, "test_first": False}
    lacks = {
        "busy": "The tool has no code for a busy pinpad; the folder's lock refuses.",
        "duplicate": "A run leaves one set of result files.",
    }
    said = {
        **Rig.said,
        "customer_cancel": ("declined", "declined:ED3"),
        "card_timeout": ("declined", "declined:ED4"),
        "cashier": ("declined", "declined:ED3"),
        "open_batch": ("declined", "declined:ED9"),
    }

    def start(self, port: int = 0) -> None:
        self.emulator = arcus2.make(self.folder)
        self.emulator.set_currency("EUR")
        self.emulator.power(on=True)

    def address(self) -> dict[str, Any]:
        return {"folder": self.folder}

    def next(self, *behaviours: str, delay: float = 0.0) -> None:
        self.emulator.set_next(*(ToolMode(name, delay) for name in behaviours))

    def press(self, button: str) -> None:
        self.emulator.press(button)

    def waiting(self) -> bool:
        waits: bool = self.emulator.waiting
        return waits
