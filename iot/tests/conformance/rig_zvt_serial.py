"""ZVT on a serial line (a pseudo terminal)."""

from __future__ import annotations

from typing import Any

from conformance.rig import Rig

from garage_iot.devices.zvt_link import LinkTimes
from garage_iot.simulators.switches import Mode
from garage_iot.simulators.zvt_serial import SerialZvtSimulator
from garage_iot.simulators.zvt_traits import Traits


class RIG(Rig):
    """The simulated ZVT terminal on a cable, where a break is only silence."""

    driver = "zvt_serial"
    parameters = {
        "answer_timeout": 1,
        "result_timeout": 1.2,
        "acknowledge_timeout": 0.3,
        "confirm_delay": 0.05,
    }

    def start(self, port: int = 0) -> None:
        self.emulator = SerialZvtSimulator(
            self.folder / "ledger.jsonl",
            self.folder / "ttyTERMINAL",
            Mode(delay=0.0),
            Traits(card_minutes=None, ack_seconds=0.4),
            LinkTimes(answer=0.3),
        )

    def address(self) -> dict[str, Any]:
        return {"path": self.emulator.where}
