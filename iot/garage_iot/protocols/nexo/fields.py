"""Reading fields of answers that may hold anything: absent and odd values are empty."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

_MOST_PAIRS, _LONGEST = 500, 20_000


def part(body: Any, *path: str) -> Mapping[str, Any]:
    """Return the object at ``path``, empty when it is not there."""
    found = body
    for name in path:
        found = found.get(name) if isinstance(found, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def text(body: Any, *path: str) -> str:
    """Return the text at ``path``; a number is written, anything else is empty."""
    *parents, name = path
    found = part(body, *parents).get(name)
    if isinstance(found, (Mapping, list, bool)) or found is None:
        return ""
    return str(found)


def texts(body: Any, *path: str) -> list[str]:
    """Return the texts at ``path``: a list, or one that stands alone."""
    *parents, name = path
    found = part(body, *parents).get(name)
    listed = found if isinstance(found, list) else [found]
    return [item for item in listed if isinstance(item, str)]


def parts(body: Any, *path: str) -> list[Mapping[str, Any]]:
    """Return the objects at ``path``: a list, or one that stands alone."""
    *parents, name = path
    found = part(body, *parents).get(name)
    listed = found if isinstance(found, list) else [found]
    return [item for item in listed if isinstance(item, Mapping)]


def pairs(line: str) -> dict[str, str]:
    """Return URL-encoded pairs (``a=1&b=2``) by name; no pairs at all: empty."""
    try:
        found = parse_qsl(line[:_LONGEST], True, max_num_fields=_MOST_PAIRS)
    except ValueError:
        return {}
    return dict(found)
