"""File ``e``: what a UPOS tool says about its last run.

Line 1 is the result code, perhaps followed by a text; line 2 the number of the
operation. What follows differs by release and is not read (unconfirmed).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..cyrillic import decode

NAME = "e"
# A digit that something else follows at once is damage, not a code.
_FIRST_LINE = re.compile(r"\s*(\d{1,5})(?:[\s,;:]+([^\x00-\x08\x0e-\x1f\x7f]*))?")
_LINE_END = re.compile(r"\r\n|\r|\n")
_NUMBER = re.compile(r"\d{1,10}")


@dataclass(frozen=True)
class ToolResult:
    """Result code (0 is success), the tool's text, the number of the operation.

    ``ended``: something stands behind the code, so that it is a whole one.
    """

    code: int
    text: str
    operation_no: str
    ended: bool = True


def parse(data: bytes) -> ToolResult | None:
    """Return what the file says; None when it does not start with a result code."""
    lines = _LINE_END.split(decode(data, ("ОДОБРЕНО", "Отказ", "Операция")))
    first = _FIRST_LINE.fullmatch(lines[0])
    if first is None:
        return None
    second = lines[1].strip() if len(lines) > 1 else ""
    number = second if _NUMBER.fullmatch(second) else ""
    ended = len(lines) > 1 or first[2] is not None
    return ToolResult(int(first[1]), (first[2] or "").strip()[:200], number, ended)
