"""Proposals from who paid and how much, when the text names no invoice."""

from __future__ import annotations

from collections.abc import Iterator

from . import rules
from .index import ItemIndex
from .payer import Payers
from .subset import subsets_with_sum
from .values import BankLine, Proposal, Settings


def payer_proposals(
    line: BankLine, index: ItemIndex, payers: Payers, settings: Settings
) -> list[Proposal]:
    """Return proposals among the items of the customer whom account or name tell."""
    partner = payers.from_iban(line)
    if partner is not None:
        return _for_partner(line, index, settings, partner, "iban", rules.IBAN)
    partner = payers.from_name(line)
    if partner is not None:
        return _for_partner(line, index, settings, partner, "name", rules.NAME)
    return []


def amount_proposals(line: BankLine, index: ItemIndex) -> list[Proposal]:
    """Return the items of exactly this amount, whoever owes them. Never posted."""
    items = index.with_amount(line.currency, line.amount)
    score = rules.AMOUNT_ALONE if len(items) == 1 else rules.AMOUNT_SEVERAL
    return [
        Proposal("amount", score, (item,), index.items[item].partner, ambiguous=True)
        for item in items
    ]


def _for_partner(
    line: BankLine,
    index: ItemIndex,
    settings: Settings,
    partner: int,
    source: str,
    scores: dict[str, int],
) -> list[Proposal]:
    items = index.of_partner(partner, line.currency, line.amount)
    if not items:
        return []
    evidence = line.iban if source == "iban" else line.payer
    return [
        Proposal(
            rule=f"{source}_{rule}",
            score=min(scores[rule], rules.AMBIGUOUS_PAYER)
            if ambiguous
            else scores[rule],
            items=chosen,
            partner=partner,
            difference=line.amount - sum(index.open[item] for item in chosen),
            evidence=evidence,
            payer_known=True,
            ambiguous=ambiguous,
        )
        for rule, chosen, ambiguous in _choices(line, index, settings, items)
    ]


def _choices(
    line: BankLine, index: ItemIndex, settings: Settings, items: list[int]
) -> Iterator[tuple[str, tuple[int, ...], bool]]:
    """Yield (rule, items, ambiguous) for one customer's items, oldest first."""
    equal = [item for item in items if index.open[item] == line.amount]
    if equal:
        for item in equal:
            yield "amount", (item,), len(equal) > 1
        return
    if len(items) > 1 and sum(index.open[item] for item in items) == line.amount:
        yield "all", tuple(items), False
        return
    sums = subsets_with_sum(
        [abs(index.open[item]) for item in items],
        abs(line.amount),
        max_items=settings.max_items,
        max_steps=settings.max_steps,
    )
    if sums:
        rule = "sum" if len(items) <= rules.FEW_ITEMS else "long_sum"
        for places in sums:
            yield rule, tuple(items[place] for place in places), len(sums) > 1
        return
    near = [
        item
        for item in items
        if abs(index.open[item] - line.amount) <= settings.difference
    ]
    for item in near:
        yield "near", (item,), len(near) > 1
    if not near:
        yield "oldest", (items[0],), True
