"""An OPI driver with its simulated terminal, for tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nexo_support import free_port

from garage_iot.devices import registry
from garage_iot.devices.base import Order
from garage_iot.devices.opi_terminal import OpiTerminal
from garage_iot.devices.spec import DeviceSetup
from garage_iot.simulators.opi import OpiSimulator
from garage_iot.simulators.switches import Mode

SALE = Order("sale", 4990, "EUR", number=42, reference="Order 0042")
FAST = {
    "connect": 5.0, "answer_timeout": 5.0, "result_timeout": 5.0,
    "first_query": 0.05, "longest_query": 0.1,
}  # fmt: skip


def simulator(folder: Path, **options: Any) -> OpiSimulator:
    """Start a simulated terminal; its till listens on a free port."""
    till = ("127.0.0.1", free_port())
    mode = Mode("approve", 0.0)
    return OpiSimulator(folder / "ledger.jsonl", till, mode=mode, **options)


def driver(terminal: OpiSimulator, **values: Any) -> OpiTerminal:
    """Return a driver as the box builds it from its configuration."""
    spec = registry.find("opi")
    wanted = FAST | {"channel1_port": terminal.till[1]} | values
    assert registry.validate(spec, wanted) == []
    setup = DeviceSetup("EUR", "127.0.0.1", terminal.port, values=spec.complete(wanted))
    return spec.build(setup)
