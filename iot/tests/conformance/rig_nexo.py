"""nexo Retailer JSON over HTTP, encrypted as between a terminal and its till."""

from __future__ import annotations

from typing import Any

from conformance.rig import Rig
from nexo_support import FAST, KEY, sealed

from garage_iot.simulators.nexo import NexoSimulator
from garage_iot.simulators.switches import Mode


class RIG(Rig):
    """The simulated nexo terminal."""

    driver = "nexo"
    # Not below the slow behaviour of the crash matrix; short, as one case is silence.
    parameters = FAST | KEY | {"result_timeout": 2.0}

    def start(self, port: int = 0) -> None:
        ledger = self.folder / "ledger.jsonl"
        mode = Mode(delay=0.0)
        self.emulator = NexoSimulator(ledger, port=port, mode=mode, codec=sealed())

    def address(self) -> dict[str, Any]:
        return {"host": "127.0.0.1", "port": self.emulator.port}
