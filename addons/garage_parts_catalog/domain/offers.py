"""Offers of suppliers: how an answer is read, how old it is, which one is best.

Amounts are Decimal, in the currency that the supplier names, for one piece.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from .number import normalize
from .wire import (
    AnswerFormatError,
    as_amount,
    as_currency,
    as_days,
    as_dict,
    as_list,
    as_text,
)


@dataclass(frozen=True)
class Question:
    """One article and how many of it."""

    brand: str
    number: str
    quantity: Decimal

    @property
    def key(self) -> tuple[str, str]:
        """Brand and number in comparable form."""
        return normalize(self.brand), normalize(self.number)


@dataclass(frozen=True)
class Offer:
    """What a supplier says about one article.

    ``stock`` is None when he does not tell, ``lead_days`` are days until it is here.
    """

    brand: str
    number: str
    price: Decimal
    currency: str
    stock: Decimal | None = None
    lead_days: int | None = None
    deposit: Decimal = Decimal(0)
    places: tuple[tuple[str, Decimal], ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """Brand and number in comparable form."""
        return normalize(self.brand), normalize(self.number)


def read_offers(answer: object, questions: Sequence[Question]) -> list[Offer]:
    """Return the offers of a decoded JSON answer, only for what was asked.

    :raises AnswerFormatError: when any part is not in the agreed form
    """
    body = as_dict(answer)
    currency = as_currency(body.get("currency"))
    asked = {question.key for question in questions}
    offers = [
        _read_offer(as_dict(row), currency) for row in as_list(body.get("offers"))
    ]
    return [offer for offer in offers if offer.key in asked]


def _read_offer(row: dict[str, object], currency: str) -> Offer:
    per = as_amount(row.get("price_quantity", 1))
    if not per:
        raise AnswerFormatError("price_quantity")
    places = tuple(
        (as_text(place.get("place")), as_amount(place.get("quantity")))
        for place in map(as_dict, as_list(row.get("places") or []))
    )
    stock = None if row.get("stock") is None else as_amount(row["stock"])
    if stock is None and places:
        stock = sum((quantity for _place, quantity in places), Decimal(0))
    return Offer(
        brand=as_text(row.get("brand")),
        number=as_text(row.get("number")),
        price=as_amount(row.get("price")) / per,
        currency=currency,
        stock=stock,
        lead_days=as_days(row.get("lead_days")),
        deposit=as_amount(row.get("deposit") or 0),
        places=places,
    )


# ------------------------------------------------------------------- age and choice


def age_minutes(fetched: datetime, now: datetime) -> int:
    """Return how many whole minutes ago something was said."""
    return max(0, int((now - fetched).total_seconds() // 60))


def is_fresh(fetched: datetime, now: datetime, minutes: int) -> bool:
    """Whether an answer may be shown without asking again."""
    return now - fetched < timedelta(minutes=minutes)


def availability(stock: float | None, quantity: float) -> str:
    """Return all, part, none or unknown for a wanted quantity."""
    if stock is None:
        return "unknown"
    if stock <= 0:
        return "none"
    return "all" if stock >= quantity else "part"


@dataclass(frozen=True)
class Candidate:
    """A line of the comparison: its price in one currency, whether it is certain."""

    key: str
    price: float | None
    available: str
    stale: bool = False


def best(candidates: Iterable[Candidate]) -> str | None:
    """Return the key of the cheapest line that has the whole quantity now.

    A stale price or one of a list without known stock never wins; nobody wins where
    no line has everything.
    """
    certain = [
        row
        for row in candidates
        if row.price and row.available == "all" and not row.stale
    ]
    if not certain:
        return None
    return min(certain, key=lambda row: row.price or 0).key
