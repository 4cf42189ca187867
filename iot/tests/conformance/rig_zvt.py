"""ZVT over TCP."""

from __future__ import annotations

from typing import Any

from conformance.rig import Rig

from garage_iot.simulators.switches import Mode
from garage_iot.simulators.terminal import TerminalSimulator


class RIG(Rig):
    """The simulated ZVT terminal."""

    driver = "zvt"
    parameters = {
        "answer_timeout": 5,
        "result_timeout": 10,
        "confirm_delay": 0.05,
    }

    def start(self, port: int = 0) -> None:
        ledger = self.folder / "ledger.jsonl"
        mode = Mode(delay=0.0)
        self.emulator = TerminalSimulator(ledger, port=port, mode=mode)

    def address(self) -> dict[str, Any]:
        return {"host": "127.0.0.1", "port": self.emulator.port}
