"""What every ESC/POS printer wants to know, whatever cable it hangs on."""

from __future__ import annotations

from dataclasses import replace

from ..protocols.escpos.paper import PROFILES, Paper, paper_of
from ..transports.base import Connect
from .escpos_printer import EscposPrinter, EscposSettings
from .spec import DeviceSetup, Parameter, seconds

DOUBTS = "A job without confirmation is not printed again; a person looks."
PAPER = (
    Parameter(
        "profile", "Printer profile", "choice", Paper.profile, choices=PROFILES,
        help="Model of python-escpos that is closest: code pages, widths, codes.",
    ),
    Parameter(
        "columns", "Columns", "integer",
        help="Letters in a line; empty: as the profile says.", minimum=20, maximum=96,
    ),
    Parameter(
        "dots", "Dots", "integer",
        help="Width of the paper in dots; empty: as the profile says.",
        minimum=100, maximum=2000,
    ),
    Parameter(
        "native_qr", "Draws QR codes", "boolean", True,
        help="The printer draws QR codes itself, if its profile can.", advanced=True,
    ),
)  # fmt: skip
CONFIRMATION = (
    Parameter(
        "confirms", "Confirms", "boolean", True,
        help="The printer answers status questions and confirms each job.",
        advanced=True,
    ),
    seconds(
        "confirm_timeout", "Confirmation time", 10.0,
        "Seconds until a printed job must be confirmed.",
    ),
    seconds(
        "hold", "Refill time", 900.0,
        "Seconds that a job waits when the paper ends halfway.",
    ),
)  # fmt: skip


def paper(setup: DeviceSetup) -> Paper:
    """Return the paper of a printer: its profile, and what the settings change."""
    known = paper_of(setup.text("profile"))
    values = setup.values
    return replace(
        known,
        columns=int(values["columns"] or known.columns),
        dots=int(values["dots"] or known.dots),
        native_qr=known.native_qr and setup.flag("native_qr"),
    )


def build_printer(connect: Connect, setup: DeviceSetup) -> EscposPrinter:
    """Return the driver of a printer on a link that can be read."""
    settings = EscposSettings(
        confirms=setup.flag("confirms"),
        confirm_timeout=setup.number("confirm_timeout"),
        hold=setup.number("hold"),
        paper=paper(setup),
    )
    return EscposPrinter(connect, settings)
