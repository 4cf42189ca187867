"""Sberbank UPOS: the tools of a simulated folder."""

from __future__ import annotations

from typing import Any

from conformance.rig import Rig

from garage_iot.simulators import sberbank
from garage_iot.simulators.tool import ToolMode


class RIG(Rig):
    """A folder with sb_pilot and sbcall, and a pinpad behind them."""

    driver = "sberbank"
    parameters = {"run_timeout": 4, "confirm_delay": 0.05, "test_first": False}
    power_cuts = ("cut_after",)
    lacks = {
        "busy": "The tool has no code for a busy pinpad; the folder's lock refuses.",
        "duplicate": "A run leaves one result file.",
    }

    def start(self, port: int = 0) -> None:
        self.emulator = sberbank.make(self.folder)
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
