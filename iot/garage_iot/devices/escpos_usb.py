"""ESC/POS printer on USB."""

from __future__ import annotations

from functools import partial

from ..transports.usb import UsbTransport
from .escpos_printer import EscposPrinter
from .escpos_settings import CONFIRMATION, DOUBTS, PAPER, build_printer
from .spec import DeviceSetup, DriverSpec, Parameter

_SEND_SECONDS = 10.0


def _build(setup: DeviceSetup) -> EscposPrinter:
    vendor, _, product = setup.text("usb").partition(":")
    connect = partial(
        UsbTransport.connect,
        int(vendor, 16),
        int(product, 16),
        setup.text("serial"),
        _SEND_SECONDS,
    )
    return build_printer(connect, setup)


SPEC = DriverSpec(
    name="escpos_usb",
    kind="printer",
    label="ESC/POS on USB",
    link="none",
    default_port=None,
    parameters=(
        Parameter(
            "usb", "USB numbers", "text", required=True,
            help="Vendor and product as lsusb shows them, such as 04b8:0e15.",
            pattern="[0-9a-fA-F]{4}:[0-9a-fA-F]{4}",
        ),
        Parameter(
            "serial", "Serial number", "text",
            help="Only with two printers of one model on this box.", advanced=True,
        ),
        *PAPER,
        *CONFIRMATION,
    ),
    capabilities=EscposPrinter.capabilities,
    doubts=DOUBTS,
    build=_build,
)  # fmt: skip
