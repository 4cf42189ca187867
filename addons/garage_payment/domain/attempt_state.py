"""Life of one try to move money: forward only."""

from __future__ import annotations

MOVES: dict[str, frozenset[str]] = {
    "created": frozenset({"sent", "unknown", "approved", "declined", "canceled"}),
    "sent": frozenset({"unknown", "approved", "declined", "canceled"}),
    "unknown": frozenset({"sent", "approved", "declined", "canceled"}),
    "approved": frozenset({"recorded", "reversed"}),
    "declined": frozenset(),
    "canceled": frozenset(),
    "recorded": frozenset(),
    "reversed": frozenset(),
}
OPEN = frozenset({"created", "sent", "unknown", "approved"})
REFUSED = frozenset({"declined", "canceled", "reversed"})


def may_move(current: str, wanted: str) -> bool:
    """Tell whether an attempt may go from ``current`` to ``wanted``.

    Final states (``recorded``, ``declined``, ``canceled``, ``reversed``) lead nowhere,
    so a repeated or late message changes nothing. Only an approved attempt that is not
    booked yet can be taken back. Unknown words are refused, not guessed.
    """
    return wanted in MOVES.get(current, frozenset())


def may_start_again(current: str) -> bool:
    """Tell whether a new try may follow one that ended in ``current``."""
    return current in REFUSED
