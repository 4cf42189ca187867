"""Steps of an order at a supplier: forward only, and never sent again blindly."""

from __future__ import annotations

from datetime import datetime, timedelta

STATES = (
    "draft",
    "sending",
    "sent",
    "unknown",
    "confirmed",
    "partly",
    "rejected",
    "cancelled",
)
#: the supplier has it, or may have it
LIVING = frozenset(STATES) - {"rejected", "cancelled"}
#: nobody knows yet what the supplier made of it
OPEN = frozenset({"draft", "sending", "sent", "unknown"})
_ANSWERS = frozenset({"sent", "confirmed", "partly", "rejected", "cancelled"})
_NEXT: dict[str, frozenset[str]] = {
    "draft": frozenset({"sending", "sent", "cancelled"}),
    "sending": _ANSWERS | {"unknown"},
    "unknown": _ANSWERS,
    "sent": _ANSWERS - {"sent"},
    "confirmed": frozenset({"partly", "cancelled"}),
    "partly": frozenset({"cancelled"}),
    "rejected": frozenset(),
    "cancelled": frozenset(),
}
#: how long a call may take before it counts as broken off, above all time limits
LEASE = timedelta(seconds=60)
MOST_TRIES = 5
MOST_QUESTIONS = 12
#: how often a supplier who books repeated orders twice has to say that he has none
SURE_AFTER = 3
_FIRST_PAUSE = timedelta(seconds=30)
_LONGEST_PAUSE = timedelta(hours=2)


def allowed(current: str, target: str) -> bool:
    """Tell whether an order may go from one state to the other."""
    return current == target or target in _NEXT.get(current, frozenset())


def pause(tries: int, wanted: float | None = None) -> timedelta:
    """Return how long to wait before the next try; it doubles each time.

    :param tries: how often it was tried
    :param wanted: seconds that the supplier asked for
    """
    doubled = _FIRST_PAUSE * (1 << min(max(tries - 1, 0), 16))
    asked = timedelta(seconds=wanted or 0)
    return min(max(doubled, asked), max(_LONGEST_PAUSE, asked))


def in_flight(called_at: datetime | None, now: datetime) -> bool:
    """Tell whether somebody may still be waiting for the supplier's answer."""
    return called_at is not None and now - called_at < LEASE
