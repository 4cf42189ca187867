"""A whole job or order at one supplier: what he has of it, what it costs, when.

Amounts are in one currency; a quantity that he has in part is not had.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .offers import availability


@dataclass(frozen=True)
class Position:
    """One article of the question with the supplier's answer.

    ``price`` and ``deposit`` are for one piece, ``price`` is None for an article that
    he does not carry. ``stock`` and ``lead_days`` are None where he does not tell.
    """

    name: str
    quantity: float
    price: float | None = None
    deposit: float = 0.0
    stock: float | None = None
    lead_days: int | None = None
    stale: bool = False


@dataclass(frozen=True)
class Basket:
    """All articles at one supplier.

    ``amount`` and ``deposits`` are of what he has wholly; ``lead_days`` are those of
    the latest article, None when one of them is not told. ``missing`` names the
    articles that are not had and why: none, part, unknown or not_carried.
    """

    has: int
    of: int
    amount: float
    deposits: float
    lead_days: int | None
    missing: tuple[tuple[str, str], ...]
    stale: bool

    @property
    def complete(self) -> bool:
        """Whether he has everything."""
        return self.of > 0 and self.has == self.of


def sum_up(positions: Iterable[Position]) -> Basket:
    """Return the basket of one supplier."""
    rows = list(positions)
    missing = [(row.name, reason) for row in rows if (reason := _lacks(row))]
    had = [row for row in rows if not _lacks(row)]
    days = [row.lead_days for row in had]
    told = [day for day in days if day is not None]
    return Basket(
        has=len(had),
        of=len(rows),
        amount=sum((row.price or 0.0) * row.quantity for row in had),
        deposits=sum(row.deposit * row.quantity for row in had),
        lead_days=max(told) if told and len(told) == len(days) else None,
        missing=tuple(missing),
        stale=any(row.stale for row in rows),
    )


def best(baskets: Mapping[str, Basket]) -> str | None:
    """Return the key of the cheapest complete basket, the earlier one among equals.

    Deposits come back and do not count. An old price never wins.
    """
    whole = {
        key: row
        for key, row in baskets.items()
        if row.complete and not row.stale and row.amount
    }
    if not whole:
        return None
    return min(whole, key=lambda key: (whole[key].amount, _days(whole[key])))


def _days(basket: Basket) -> float:
    return float("inf") if basket.lead_days is None else basket.lead_days


def _lacks(row: Position) -> str:
    """Return why an article is not had, nothing for one that is."""
    if row.price is None:
        return "not_carried"
    available = availability(row.stock, row.quantity)
    return "" if available == "all" else available
