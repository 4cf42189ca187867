"""Card terminal that speaks ZVT on a serial line or USB (PA00P016): 8 bits, 2 stops."""

from __future__ import annotations

from ..transports.base import Connect, Transport
from . import zvt_settings
from .spec import BAUD, DeviceSetup, DriverSpec, seconds
from .zvt_link import LinkTimes, ZvtSerialLink
from .zvt_terminal import ZvtTerminal

_STOP_BITS = 2


def linked(connect: Connect, times: LinkTimes) -> Connect:
    """Return how to open a serial line with frames and acknowledgements on it."""

    def connect_link() -> Transport:
        return ZvtSerialLink(connect(), times)

    return connect_link


def _build(setup: DeviceSetup) -> ZvtTerminal:
    times = LinkTimes(setup.number("byte_gap"), setup.number("acknowledge_timeout"))
    connect = linked(setup.serial(stop_bits=_STOP_BITS), times)
    return ZvtTerminal(connect, zvt_settings.from_setup(setup))


SPEC = DriverSpec(
    name="zvt_serial",
    kind="terminal",
    label="ZVT on a serial line",
    link="serial",
    default_port=None,
    parameters=(
        BAUD,
        *zvt_settings.PARAMETERS,
        seconds(
            "byte_gap", "Pause between bytes", 0.2,
            "Longest pause in seconds inside one message (T1).",
        ),
        seconds(
            "acknowledge_timeout", "Acknowledgement time", 5.0,
            "Seconds until a message must be acknowledged, else it is repeated (T2).",
        ),
    ),
    capabilities=ZvtTerminal.capabilities,
    doubts=zvt_settings.DOUBTS,
    build=_build,
)  # fmt: skip
