"""Turns what a person typed into a driver's form into values, and back.

The box describes its drivers (``GET drivers``); here are only the rules that do not
need the box: it checks everything again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

#: the settings that make up an address, by the driver's link
ADDRESS: Mapping[str, tuple[Mapping[str, Any], ...]] = {
    link: tuple(
        {"name": name, "kind": kind, "required": True, "default": None, **limits}
        for name, kind, limits in rows
    )
    for link, rows in {
        "tcp": (
            ("host", "text", {}),
            ("port", "integer", {"minimum": 1, "maximum": 65535}),
        ),
        "http": (
            ("host", "text", {}),
            ("port", "integer", {"minimum": 1, "maximum": 65535}),
        ),
        "serial": (("path", "text", {}),),
        "program": (("folder", "folder", {}),),
    }.items()
}


@dataclass(frozen=True)
class Wrong:
    """What is wrong with a typed value: a word, and what it is about (a limit)."""

    reason: str
    about: str = ""


def read(parameter: Mapping[str, Any], typed: str | bool | None) -> Any | Wrong:
    """Return the value of what was typed; None when the default shall count.

    ``parameter`` as the box describes it. Reasons of Wrong: required, number, whole,
    choice, least, most, form.
    """
    if isinstance(typed, bool):
        return typed
    text = (typed or "").strip()
    if not text:
        needed = parameter["required"] and parameter["default"] in (None, "")
        return Wrong("required") if needed else None
    kind = parameter["kind"]
    if kind in ("integer", "number"):
        return _number(parameter, text)
    if kind == "choice" and text not in parameter["choices"]:
        return Wrong("choice", ", ".join(parameter["choices"]))
    pattern = parameter.get("pattern")
    if pattern and not re.fullmatch(pattern, text):
        return Wrong("form")
    return text


def show(value: Any) -> str | bool:
    """Return a value as the form shows it: a text, or yes and no as they are."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return value
    return f"{value:g}" if isinstance(value, float) else str(value)


def _number(parameter: Mapping[str, Any], text: str) -> Any | Wrong:
    whole = parameter["kind"] == "integer"
    try:
        value = int(text) if whole else float(text.replace(",", "."))
    except ValueError:
        return Wrong("whole" if whole else "number")
    least, most = parameter.get("minimum"), parameter.get("maximum")
    if least is not None and value < least:
        return Wrong("least", f"{least:g}")
    if most is not None and value > most:
        return Wrong("most", f"{most:g}")
    return value
