"""OPI over two TCP channels."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from conformance.rig import Rig
from nexo_support import free_port
from opi_support import FAST

from garage_iot.config import DeviceConfig
from garage_iot.simulators.opi import OpiSimulator
from garage_iot.simulators.switches import Mode


class RIG(Rig):
    """The simulated OPI terminal; the port of channel 1 is kept in the folder."""

    driver = "opi"
    parameters = FAST | {"result_timeout": 2.0}

    def start(self, port: int = 0) -> None:
        till = ("127.0.0.1", self._channel1())
        mode = Mode(delay=0.0)
        self.emulator = OpiSimulator(
            self.folder / "ledger.jsonl", till, port=port, mode=mode
        )

    def address(self) -> dict[str, Any]:
        return {"host": "127.0.0.1", "port": self.emulator.port}

    def device(self) -> DeviceConfig:
        found = super().device()
        parameters = {**found.parameters, "channel1_port": self._channel1()}
        return replace(found, parameters=parameters)

    def _channel1(self) -> int:
        """Return the port on which the box listens, the same after a restart."""
        path = self.folder / "channel1"
        if not path.exists():
            path.write_text(str(free_port()))
        return int(path.read_text())
