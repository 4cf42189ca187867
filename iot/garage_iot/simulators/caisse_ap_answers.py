"""What the simulated Caisse-AP terminal says: answers and French tickets."""

from __future__ import annotations

import base64
from datetime import datetime

from ..framing.caisse_ap import Field
from ..protocols.caisse_ap import const
from .ledger import Booking

_ECHOED = (
    const.VERSION, const.PROTOCOL_ID, const.TILL, const.AMOUNT, const.ACTION,
    const.CURRENCY, const.TILL_REFERENCE,
)  # fmt: skip
_TITLES = {"sale": "DEBIT", "refund": "CREDIT", "reversal": "ANNULATION"}
_CONTRACT = "1234567"


def answer(
    request: dict[str, str], booked: Booking | None, status: str = const.DONE
) -> tuple[Field, ...]:
    """Return an answer; with a booking it names the card."""
    fields = [Field(tag, request[tag]) for tag in _ECHOED if tag in request]
    fields.append(Field(const.STATUS, status))
    if booked is None:
        return tuple(fields)
    amount = f"{booked.amount:02d}"
    fields = [f if f.tag != const.AMOUNT else Field(f.tag, amount) for f in fields]
    return (
        *fields,
        Field(const.REASON, "01"),
        Field(const.PAN, f"497010######{booked.last_digits}"),
        Field(const.EXPIRY, "2812"),
        Field(const.AUTHORISATION, f"{int(booked.trace_no) % 1000000:06d}"),
        Field(const.AID, "A0000000421010"),
        Field(const.APPLICATION, "001"),
        Field(const.CONTRACT, _CONTRACT),
        Field(const.READ_MODE, "1"),
    )


def refusal(request: dict[str, str], reason: str) -> tuple[Field, ...]:
    """Return an answer that nothing was done."""
    return (*answer(request, None, const.NOT_DONE), Field(const.REASON, reason))


def with_receipts(
    fields: tuple[Field, ...], booked: Booking, request: dict[str, str]
) -> tuple[Field, ...]:
    """Add the ticket of the customer (ZT) and of the merchant (AK)."""
    coded = request.get(const.VERSION) == const.NEPTING
    texts = (_ticket(booked, "CLIENT"), _ticket(booked, "COMMERCANT"))
    values = [
        base64.b64encode(text.encode()).decode() if coded else text for text in texts
    ]
    return (*fields, *map(Field, const.RECEIPTS, values))


def _ticket(booked: Booking, copy: str) -> str:
    at = datetime.fromisoformat(booked.at)
    whole, cents = divmod(booked.amount, 100)
    return "\n".join(
        (
            "CARTE BANCAIRE",
            f"LE {at:%d/%m/%y} A {at:%H:%M:%S}",
            f"CONTRAT {_CONTRACT}",
            f"497010######{booked.last_digits}",
            f"NO AUTO {int(booked.trace_no) % 1000000:06d}",
            f"MONTANT {whole},{cents:02d} {booked.currency}",
            _TITLES[booked.kind],
            f"TICKET {copy} A CONSERVER",
        )
    )
