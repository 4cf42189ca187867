"""Barcode scanner on a serial line or USB-CDC port."""

from __future__ import annotations

from functools import partial

from ..protocols.scan_lines import LineCodes
from ..transports.serial import SerialLine, SerialTransport
from .scanner import Scanner
from .spec import DeviceSetup, DriverSpec, Parameter


def _build(setup: DeviceSetup) -> Scanner:
    line = SerialLine(baud=setup.integer("baud"), parity=setup.text("parity"))
    connect = partial(SerialTransport.connect, setup.path, line)
    return Scanner(connect, partial(LineCodes, setup.text("prefix")))


SPEC = DriverSpec(
    name="serial_scanner",
    kind="scanner",
    label="Scanner on a serial line",
    link="serial",
    default_port=None,
    parameters=(
        Parameter(
            "baud", "Speed", "integer", 9600, help="Bits per second.",
            minimum=300, maximum=921600,
        ),
        Parameter("parity", "Parity", "choice", "N", choices=("N", "E", "O")),
        Parameter(
            "prefix", "Prefix", "text",
            help="Letters that the scanner puts before each code; they are dropped.",
            advanced=True,
        ),
    ),
    capabilities=Scanner.capabilities,
    doubts="A code is handed on once; nobody waits for it.",
    build=_build,
)  # fmt: skip
