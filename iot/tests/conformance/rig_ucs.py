"""UCS EFTPOS over TCP."""

from __future__ import annotations

from typing import Any

from conformance.rig import Rig

from garage_iot.simulators.switches import Mode
from garage_iot.simulators.ucs import UcsSimulator


class RIG(Rig):
    """The simulated UCS terminal, paying in euro for these cases."""

    driver = "ucs"
    parameters = {
        "terminal_id": "20001234",
        "pause": 0.0,
        "answer_timeout": 5,
        "result_timeout": 4,
        "rest": 0.3,
    }
    lacks = {"refuse_abort": "The till cannot ask to stop."}
    said = {
        **Rig.said,
        "card_timeout": ("failed", "terminal_refused:5X21"),
        "busy": ("failed", "terminal_refused:5X99"),
    }

    def start(self, port: int = 0) -> None:
        ledger = self.folder / "ledger.jsonl"
        self.emulator = UcsSimulator(ledger, port=port, mode=Mode(delay=0.0))
        self.emulator.currency_number = "978"

    def address(self) -> dict[str, Any]:
        return {"host": "127.0.0.1", "port": self.emulator.port}
