"""Who is reminded today, how, and why not: the rules of dunning.

Amounts are integers in minor units, positive for what the customer owes. "Today"
is always given from outside. The list and the moment of sending use the same
function, so that both follow the same rules.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

# Reasons to hold an item back, the strongest first.
HOLD_REASONS = (
    "paid",
    "no_followup",
    "dispute",
    "promise",
    "on_its_way",
    "credit_note",
    "other",
    "too_small",
)


@dataclass(frozen=True)
class Step:
    """One step of a strategy: ``days`` after the due date, by which channel."""

    id: int
    level: int
    days: int
    channel: str
    fee: int = 0


@dataclass(frozen=True)
class Strategy:
    """Steps by level; ``gap``: days at least between two reminders of an item.

    ``minimum``: below this total nothing is sent.
    """

    id: int
    steps: tuple[Step, ...]
    gap: int = 7
    minimum: int = 0


@dataclass(frozen=True)
class Hold:
    """Why an item is held back. ``facts`` are shown to the user in words.

    ``amount``: the part that is held (None: all of it).
    """

    reason: str
    facts: Mapping[str, object] = field(default_factory=dict)
    amount: int | None = None


@dataclass(frozen=True)
class DueItem:
    """One open invoice item of a customer."""

    id: int
    amount: int
    due: date
    level: int = 0
    reminded: date | None = None
    holds: tuple[Hold, ...] = ()


@dataclass(frozen=True)
class Customer:
    """Everything about one customer that the decision needs.

    ``credit``: open credit notes and payments not yet assigned (positive).
    ``broken_promise``: facts of a promise that was not kept, if any.
    """

    partner: int
    items: tuple[DueItem, ...]
    credit: int = 0
    broken_promise: Mapping[str, object] | None = None


@dataclass(frozen=True)
class Decision:
    """What happens with a customer today.

    ``kind``: reminder, call, broken_promise, held or nothing. ``items`` are
    reminded; of them ``advance`` go up to the level given there. ``held`` gives the
    hold per item id. ``amount`` is what is asked for, ``days`` the age of the oldest.
    """

    kind: str
    step: Step | None = None
    items: tuple[int, ...] = ()
    advance: Mapping[int, int] = field(default_factory=dict)
    amount: int = 0
    days: int = 0
    credit: int = 0
    held: Mapping[int, Hold] = field(default_factory=dict)


def next_step(item: DueItem, strategy: Strategy, today: date) -> Step | None:
    """Return the step that is due for ``item`` today, or None.

    Steps are taken one at a time: who was never reminded starts at the first,
    however late, and between two reminders the strategy's gap passes.
    """
    for step in strategy.steps:
        if step.level <= item.level:
            continue
        if (today - item.due).days < step.days:
            return None
        if item.reminded and today < item.reminded + timedelta(days=strategy.gap):
            return None
        return step
    return None


def strongest(holds: Sequence[Hold]) -> Hold | None:
    """Return the hold to show when several apply."""
    whole = [hold for hold in holds if hold.amount is None]
    ranked = sorted(whole, key=lambda hold: HOLD_REASONS.index(hold.reason))
    return ranked[0] if ranked else None


def _free(item: DueItem) -> tuple[DueItem, Hold | None]:
    """Return the item with what may be asked for, and its hold if that is nothing."""
    hold = strongest(item.holds)
    if hold:
        return item, hold
    partly = sum(hold.amount or 0 for hold in item.holds)
    if partly >= item.amount:
        ranked = sorted(item.holds, key=lambda hold: HOLD_REASONS.index(hold.reason))
        return item, ranked[0] if ranked else Hold("paid")
    return replace(item, amount=item.amount - partly), None


def _cover(
    items: Sequence[DueItem], credit: int
) -> tuple[list[DueItem], dict[int, Hold]]:
    """Set the customer's credit off against the oldest items first."""
    free: list[DueItem] = []
    held: dict[int, Hold] = {}
    left = credit
    for item in sorted(items, key=lambda one: (one.due, one.id)):
        used = min(left, item.amount)
        left -= used
        if used == item.amount:
            held[item.id] = Hold("credit_note", {"credit": credit})
        else:
            free.append(replace(item, amount=item.amount - used))
    return free, held


def decide(customer: Customer, strategy: Strategy, today: date) -> Decision:
    """Decide what happens with ``customer`` today."""
    late = [item for item in customer.items if item.due < today]
    held: dict[int, Hold] = {}
    free: list[DueItem] = []
    for item in late:
        rest, hold = _free(item)
        if hold:
            held[item.id] = hold
        else:
            free.append(rest)
    free, covered = _cover(free, customer.credit)
    held.update(covered)
    steps = {item.id: next_step(item, strategy, today) for item in free}
    due_steps = [step for step in steps.values() if step]
    if not due_steps:
        return _nothing_due(customer, late, free, held, strategy, today)
    amount = sum(item.amount for item in free)
    if amount < strategy.minimum:
        held.update({item.id: Hold("too_small") for item in free})
        return _held(late, held, today)
    step = max(due_steps, key=lambda one: one.level)
    kind = "call" if step.channel == "phone" else "reminder"
    if customer.broken_promise is not None:
        kind = "broken_promise"
    return Decision(
        kind=kind,
        step=step,
        items=tuple(item.id for item in free),
        advance={item_id: due.level for item_id, due in steps.items() if due},
        amount=amount,
        days=_oldest(free, today),
        credit=customer.credit,
        held=held,
    )


def _nothing_due(
    customer: Customer,
    late: Sequence[DueItem],
    free: Sequence[DueItem],
    held: Mapping[int, Hold],
    strategy: Strategy,
    today: date,
) -> Decision:
    """No step is due: a broken promise still calls for a talk, a hold is shown."""
    if customer.broken_promise is not None and free:
        return Decision(
            kind="broken_promise",
            items=tuple(item.id for item in free),
            amount=sum(item.amount for item in free),
            days=_oldest(free, today),
            held=held,
        )
    due_but_held = [
        item
        for item in late
        if item.id in held and next_step(item, strategy, today) is not None
    ]
    return _held(due_but_held, held, today) if due_but_held else Decision("nothing")


def _held(items: Sequence[DueItem], held: Mapping[int, Hold], today: date) -> Decision:
    return Decision(
        kind="held",
        items=tuple(item.id for item in items),
        amount=sum(item.amount for item in items),
        days=_oldest(items, today),
        held=held,
    )


def _oldest(items: Sequence[DueItem], today: date) -> int:
    return max(((today - item.due).days for item in items), default=0)


def promise_state(
    promised: int, open_amount: int, until: date, grace: int, today: date
) -> str:
    """Return open, kept or broken.

    Kept as soon as what is open has fallen to what was not promised; broken when
    the day plus ``grace`` days has passed and it has not. ``promised`` is the
    amount that must be gone, ``open_amount`` how much of it still stands.
    """
    if open_amount <= 0 or promised <= 0:
        return "kept"
    return "broken" if today > until + timedelta(days=grace) else "open"
