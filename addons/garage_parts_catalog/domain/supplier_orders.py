"""Orders at suppliers: what is sent, what comes back, and how an answer is read.

Amounts are Decimal for one piece, in the order's currency. Nothing in here calls out.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .wire import (
    AnswerFormatError,
    as_amount,
    as_currency,
    as_date,
    as_dict,
    as_list,
    as_remark,
    as_text,
)

#: received: taken, not looked at yet; partly: some of it will not come
STATES = ("received", "confirmed", "partly", "rejected", "cancelled")


@dataclass(frozen=True)
class OrderLine:
    """One article that is ordered.

    ``reference`` is ours and comes back in the answer; ``price`` is what was agreed.
    """

    reference: str
    brand: str
    number: str
    quantity: Decimal
    price: Decimal
    wanted: date | None = None


@dataclass(frozen=True)
class SupplierOrder:
    """What is ordered; ``reference`` is the number that people see on both sides."""

    reference: str
    currency: str
    lines: tuple[OrderLine, ...]
    note: str = ""


@dataclass(frozen=True)
class AnsweredLine:
    """What the supplier says about one line.

    ``quantity`` is what will come, 0 when nothing will. ``price`` and ``delivery``
    are None when he does not tell; a ``replacement`` number is delivered instead of
    the one that was ordered.
    """

    reference: str
    quantity: Decimal
    price: Decimal | None = None
    delivery: date | None = None
    replacement: str = ""
    replacement_brand: str = ""
    text: str = ""


@dataclass(frozen=True)
class DeliveredLine:
    """How much of a line is in a delivery."""

    reference: str
    quantity: Decimal


@dataclass(frozen=True)
class DeliveryNote:
    """Goods on their way; the ``number`` is the supplier's and counts once."""

    number: str
    day: date | None
    lines: tuple[DeliveredLine, ...]


@dataclass(frozen=True)
class OrderAnswer:
    """What the supplier made of an order.

    A line that is missing is not answered yet. ``others`` are the supplier's numbers
    of further orders that he booked under the same key.
    """

    supplier_reference: str
    state: str
    currency: str
    lines: tuple[AnsweredLine, ...] = ()
    deliveries: tuple[DeliveryNote, ...] = ()
    text: str = ""
    others: tuple[str, ...] = ()

    def line(self, reference: str) -> AnsweredLine | None:
        """Return what was said about one of our lines."""
        return next((row for row in self.lines if row.reference == reference), None)


def read_answer(
    answer: object, references: Collection[str] | None = None
) -> OrderAnswer:
    """Return what a decoded answer says about one order.

    :param references: our lines; an answer about others is refused
    :raises AnswerFormatError: when any part is not in the agreed form
    """
    body = as_dict(answer)
    state = as_text(body.get("state"))
    if state not in STATES:
        raise AnswerFormatError("state")
    lines = tuple(_read_line(as_dict(row)) for row in as_list(body.get("lines") or []))
    said = [line.reference for line in lines]
    if len(set(said)) != len(said):
        raise AnswerFormatError("a line is answered twice")
    if references is not None and not set(said) <= set(references):
        raise AnswerFormatError("a line that was not ordered")
    notes = as_list(body.get("deliveries") or [])
    return OrderAnswer(
        supplier_reference=as_text(body.get("reference")),
        state=state,
        currency=as_currency(body.get("currency")),
        lines=lines,
        deliveries=tuple(_read_note(as_dict(note)) for note in notes),
        text=as_remark(body.get("text")),
    )


def read_found(answer: object) -> OrderAnswer | None:
    """Return the order that was found by our key; None where nothing was.

    Where a supplier booked the same key several times, the first one counts and the
    others are named.

    :raises AnswerFormatError: when any part is not in the agreed form
    """
    found = [read_answer(row) for row in as_list(as_dict(answer).get("orders"))]
    if not found:
        return None
    first, *others = sorted(
        found, key=lambda row: row.state in ("rejected", "cancelled")
    )
    living = [row for row in others if row.state not in ("rejected", "cancelled")]
    numbers = tuple(row.supplier_reference for row in living)
    return OrderAnswer(**{**vars(first), "others": numbers})


def _read_line(row: dict[str, object]) -> AnsweredLine:
    instead = as_dict(row.get("replacement") or {})
    return AnsweredLine(
        reference=as_text(row.get("reference")),
        quantity=as_amount(row.get("quantity")),
        price=None if row.get("price") is None else as_amount(row["price"]),
        delivery=as_date(row.get("delivery")),
        replacement=as_text(instead.get("number")) if instead else "",
        replacement_brand=as_remark(instead.get("brand")),
        text=as_remark(row.get("text")),
    )


def _read_note(note: dict[str, object]) -> DeliveryNote:
    rows = map(as_dict, as_list(note.get("lines")))
    return DeliveryNote(
        number=as_text(note.get("number")),
        day=as_date(note.get("date")),
        lines=tuple(
            DeliveredLine(as_text(row.get("reference")), as_amount(row.get("quantity")))
            for row in rows
        ),
    )
