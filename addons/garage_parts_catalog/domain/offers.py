"""Offers of suppliers: how an answer is read, how old it is, which one is best.

Amounts are Decimal, in the currency that the supplier names, for one piece.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation

from .number import normalize

MOST = Decimal(10) ** 9
MOST_DAYS = 3650


class OfferFormatError(ValueError):
    """The answer is not in the agreed form; nothing of it is used."""


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

    :raises OfferFormatError: when any part is not in the agreed form
    """
    body = _dict(answer)
    currency = body.get("currency")
    if not isinstance(currency, str) or len(currency) != 3:
        raise OfferFormatError("currency")
    asked = {question.key for question in questions}
    offers = [_read_offer(_dict(row), currency) for row in _list(body.get("offers"))]
    return [offer for offer in offers if offer.key in asked]


def _read_offer(row: dict[str, object], currency: str) -> Offer:
    per = _amount(row.get("price_quantity", 1))
    if not per:
        raise OfferFormatError("price_quantity")
    places = tuple(
        (_text(place.get("place")), _amount(place.get("quantity")))
        for place in map(_dict, _list(row.get("places") or []))
    )
    stock = None if row.get("stock") is None else _amount(row["stock"])
    if stock is None and places:
        stock = sum((quantity for _place, quantity in places), Decimal(0))
    return Offer(
        brand=_text(row.get("brand")),
        number=_text(row.get("number")),
        price=_amount(row.get("price")) / per,
        currency=currency,
        stock=stock,
        lead_days=_days(row.get("lead_days")),
        deposit=_amount(row.get("deposit") or 0),
        places=places,
    )


def _dict(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise OfferFormatError("an object is expected")
    return value


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise OfferFormatError("a list is expected")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise OfferFormatError("a text is expected")
    return value.strip()


def _amount(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        raise OfferFormatError("an amount is expected")
    try:
        amount = Decimal(value)
    except InvalidOperation as error:
        raise OfferFormatError("an amount is expected") from error
    if not amount.is_finite() or not 0 <= amount <= MOST:
        raise OfferFormatError("an amount is out of range")
    return amount


def _days(value: object) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        raise OfferFormatError("days are expected")
    if not 0 <= value <= MOST_DAYS:
        raise OfferFormatError("days are out of range")
    return value


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
