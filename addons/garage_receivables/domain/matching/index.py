"""Open items, findable by everything that a payer may write."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .normalise import compact, digits, fold_lookalikes, windows
from .values import OpenItem

SHORTEST_REFERENCE = 6
SHORTEST_DIGITS = 7
SHORTEST_TAIL = 4

# How much each kind of mention says, best first.
KINDS = ("reference", "number", "digits", "token", "tail")


@dataclass(frozen=True)
class Mention:
    """A piece of the payer's text that names an item."""

    kind: str
    text: str
    items: tuple[int, ...]


class ItemIndex:
    """Keys of all open items; items that are paid meanwhile are left out."""

    def __init__(self, items: Iterable[OpenItem]) -> None:
        """Index ``items`` once; look-ups are then dictionary hits."""
        self.items: dict[int, OpenItem] = {}
        self.open: dict[int, int] = {}
        self.keys: dict[str, dict[str, list[int]]] = {
            kind: defaultdict(list) for kind in KINDS
        }
        self.by_partner: dict[int, list[int]] = defaultdict(list)
        self.by_amount: dict[tuple[str, int], list[int]] = defaultdict(list)
        for item in items:
            self._add(item)

    def _add(self, item: OpenItem) -> None:
        self.items[item.id] = item
        self.open[item.id] = item.amount
        self.by_partner[item.partner].append(item.id)
        self.by_amount[item.currency, item.amount].append(item.id)
        for kind, key in item_keys(item):
            ids = self.keys[kind][key]
            if item.id not in ids:
                ids.append(item.id)

    def consume(self, item_id: int, amount: int) -> None:
        """Take ``amount`` (signed minor units) off an item; 0 left means paid."""
        item = self.items[item_id]
        self.by_amount[item.currency, self.open[item_id]].remove(item_id)
        self.open[item_id] -= amount
        self.by_amount[item.currency, self.open[item_id]].append(item_id)

    def fits(self, item_id: int, currency: str, amount: int) -> bool:
        """Tell whether the item is open, in this currency and of the same sign."""
        left = self.open[item_id]
        return self.items[item_id].currency == currency and left * amount > 0

    def mentions(self, text: str, currency: str, amount: int) -> list[Mention]:
        """Return what ``text`` names, longest piece first, no piece read twice."""
        used: set[int] = set()
        found: list[Mention] = []
        for key, start, end in windows(text):
            if used.intersection(range(start, end)):
                continue
            mention = self._look_up(key, currency, amount)
            if mention:
                found.append(mention)
                used.update(range(start, end))
        return found

    def _look_up(self, key: str, currency: str, amount: int) -> Mention | None:
        for kind in KINDS:
            for spelling in _spellings(key):
                ids = tuple(
                    item_id
                    for item_id in self.keys[kind].get(spelling, ())
                    if self.fits(item_id, currency, amount)
                )
                if ids:
                    return Mention(kind, spelling, ids)
        return None

    def of_partner(self, partner: int, currency: str, amount: int) -> list[int]:
        """Return the partner's open items of the same sign, oldest first."""
        ids = [
            item_id
            for item_id in self.by_partner.get(partner, ())
            if self.fits(item_id, currency, amount)
        ]
        return sorted(ids, key=self._age)

    def with_amount(self, currency: str, amount: int) -> list[int]:
        """Return the items of which exactly ``amount`` is open, oldest first."""
        return sorted(self.by_amount.get((currency, amount), ()), key=self._age)

    def _age(self, item_id: int) -> tuple[int, int]:
        due = self.items[item_id].due
        return (due.toordinal() if due else 0, item_id)


def item_keys(item: OpenItem) -> Iterator[tuple[str, str]]:
    """Yield (kind, key) for everything that may name ``item`` in a text."""
    number, reference = compact(item.number), compact(item.reference)
    if len(reference) >= SHORTEST_REFERENCE and reference != number:
        yield "reference", reference
    if len(number) >= SHORTEST_REFERENCE and not number.isdigit():
        yield "number", number
        short = _without_zeros(item.number)
        if len(short) >= SHORTEST_REFERENCE and re.search("[A-Z]", short):
            yield "number", short
    bare = digits(item.number)
    if len(bare) >= SHORTEST_DIGITS:
        yield "digits", bare
    tail = re.findall("[0-9]+", item.number)[-1:]
    if tail and len(tail[0]) >= SHORTEST_TAIL:
        yield "tail", tail[0]
    for token in item.tokens:
        if len(compact(token)) >= SHORTEST_TAIL:
            yield "token", compact(token)


def _without_zeros(number: str) -> str:
    """Return the number as people shorten it: "INV/2026/00012" -> "INV202612"."""
    return compact(re.sub(r"(?<![0-9])0+(?=[0-9])", "", number))


def _spellings(key: str) -> tuple[str, ...]:
    """Return the key and, if it is nearly a number, the number it is meant to be."""
    if len(key) < SHORTEST_DIGITS or key.isdigit():
        return (key,)
    folded = fold_lookalikes(key)
    head = re.match("[A-Z]*", key)
    start = len(head.group()) if head else 0
    return tuple(dict.fromkeys((key, key[:start] + folded[start:], folded)))
