"""Proposals from what the payer wrote: references, numbers, plates."""

from __future__ import annotations

from . import rules
from .index import SHORTEST_DIGITS, ItemIndex, Mention
from .normalise import compact, digits, windows
from .payer import Payers
from .subset import subsets_with_sum
from .typing_errors import one_error_apart
from .values import BankLine, Proposal, Settings

STRONG = ("reference", "number")


class _Case:
    """One line with everything the rules need; keeps their signatures short."""

    def __init__(
        self, line: BankLine, index: ItemIndex, payers: Payers, settings: Settings
    ) -> None:
        self.line, self.index = line, index
        self.payers, self.settings = payers, settings
        self.sign = 1 if line.amount > 0 else -1

    def open(self, items: tuple[int, ...]) -> int:
        return sum(self.index.open[item] for item in items)

    def known(self, item: int) -> bool:
        entry = self.index.items[item]
        return self.payers.known(self.line, entry.partner, entry.partner_name)

    def proposal(
        self, rule: str, score: int, items: tuple[int, ...], evidence: str
    ) -> Proposal:
        partners = {self.index.items[item].partner for item in items}
        if len(partners) > 1:
            score = min(score, rules.ACROSS_CUSTOMERS)
        return Proposal(
            rule=rule,
            score=score,
            items=items,
            partner=self.index.items[items[0]].partner,
            difference=self.line.amount - self.open(items),
            evidence=evidence,
            payer_known=self.known(items[0]),
        )

    def subsets(self, items: list[int], amount: int) -> list[tuple[int, ...]]:
        amounts = [abs(self.index.open[item]) for item in items]
        found = subsets_with_sum(
            amounts,
            abs(amount),
            max_items=self.settings.max_items,
            max_steps=self.settings.max_steps,
        )
        return [tuple(items[place] for place in places) for places in found]


def mention_proposals(
    line: BankLine, index: ItemIndex, payers: Payers, settings: Settings
) -> list[Proposal]:
    """Return the proposals for items that reference or text of ``line`` name."""
    case = _Case(line, index, payers, settings)
    mentions: list[Mention] = []
    for text in (line.reference, line.text):
        for mention in index.mentions(text, line.currency, line.amount):
            if mention not in mentions:
                mentions.append(mention)
    found = _strong(case, [one for one in mentions if one.kind in STRONG])
    for mention in mentions:
        if mention.kind not in STRONG:
            found += _weak(case, mention)
    if not found:
        found = _mistyped(case)
    return found


def _strong(case: _Case, mentions: list[Mention]) -> list[Proposal]:
    """Rules for full references and numbers."""
    if not mentions:
        return []
    items = tuple(dict.fromkeys(item for mention in mentions for item in mention.items))
    kind = mentions[0].kind
    evidence = ", ".join(dict.fromkeys(mention.text for mention in mentions))
    difference = case.line.amount - case.open(items)
    if difference == 0:
        rule = kind if len(mentions) == 1 else "several"
        return [case.proposal(rule, rules.EXACT[rule], items, evidence)]
    if abs(difference) <= case.settings.difference:
        rule = f"{kind}_difference"
        return [case.proposal(rule, rules.DIFFERENCE[kind], items, evidence)]
    if difference * case.sign < 0:
        return _underpaid(case, kind, items, evidence)
    return _overpaid(case, items, evidence, difference)


def _underpaid(
    case: _Case, kind: str, items: tuple[int, ...], evidence: str
) -> list[Proposal]:
    """Less was paid than the named items are open."""
    if len(items) == 1:
        rivals = _mistyped(case)
        partner = case.index.items[items[0]].partner
        sure = not rivals and case.payers.surely(case.line, partner)
        score = (rules.PART_PAYER_KNOWN if sure else rules.PART)[kind]
        return [case.proposal(f"{kind}_part", score, items, evidence), *rivals]
    subsets = case.subsets(list(items), case.line.amount)
    if len(subsets) == 1:
        score = rules.SUBSET_OF_NAMED
        return [case.proposal("named_subset", score, subsets[0], evidence)]
    return [case.proposal("named_part", rules.NAMED_MANY_PART, items, evidence)]


def _overpaid(
    case: _Case, items: tuple[int, ...], evidence: str, difference: int
) -> list[Proposal]:
    """More was paid than the named items are open: other invoices, or a surplus."""
    partner = case.index.items[items[0]].partner
    others = [
        item
        for item in case.index.of_partner(partner, case.line.currency, case.line.amount)
        if item not in items
    ]
    subsets = case.subsets(others, difference)
    if len(subsets) == 1:
        both = (*items, *subsets[0])
        return [case.proposal("named_and_more", rules.NAMED_AND_MORE, both, evidence)]
    return [case.proposal("named_overpaid", rules.NAMED_OVERPAID, items, evidence)]


def _weak(case: _Case, mention: Mention) -> list[Proposal]:
    """Rules for bare digits, plates and work orders, and last groups of a number."""
    equal = [
        item for item in mention.items if case.index.open[item] == case.line.amount
    ]
    if len(equal) == 1:
        return [_weak_exact(case, mention, (equal[0],))]
    if mention.kind == "token" and case.open(mention.items) == case.line.amount:
        score = rules.TOKEN_SUM
        return [case.proposal("token_sum", score, mention.items, mention.text)]
    if mention.kind == "tail":
        return []
    item = (equal or list(mention.items))[0]
    score = rules.LOOSE_MENTION_PAYER_KNOWN if case.known(item) else rules.LOOSE_MENTION
    return [case.proposal(f"{mention.kind}_loose", score, (item,), mention.text)]


def _weak_exact(case: _Case, mention: Mention, items: tuple[int, ...]) -> Proposal:
    if mention.kind == "tail":
        known = case.known(items[0])
        score = rules.TAIL_PAYER_KNOWN if known else rules.TAIL
    else:
        score = rules.EXACT[mention.kind]
    return case.proposal(mention.kind, score, items, mention.text)


def _mistyped(case: _Case) -> list[Proposal]:
    """A number with one typing error, trusted only with the exact amount."""
    wanted = case.index.with_amount(case.line.currency, case.line.amount)
    if not wanted:
        return []
    pieces = [
        piece
        for piece, _start, _end in windows(f"{case.line.reference} {case.line.text}")
        if len(piece) >= SHORTEST_DIGITS and any(char.isdigit() for char in piece)
    ]
    found: list[Proposal] = []
    for item in wanted:
        entry = case.index.items[item]
        keys = {digits(entry.number), compact(entry.number), compact(entry.reference)}
        keys = {key for key in keys if len(key) >= SHORTEST_DIGITS}
        for piece in pieces:
            if any(one_error_apart(piece, key) for key in keys):
                known = case.known(item)
                score = rules.TYPO_PAYER_KNOWN if known else rules.TYPO
                found.append(case.proposal("typing_error", score, (item,), piece))
                break
    return found
