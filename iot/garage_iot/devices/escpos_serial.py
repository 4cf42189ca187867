"""ESC/POS printer on a serial line."""

from __future__ import annotations

from functools import partial

from ..transports.serial import SerialLine, SerialTransport
from .escpos_printer import EscposPrinter
from .escpos_settings import CONFIRMATION, DOUBTS, PAPER, build_printer
from .spec import DeviceSetup, DriverSpec, Parameter

# A printer stops the line while it prints: 4 kB of a logo take seconds.
_SEND_SECONDS = 60.0


def _build(setup: DeviceSetup) -> EscposPrinter:
    line = SerialLine(
        baud=setup.integer("baud"),
        parity=setup.text("parity"),
        hardware_flow=setup.text("flow") == "hardware",
        software_flow=setup.text("flow") == "software",
    )
    connect = partial(SerialTransport.connect, setup.path, line, _SEND_SECONDS)
    return build_printer(connect, setup)


SPEC = DriverSpec(
    name="escpos_serial",
    kind="printer",
    label="ESC/POS on a serial line",
    link="serial",
    default_port=None,
    parameters=(
        Parameter(
            "baud", "Speed", "integer", 38400, help="Bits per second.",
            minimum=1200, maximum=921600,
        ),
        Parameter("parity", "Parity", "choice", "N", choices=("N", "E", "O")),
        Parameter(
            "flow", "Flow control", "choice", "hardware",
            help="How the printer says stop: as set by its switches (DTR or XON/XOFF).",
            choices=("hardware", "software", "none"),
        ),
        *PAPER,
        *CONFIRMATION,
    ),
    capabilities=EscposPrinter.capabilities,
    doubts=DOUBTS,
    build=_build,
)  # fmt: skip
