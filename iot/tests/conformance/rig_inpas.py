"""INPAS SmartSale over TCP; the terminal cannot be asked."""

from __future__ import annotations

from typing import Any

from conformance.rig import Rig

from garage_iot.simulators.inpas import InpasSimulator
from garage_iot.simulators.switches import Mode


class RIG(Rig):
    """The simulated INPAS terminal."""

    driver = "inpas"
    parameters = {
        "terminal_id": "10203040",
        "answer_timeout": 5,
        "wait_timeout": 1.5,
        "result_timeout": 10,
    }
    lacks = {"open_batch": "The terminal tells no need of care apart from a refusal."}

    def start(self, port: int = 0) -> None:
        ledger = self.folder / "ledger.jsonl"
        self.emulator = InpasSimulator(ledger, port=port, mode=Mode(delay=0.0))

    def address(self) -> dict[str, Any]:
        return {"host": "127.0.0.1", "port": self.emulator.port}
