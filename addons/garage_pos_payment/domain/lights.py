"""Traffic lights of the network doctor (the till has the same limits)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

GREEN_MS = 200
AMBER_MS = 1200
AMBER_LOSS = 2.0


@dataclass(frozen=True)
class Line:
    """A line in figures: middle round trip in milliseconds, loss in percent."""

    level: str
    ms: int
    loss: float


def judge(samples: Sequence[float | None]) -> Line:
    """Sum up round trips; None stands for an answer that did not come."""
    answered = sorted(ms for ms in samples if ms is not None)
    loss = 100.0 * (len(samples) - len(answered)) / len(samples) if samples else 0.0
    if not answered:
        return Line("red" if samples else "none", 0, loss)
    ms = answered[len(answered) // 2]
    if not loss and ms < GREEN_MS:
        level = "green"
    elif loss < AMBER_LOSS and ms <= AMBER_MS:
        level = "amber"
    else:
        level = "red"
    return Line(level, round(ms), loss)
