"""The UCS driver as the registry lists it: on a serial line."""

from __future__ import annotations

from ..framing import ucs_serial
from ..protocols.enquiry_link import Timing
from ..transports.base import Connect
from .linked_line import LinkedLine
from .spec import DeviceSetup, DriverSpec, seconds
from .ucs_driver import DOUBTS, PARAMETERS, settings
from .ucs_terminal import UcsTerminal


def linked(connect: Connect, timing: Timing) -> Connect:
    """Return how to open a serial line on which messages have their handshake."""

    def open_line() -> LinkedLine:
        decoder = ucs_serial.Decoder()
        return LinkedLine(connect(), ucs_serial.encode, decoder, timing)

    return open_line


def _build_serial(setup: DeviceSetup) -> UcsTerminal:
    timing = Timing(setup.number("link_timeout"))
    return UcsTerminal(linked(setup.serial(), timing), settings(setup))


SPEC = DriverSpec(
    name="ucs_serial",
    kind="terminal",
    label="UCS EFTPOS on a serial line (Russia)",
    link="serial",
    default_port=None,
    parameters=(
        *PARAMETERS,
        seconds(
            "link_timeout", "Line time", 3.0,
            "Seconds in which the terminal must answer one control character.",
        ),
    ),
    capabilities=UcsTerminal.capabilities,
    doubts=DOUBTS,
    build=_build_serial,
)  # fmt: skip
