"""File ``e``: what a UPOS tool says about its last run.

Line 1 is the result code, perhaps followed by a text; line 2 the number of the
operation. What follows differs by release and is not read (unconfirmed).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..cyrillic import decode

NAME = "e"
_FIRST_LINE = re.compile(r"\s*(\d{1,5})(?!\d)\s*[,;:]?\s*(.*)")
_NUMBER = re.compile(r"\d{1,10}")


@dataclass(frozen=True)
class ToolResult:
    """Result code (0 is success), the tool's text, the number of the operation."""

    code: int
    text: str
    operation_no: str


def parse(data: bytes) -> ToolResult | None:
    """Return what the file says; None when it does not start with a result code."""
    lines = decode(data, ("ОДОБРЕНО", "Отказ", "Операция")).splitlines()
    first = _FIRST_LINE.fullmatch(lines[0]) if lines else None
    if first is None:
        return None
    second = lines[1].strip() if len(lines) > 1 else ""
    number = second if _NUMBER.fullmatch(second) else ""
    return ToolResult(int(first[1]), first[2].strip()[:200], number)
