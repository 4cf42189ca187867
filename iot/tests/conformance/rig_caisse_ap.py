"""Caisse-AP over IP."""

from __future__ import annotations

from typing import Any

from conformance.rig import Rig

from garage_iot.simulators.caisse_ap import CaisseApSimulator
from garage_iot.simulators.switches import Mode


class RIG(Rig):
    """The simulated Caisse-AP terminal."""

    driver = "caisse_ap"
    parameters = {"answer_timeout": 5, "result_timeout": 4}
    lacks = {
        "refuse_abort": "The till cannot ask to stop.",
        "cut_completion": "Nothing follows the answer.",
        "stale": "A connection carries one request, and an answer names no order.",
        "open_batch": "The terminal tells no need of care apart from a refusal.",
    }
    said = {
        **Rig.said,
        "card_timeout": ("cancelled", "timeout_customer"),
        "busy": ("failed", "terminal_refused:10"),
    }

    def start(self, port: int = 0) -> None:
        ledger = self.folder / "ledger.jsonl"
        self.emulator = CaisseApSimulator(ledger, port=port, mode=Mode(delay=0.0))

    def address(self) -> dict[str, Any]:
        return {"host": "127.0.0.1", "port": self.emulator.port}
