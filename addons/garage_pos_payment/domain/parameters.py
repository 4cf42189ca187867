"""Turns what a person typed into a driver's form into values, and back.

The box describes its drivers (``GET drivers``); here are only the rules that do not
need the box: it checks everything again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

YES = frozenset({"yes", "y", "1", "true", "on", "x", "ja", "oui", "да"})
NO = frozenset({"", "no", "n", "0", "false", "off", "nee", "nein", "non", "нет"})


@dataclass(frozen=True)
class Wrong:
    """What is wrong with a typed value: a word, and the limit it is about."""

    reason: str
    limit: str = ""


def read(parameter: Mapping[str, Any], typed: str) -> Any | Wrong:
    """Return the value of a typed text; None when the default shall count.

    ``parameter`` as the box describes it. Reasons of Wrong: required, number, whole,
    yes_no, choice, least, most, form.
    """
    text = typed.strip()
    if not text:
        needed = parameter["required"] and parameter["default"] in (None, "")
        return Wrong("required") if needed else None
    kind = parameter["kind"]
    if kind == "boolean":
        return _boolean(text)
    if kind in ("integer", "number"):
        return _number(parameter, text)
    if kind == "choice" and text not in parameter["choices"]:
        return Wrong("choice", ", ".join(parameter["choices"]))
    pattern = parameter.get("pattern")
    if pattern and not re.fullmatch(pattern, text):
        return Wrong("form")
    return text


def show(value: Any) -> str:
    """Return a value as the form shows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _boolean(text: str) -> bool | Wrong:
    if text.lower() in YES:
        return True
    return False if text.lower() in NO else Wrong("yes_no")


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
