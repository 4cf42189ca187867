"""INPAS SmartSale on a serial line."""

from __future__ import annotations

from .inpas_terminal import DOUBTS, PARAMETERS, InpasTerminal, build_settings
from .spec import DeviceSetup, DriverSpec, Parameter

_BAUD = Parameter(
    "baud", "Speed", "integer", 115_200, minimum=300, maximum=921_600,
    help="Bits per second of the serial line, as set in the terminal.",
)  # fmt: skip


def _build(setup: DeviceSetup) -> InpasTerminal:
    return InpasTerminal(setup.serial(), build_settings(setup))


SPEC = DriverSpec(
    name="inpas_serial",
    kind="terminal",
    label="INPAS SmartSale on a serial line",
    link="serial",
    default_port=None,
    parameters=(*PARAMETERS, _BAUD),
    capabilities=InpasTerminal.capabilities,
    doubts=DOUBTS,
    build=_build,
)
