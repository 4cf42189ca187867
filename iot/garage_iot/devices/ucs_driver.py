"""The UCS driver as the registry lists it: over the network."""

from __future__ import annotations

from ..protocols.ucs import requests
from .spec import DeviceSetup, DriverSpec, Parameter, seconds
from .ucs_terminal import CANNOT_ASK, UcsSettings, UcsTerminal


def settings(setup: DeviceSetup) -> UcsSettings:
    """Return the driver's settings from the device's parameters."""
    return UcsSettings(
        terminal=requests.terminal_id(setup.text("terminal_id")),
        currency=setup.currency,
        pause=setup.number("pause"),
        answer_timeout=setup.number("answer_timeout"),
        result_timeout=setup.number("result_timeout"),
        rest=setup.number("rest"),
        total_word=setup.text("total_word"),
    )


def _build(setup: DeviceSetup) -> UcsTerminal:
    return UcsTerminal(setup.tcp(), settings(setup))


PARAMETERS = (
    Parameter(
        "terminal_id", "Terminal number", "text", required=True, pattern=r"\d{8,10}",
        help="Eight to ten digits, as printed on the terminal's slips.",
    ),
    Parameter(
        "total_word", "Word of the total", "text", "ИТОГО", advanced=True,
        help="Word in the line of the report that shows the day's sum.",
    ),
    seconds("pause", "Pause", 2.0, "Seconds between two messages; at least 2."),
    seconds(
        "answer_timeout", "Answer time", 30.0,
        "Seconds in which the terminal must answer a login.",
    ),
    seconds(
        "result_timeout", "Result time", 120.0,
        "Seconds of silence after which a payment is in doubt.",
    ),
    seconds(
        "rest", "Slip time", 3.0,
        "Seconds of silence that end a slip whose last line is not marked.",
    ),
)  # fmt: skip

DOUBTS = f"{CANNOT_ASK} A person decides with the terminal's slip."

SPEC = DriverSpec(
    name="ucs",
    kind="terminal",
    label="UCS EFTPOS over the network (Russia)",
    link="tcp",
    default_port=None,
    parameters=PARAMETERS,
    capabilities=UcsTerminal.capabilities,
    doubts=DOUBTS,
    build=_build,
)
