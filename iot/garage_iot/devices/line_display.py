"""Customer display of two lines that speaks ESC/POS on a serial line."""

from __future__ import annotations

from functools import partial

from ..errors import ConnectionLost, Unreachable
from ..protocols.escpos.display import DISPLAYS, DisplayLine, show
from ..transports.base import Connect
from ..transports.serial import SerialLine, SerialTransport
from .escpos_printer import NotReady
from .spec import DeviceSetup, DriverSpec, Parameter

_SEND_SECONDS = 3.0


class LineDisplay:
    """Driver of one display. One thread at a time."""

    capabilities = frozenset({"lines"})

    def __init__(self, connect: Connect, profile: str, columns: int) -> None:
        self._connect = connect
        self._profile = profile
        self._columns = columns

    def show(self, lines: list[DisplayLine]) -> None:
        """Show lines instead of what was there; a display answers nothing.

        :raises NotReady: it is not there.
        """
        data = show(lines, self._profile, self._columns)
        try:
            line = self._connect()
        except Unreachable as error:
            raise NotReady("unreachable") from error
        try:
            line.send(data)
        except ConnectionLost as error:
            raise NotReady("no_answer") from error
        finally:
            line.close()


def _build(setup: DeviceSetup) -> LineDisplay:
    line = SerialLine(baud=setup.integer("baud"), parity=setup.text("parity"))
    connect = partial(SerialTransport.connect, setup.path, line, _SEND_SECONDS)
    return LineDisplay(connect, setup.text("profile"), setup.integer("columns"))


SPEC = DriverSpec(
    name="line_display",
    kind="display",
    label="Line display (ESC/POS)",
    link="serial",
    default_port=None,
    parameters=(
        Parameter(
            "profile", "Profile", "choice", "OCD-300", choices=DISPLAYS,
            help="Model of python-escpos that is closest: its code pages.",
        ),
        Parameter(
            "columns", "Columns", "integer", 20, help="Letters in a line.",
            minimum=8, maximum=40,
        ),
        Parameter(
            "baud", "Speed", "integer", 9600, help="Bits per second.",
            minimum=300, maximum=115200,
        ),
        Parameter("parity", "Parity", "choice", "N", choices=("N", "E", "O")),
    ),
    capabilities=LineDisplay.capabilities,
    doubts="A display answers nothing; the next text replaces the last one.",
    build=_build,
)  # fmt: skip
