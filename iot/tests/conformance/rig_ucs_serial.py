"""UCS EFTPOS on a serial line (a pseudo terminal), where a break is only silence."""

from __future__ import annotations

from typing import Any

from conformance import rig_ucs

from garage_iot.simulators.switches import Mode
from garage_iot.simulators.ucs import UcsSerialSimulator


class RIG(rig_ucs.RIG):
    """The simulated UCS terminal behind ENQ, DLE STX ... LRC and EOT."""

    driver = "ucs_serial"
    parameters = {**rig_ucs.RIG.parameters, "link_timeout": 0.5, "result_timeout": 2.5}

    def start(self, port: int = 0) -> None:
        ledger, link = self.folder / "ledger.jsonl", self.folder / "ttyTERMINAL"
        self.emulator = UcsSerialSimulator(ledger, link, Mode(delay=0.0))
        self.emulator.currency_number = "978"

    def address(self) -> dict[str, Any]:
        return {"path": self.emulator.where}
