"""Keep two channels from paying the same money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Running:
    """Money under way: ``amount`` in minor units, and where it is being paid."""

    amount: int
    where: str
    who: str
    since: str


@dataclass(frozen=True)
class Verdict:
    """Answer to a wish to pay: allowed, or what stands in the way."""

    allowed: bool
    reason: str  # "", "nothing", "too_much" or "running"
    running: Running | None = None


def check(residual: int, wanted: int, running: Sequence[Running]) -> Verdict:
    """Decide whether ``wanted`` may be started on a bill with ``residual`` open.

    All amounts are in minor units of the same currency. Money that is under way counts
    as spent until it is known to have failed. Of several running payments the largest
    is named, since waiting for that one helps most.
    """
    if wanted <= 0 or residual <= 0:
        return Verdict(False, "nothing")
    if wanted > residual:
        return Verdict(False, "too_much")
    if sum(entry.amount for entry in running) + wanted > residual:
        return Verdict(False, "running", max(running, key=lambda entry: entry.amount))
    return Verdict(True, "")
