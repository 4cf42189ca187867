"""Barcode scanner that types like a keyboard, read past the screen's own keyboard."""

from __future__ import annotations

from functools import partial
from pathlib import PurePosixPath

from ..problem import Problem
from ..protocols.keyboard import LAYOUTS, KeyCodes
from ..transports.event_file import EventFile
from .scanner import Scanner
from .spec import DeviceSetup, DriverSpec, Parameter


def _build(setup: DeviceSetup) -> Scanner:
    connect = partial(EventFile.connect, setup.path)
    return Scanner(connect, partial(KeyCodes, setup.text("layout")))


def _check(setup: DeviceSetup) -> list[str]:
    """Only event files are read: a path may come over the network."""
    path = PurePosixPath(setup.path)
    inside = path.parts[:3] == ("/", "dev", "input") and ".." not in path.parts
    words = "The path must be a file below /dev/input/."
    return [] if inside else [Problem(words, "event_file", "path")]


SPEC = DriverSpec(
    name="keyboard_scanner",
    kind="scanner",
    label="Scanner that types (USB keyboard)",
    link="serial",
    default_port=None,
    parameters=(
        Parameter(
            "layout", "Keyboard layout", "choice", "us",
            help="The layout that the scanner itself is set to.", choices=LAYOUTS,
        ),
    ),
    capabilities=Scanner.capabilities,
    doubts="A code is handed on once; nobody waits for it.",
    build=_build,
    check=_check,
)  # fmt: skip
