"""Where a visit stands with its payment, and whether its key may leave."""

from __future__ import annotations

from dataclasses import dataclass

ASKED = frozenset({"draft", "sent", "failed_delivery", "expired"})
SEEN = frozenset({"opened", "chosen"})


@dataclass(frozen=True)
class Standing:
    """What the books and the payment request say about one visit."""

    billed: bool  # at least one bill is posted
    due: bool  # money is open, billed or not
    part_paid: bool  # some of the bills' money came in
    running: bool  # a payment is under way
    overdue: bool  # a posted bill is past its date
    request: str  # state of the newest request, "" without one
    account_chosen: bool  # the customer chose to pay on account
    account_allowed: bool


def derive(standing: Standing) -> str:
    """Return the payment state of a work order.

    ``paid`` comes from posted bills with nothing open; what a terminal or a provider
    says makes it ``pending`` at most.
    """
    facts = (
        ("pending", standing.running),
        ("paid", standing.billed and not standing.due),
        ("none", not standing.due),
        ("overdue", standing.overdue),
        ("part_paid", standing.part_paid),
        ("on_account", standing.account_chosen and standing.account_allowed),
        ("opened", standing.request in SEEN),
        ("requested", standing.request in ASKED),
    )
    return next((state for state, holds in facts if holds), "none")


def key_verdict(due: bool, running: bool, account_allowed: bool, released: bool) -> str:
    """Return why a key may leave, or why it must stay.

    Rule 5: ``free`` (nothing is open), ``account`` (may pay later) or ``released`` (by
    name and reason) let it go; ``running`` and ``unpaid`` keep it.
    """
    if not due and not running:
        return "free"
    if released:
        return "released"
    if account_allowed:
        return "account"
    return "running" if running else "unpaid"
