"""Named points at which a test can kill the box, as a power cut would.

``GARAGE_IOT_CRASH_AT=after_sent`` makes the process end at that point with status
137, without any clean-up. Unset in real life.
"""

from __future__ import annotations

import os

POINTS = ("after_created", "after_sent", "after_answer", "after_final")
PRINT_POINTS = (
    "print_queued", "print_sent", "print_confirmed", "print_final",
    "pulse_begun", "pulse_sent",
)  # fmt: skip


def fault_point(name: str) -> None:
    """End the process here if the environment asks for it."""
    if os.environ.get("GARAGE_IOT_CRASH_AT") == name:
        os._exit(137)
