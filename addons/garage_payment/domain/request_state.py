"""State of a payment request, derived from the books and the customer's steps."""

from __future__ import annotations

from dataclasses import dataclass

# How far a request came, in order. Steps with the same rank may follow each other.
PROGRESS_RANK = {
    "draft": 0,
    "failed_delivery": 1,
    "sent": 1,
    "opened": 2,
    "chosen": 3,
    "expired": 4,
    "replaced": 5,
    "cancelled": 5,
}
CLOSED = frozenset({"replaced", "cancelled"})


@dataclass(frozen=True)
class Money:
    """What the books say about the bills of one request."""

    settled: bool  # every bill is posted and nothing is open on it
    reversed: bool  # settled by credit notes only: no money came in
    part_paid: bool  # something was paid, something is still open
    running: bool  # a terminal or an online payment is under way


def derive_state(progress: str, money: Money) -> str:
    """Return the state shown for a request.

    Only the books make a request ``paid``; a channel can at most make it ``pending``.
    """
    if money.reversed:
        return "cancelled"
    if money.settled:
        return "paid"
    if progress in CLOSED:
        return progress
    if money.running:
        return "pending"
    if money.part_paid:
        return "part_paid"
    return progress


def advances(current: str, wanted: str) -> bool:
    """Tell whether a request at ``current`` may move on to ``wanted``.

    An expired request may be sent again (``expired`` to ``sent``); nothing leaves the
    closed steps, and opening a page never undoes a choice.
    """
    if current in CLOSED or current == wanted:
        return False
    if wanted == "sent" and current in {"expired", "failed_delivery"}:
        return True
    return PROGRESS_RANK[wanted] >= PROGRESS_RANK[current]
