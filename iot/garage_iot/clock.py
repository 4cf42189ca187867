"""Time of the box: UTC inside, ISO 8601 with milliseconds in the API."""

from __future__ import annotations

import time
from datetime import datetime, timezone


def utc_now() -> datetime:
    """Return the present moment as an aware UTC time."""
    return datetime.now(timezone.utc)


def to_iso(moment: datetime) -> str:
    """Format an aware time as the API writes it, e.g. ``2026-11-22T13:30:00.120Z``."""
    text = moment.astimezone(timezone.utc).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")


def from_iso(text: str) -> datetime:
    """Read a time written by :func:`to_iso`."""
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def now_iso() -> str:
    """Return the present moment as the API writes it."""
    return to_iso(utc_now())


def milliseconds_since(start: float) -> int:
    """Return the whole milliseconds since a moment of ``time.monotonic``."""
    return round((time.monotonic() - start) * 1000)
