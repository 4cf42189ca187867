"""How a driver describes itself: address, parameters, abilities, what doubt means.

From this description come the check of a configuration, ``GET drivers`` of the API,
``garage-iot drivers`` and the forms in Odoo: a driver says each thing once.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from ..problem import Problem
from ..transports.base import Connect
from ..transports.serial import SerialLine, SerialTransport
from ..transports.tcp import TcpTransport

PARAMETER_KINDS = (
    "text", "integer", "number", "boolean", "choice", "secret", "folder",
)  # fmt: skip
LINKS = ("tcp", "serial", "http", "program", "none")


@dataclass(frozen=True)
class Parameter:
    """One setting of a device; ``help`` is a sentence that names the unit.

    ``minimum`` and ``maximum`` bound numbers; ``pattern`` is a regular expression
    that a text must match as a whole; ``advanced`` settings are rarely touched and
    stand apart in forms. Without ``default`` an optional text is empty.
    """

    name: str
    label: str
    kind: str
    default: Any = None
    required: bool = False
    help: str = ""
    choices: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    pattern: str | None = None
    advanced: bool = False

    def __post_init__(self) -> None:
        if self.kind not in PARAMETER_KINDS:
            raise ValueError(f"{self.name}: no parameter kind {self.kind}")

    def problem(self, value: Any) -> Problem | None:
        """Return what is wrong with a value, as a sentence, or None."""
        return _CHECKS[self.kind](self, value)

    def wrong(self, sentence: str, code: str, about: str = "") -> Problem:
        """Return a problem of this parameter."""
        return Problem(sentence, code, f"parameters.{self.name}", about)

    def as_dict(self) -> dict[str, Any]:
        """Return the parameter as the API writes it."""
        return {
            "name": self.name,
            "label": self.label,
            "kind": self.kind,
            "default": self.default,
            "required": self.required,
            "help": self.help,
            "choices": list(self.choices),
            "minimum": self.minimum,
            "maximum": self.maximum,
            "pattern": self.pattern,
            "advanced": self.advanced,
        }


def _text_problem(parameter: Parameter, value: Any) -> Problem | None:
    label = parameter.label
    if not isinstance(value, str):
        return parameter.wrong(
            f"{label} must be a text; put quotes around digits.", "text"
        )
    if any(ord(letter) < 32 for letter in value):
        words = f"{label} must be one line without control characters."
        return parameter.wrong(words, "one_line")
    if parameter.pattern and not re.fullmatch(parameter.pattern, value):
        why = f" {parameter.help}" if parameter.help else ""
        return parameter.wrong(f"{label} does not have the right form.{why}", "form")
    return None


def _number_problem(parameter: Parameter, value: Any) -> Problem | None:
    whole, label = parameter.kind == "integer", parameter.label
    fits = isinstance(value, int) or (isinstance(value, float) and not whole)
    if isinstance(value, bool) or not fits or math.isnan(value):
        if whole:
            return parameter.wrong(f"{label} must be a whole number.", "whole")
        return parameter.wrong(f"{label} must be a number.", "number")
    if parameter.minimum is not None and value < parameter.minimum:
        limit = f"{parameter.minimum:g}"
        return parameter.wrong(f"{label} must be {limit} or more.", "least", limit)
    if parameter.maximum is not None and value > parameter.maximum:
        limit = f"{parameter.maximum:g}"
        return parameter.wrong(f"{label} must be {limit} or less.", "most", limit)
    return None


def _boolean_problem(parameter: Parameter, value: Any) -> Problem | None:
    if isinstance(value, bool):
        return None
    return parameter.wrong(f"{parameter.label} must be yes or no.", "yes_no")


def _choice_problem(parameter: Parameter, value: Any) -> Problem | None:
    if value in parameter.choices:
        return None
    all_ = ", ".join(parameter.choices)
    words = f"{parameter.label} must be one of: {all_}."
    return parameter.wrong(words, "choice", all_)


_CHECKS: dict[str, Callable[[Parameter, Any], Problem | None]] = {
    "text": _text_problem,
    "secret": _text_problem,
    "folder": _text_problem,
    "integer": _number_problem,
    "number": _number_problem,
    "boolean": _boolean_problem,
    "choice": _choice_problem,
}


@dataclass(frozen=True)
class DeviceSetup:
    """What a driver is built from: address, currency and all parameter values.

    ``path`` is the file of a serial line (``/dev/ttyACM0``), ``folder`` the working
    folder of a program driver; ``values`` holds every parameter, defaults filled in.
    """

    currency: str = "EUR"
    host: str = ""
    port: int = 0
    path: str = ""
    folder: Path | None = None
    values: Mapping[str, Any] = field(default_factory=dict)

    def number(self, name: str) -> float:
        """Return a number (times in seconds)."""
        return float(self.values[name])

    def integer(self, name: str) -> int:
        """Return a whole number."""
        return int(self.values[name])

    def text(self, name: str) -> str:
        """Return a text; empty when it has neither a value nor a default."""
        value = self.values.get(name)
        return "" if value is None else str(value)

    def flag(self, name: str) -> bool:
        """Return a yes or no."""
        return bool(self.values[name])

    def tcp(self) -> Connect:
        """Return how to open a TCP connection to the device."""
        return partial(
            TcpTransport.connect, self.host, self.port, self.number("connect")
        )

    def serial(self, bits: int = 8, parity: str = "N", stop_bits: float = 1) -> Connect:
        """Return how to open the serial line, at the speed of parameter ``baud``."""
        line = SerialLine(self.integer("baud"), bits, parity, stop_bits)
        return partial(SerialTransport.connect, self.path, line)


@dataclass(frozen=True)
class DriverSpec:
    """One driver: ``name`` is the word in the configuration, ``label`` is for people.

    ``link`` says what an address is: ``tcp`` and ``http`` a host and port, ``serial`` a
    device file, ``program`` a folder, ``none`` nothing. ``doubts`` is a sentence: what
    happens when an answer is missing. ``check`` looks for what a driver needs beside
    its parameters (a program file, a line in a file) and answers in sentences.
    """

    name: str
    kind: str
    label: str
    link: str
    default_port: int | None
    parameters: tuple[Parameter, ...]
    capabilities: frozenset[str]
    doubts: str
    build: Callable[[DeviceSetup], Any]
    check: Callable[[DeviceSetup], list[str]] | None = None

    def __post_init__(self) -> None:
        if self.link not in LINKS:
            raise ValueError(f"{self.name}: no link {self.link}")

    @property
    def all_parameters(self) -> tuple[Parameter, ...]:
        """The driver's own parameters and those of its kind and link."""
        own = {parameter.name for parameter in self.parameters}
        common = (*_BY_LINK.get(self.link, ()), *_BY_KIND.get(self.kind, ()))
        return self.parameters + tuple(p for p in common if p.name not in own)

    def complete(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values with the defaults of those that are not set."""
        return {p.name: p.default for p in self.all_parameters} | dict(values)

    def as_dict(self) -> dict[str, Any]:
        """Return the description as the API writes it."""
        return {
            "name": self.name,
            "kind": self.kind,
            "label": self.label,
            "link": self.link,
            "default_port": self.default_port,
            "capabilities": sorted(self.capabilities),
            "doubts": self.doubts,
            "parameters": [parameter.as_dict() for parameter in self.all_parameters],
        }


def validate(spec: DriverSpec, values: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with the parameter values, one sentence each."""
    known = {parameter.name: parameter for parameter in spec.all_parameters}
    problems: list[str] = [
        Problem(f'{spec.label} has no parameter "{name}".', "unknown", about=name)
        for name in values.keys() - known
    ]
    for name, parameter in known.items():
        value = values.get(name)
        if value in (None, ""):
            if parameter.required and parameter.default in (None, ""):
                words = f"{parameter.label} is missing."
                problems.append(parameter.wrong(words, "required"))
        elif problem := parameter.problem(value):
            problems.append(problem)
    return problems


def seconds(name: str, label: str, default: float, help_: str) -> Parameter:
    """Return a waiting time in seconds, rarely touched."""
    return Parameter(
        name, label, "number", default, help=help_, minimum=0, maximum=3600,
        advanced=True,
    )  # fmt: skip


_CONNECT = seconds(
    "connect", "Connection time", 3.0, "Seconds until a connection must stand."
)
BAUD = Parameter(
    "baud", "Speed", "integer", 9600, minimum=300, maximum=921_600,
    help="Bits per second of the serial line, as set in the device.",
)  # fmt: skip
_BY_LINK = {"tcp": (_CONNECT,), "http": (_CONNECT,), "serial": (BAUD,)}
_BY_KIND = {
    "terminal": (
        seconds(
            "first_query", "First question", 0.5,
            "Seconds after a broken payment until the terminal is asked about it.",
        ),
        seconds(
            "longest_query", "Longest pause", 15.0,
            "Longest time in seconds between two questions about a broken payment.",
        ),
        seconds(
            "ping", "Connection check", 60.0,
            "Seconds between two checks of an idle terminal.",
        ),
        Parameter(
            "max_amount", "Highest amount", "integer",
            help="Highest payment in minor units (cents); empty: as set for the box.",
            minimum=1,
        ),
        Parameter(
            "free_refunds", "Refunds without a sale", "boolean", True,
            help="A manager may pay back without the sale it belongs to.",
            advanced=True,
        ),
    ),
    "printer": (
        seconds("retry", "New try", 1.0, "Seconds until a kept job is tried again."),
        Parameter(
            "keep_minutes", "Keep jobs", "number", 60.0,
            help="Minutes that a job is kept for a printer that cannot print.",
            minimum=0, advanced=True,
        ),
    ),
}  # fmt: skip
