"""The simulated devices' own clock: local time, as on a real terminal."""

from __future__ import annotations

from datetime import datetime


def local_now() -> datetime:
    """Return the present local time (aware)."""
    return datetime.now().astimezone()
