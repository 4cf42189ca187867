"""ESC/POS printer in the network (raw port 9100)."""

from __future__ import annotations

from .escpos_printer import EscposPrinter
from .escpos_settings import CONFIRMATION, DOUBTS, PAPER, build_printer
from .spec import DeviceSetup, DriverSpec


def _build(setup: DeviceSetup) -> EscposPrinter:
    return build_printer(setup.tcp(), setup)


SPEC = DriverSpec(
    name="escpos",
    kind="printer",
    label="ESC/POS over the network",
    link="tcp",
    default_port=9100,
    parameters=PAPER + CONFIRMATION,
    capabilities=EscposPrinter.capabilities,
    doubts=DOUBTS,
    build=_build,
)
