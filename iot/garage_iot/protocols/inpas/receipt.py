"""Field 90: parts ``tag^flags^text`` between tildes; tag DF is the printed slip."""

from __future__ import annotations

import re

_TAG = re.compile(r"\s*(?:0x)?([0-9A-F]{1,2})\s*", re.IGNORECASE)
_SLIP = 0xDF
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
_LONGEST = 16_000


def slips(text: str) -> list[str]:
    """Return the printed slips in their order; other parts are left out.

    A field that is not built this way is taken as one slip.
    """
    if "^" not in text:
        return [clean] if (clean := _printable(text)) else []
    found = []
    for part in text.split("~"):
        tag, _, rest = part.partition("^")
        _, separator, body = rest.partition("^")
        match = _TAG.fullmatch(tag)
        if separator and match and int(match[1], 16) == _SLIP and body.strip():
            found.append(_printable(body))
    return found


def _printable(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", lines)[:_LONGEST].strip("\n").rstrip()
