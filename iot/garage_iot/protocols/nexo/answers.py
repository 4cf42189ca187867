"""Answers of the terminal as plain values; fields that are not there are empty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ...errors import ProtocolError
from .. import money
from ..masking import mask_pan
from . import fields, receipts
from .receipts import Receipts

# What a TransactionType counts for: +1 takes money, -1 gives it back.
_SIGNS = {"Debit": 1, "Credit": -1, "ReverseDebit": -1, "ReverseCredit": 1}


@dataclass(frozen=True)
class Reply:
    """The Response element: result, ErrorCondition, and what Adyen adds in pairs."""

    result: str
    condition: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """The terminal's own reason, if it gave one."""
        return self.extra.get("refusalReason") or self.extra.get("message") or ""


@dataclass(frozen=True)
class Paid:
    """A PaymentResponse or ReversalResponse.

    ``amount`` is in major units, None when the answer has none; ``transaction_id`` and
    ``transaction_time`` are the POITransactionID that a reversal has to name;
    ``sale_reference`` is the till's own reference as the terminal repeats it.
    ``reversal`` tells a ReversalResponse, which need not name amount and currency.
    """

    reply: Reply
    amount: Decimal | None = None
    currency: str = ""
    transaction_id: str = ""
    transaction_time: str = ""
    acquirer_transaction: str = ""
    approval_code: str = ""
    merchant_id: str = ""
    brand: str = ""
    masked_pan: str = ""
    entry: str = ""
    verification: str = ""
    sale_reference: str = ""
    receipts: Receipts = Receipts()
    reversal: bool = False


@dataclass(frozen=True)
class Status:
    """A TransactionStatusResponse; ``paid`` is the repeated answer, if there is one.

    ``about`` is the ServiceID of the order that it is about.
    """

    reply: Reply
    about: str = ""
    paid: Paid | None = None


@dataclass(frozen=True)
class Group:
    """Totals of one card brand: count of bookings and signed sum in minor units."""

    brand: str
    count: int
    amount: int


@dataclass(frozen=True)
class Totals:
    """Totals of a reconciliation period in one currency."""

    reply: Reply
    period: str
    groups: tuple[Group, ...]


def reply(body: Mapping[str, Any]) -> Reply:
    """Return the Response element.

    :raises ProtocolError: the answer has no result.
    """
    found = fields.part(body, "Response")
    result = fields.text(found, "Result")
    if not result:
        raise ProtocolError("The terminal's answer has no result")
    extra = fields.pairs(fields.text(found, "AdditionalResponse"))
    return Reply(result, fields.text(found, "ErrorCondition"), extra)


def payment(body: Mapping[str, Any]) -> Paid:
    """Return a PaymentResponse.

    :raises ProtocolError: no result, or an amount that is none.
    """
    result = fields.part(body, "PaymentResult")
    amounts = fields.part(result, "AmountsResp")
    acquirer = fields.part(result, "PaymentAcquirerData")
    card = fields.part(result, "PaymentInstrumentData", "CardData")
    common = _common(body)
    pan = fields.text(card, "MaskedPan") or fields.text(card, "MaskedPAN")
    return Paid(
        **common,
        amount=money.parse(amounts.get("AuthorizedAmount")),
        currency=fields.text(amounts, "Currency"),
        acquirer_transaction=fields.text(
            acquirer, "AcquirerTransactionID", "TransactionID"
        ),
        approval_code=fields.text(acquirer, "ApprovalCode"),
        merchant_id=fields.text(acquirer, "MerchantID"),
        brand=fields.text(card, "PaymentBrand"),
        masked_pan=mask_pan(pan),
        entry=", ".join(fields.texts(card, "EntryMode")),
        verification=", ".join(fields.texts(result, "AuthenticationMethod")),
    )


def reversal(body: Mapping[str, Any]) -> Paid:
    """Return a ReversalResponse; its amount may be absent.

    :raises ProtocolError: no result, or an amount that is none.
    """
    amount = money.parse(body.get("ReversedAmount"))
    return Paid(**_common(body), amount=amount, reversal=True)


def _common(body: Mapping[str, Any]) -> dict[str, Any]:
    transaction = fields.part(body, "POIData", "POITransactionID")
    return {
        "reply": reply(body),
        "transaction_id": fields.text(transaction, "TransactionID"),
        "transaction_time": fields.text(transaction, "TimeStamp"),
        "sale_reference": fields.text(
            body, "SaleData", "SaleTransactionID", "TransactionID"
        ),
        "receipts": receipts.read(body),
    }


def status(body: Mapping[str, Any]) -> Status:
    """Return a TransactionStatusResponse.

    :raises ProtocolError: no result, or a damaged repeated answer.
    """
    repeated = fields.part(body, "RepeatedMessageResponse")
    bodies = fields.part(repeated, "RepeatedResponseMessageBody")
    about = fields.text(repeated, "MessageHeader", "ServiceID")
    paid = None
    if "PaymentResponse" in bodies:
        paid = payment(fields.part(bodies, "PaymentResponse"))
    elif "ReversalResponse" in bodies:
        paid = reversal(fields.part(bodies, "ReversalResponse"))
    return Status(reply(body), about, paid)


def totals(body: Mapping[str, Any], currency: str) -> Totals:
    """Return the totals of a ReconciliationResponse or GetTotalsResponse.

    :raises ProtocolError: another currency, or counts and sums that are no numbers.
    """
    groups = tuple(
        _group(found, currency) for found in fields.parts(body, "TransactionTotals")
    )
    return Totals(reply(body), fields.text(body, "POIReconciliationID"), groups)


def _group(found: Mapping[str, Any], currency: str) -> Group:
    if fields.text(found, "PaymentCurrency") not in ("", currency):
        raise ProtocolError("The terminal has totals in another currency")
    brand = fields.text(found, "CardBrand") or fields.text(
        found, "PaymentInstrumentType"
    )
    count = amount = 0
    for entry in fields.parts(found, "PaymentTotals"):
        sign = _SIGNS.get(fields.text(entry, "TransactionType"))
        if sign is not None:
            count += _whole(entry.get("TransactionCount"))
            sum_ = money.parse(entry.get("TransactionAmount")) or Decimal(0)
            amount += sign * abs(money.to_minor(sum_, currency))
    return Group(brand, count, amount)


def _whole(value: Any) -> int:
    found = money.parse(value) or Decimal(0)
    if found != found.to_integral_value() or not 0 <= found < 1_000_000:
        raise ProtocolError("The terminal sent a count that is no number")
    return int(found)


def global_status(body: Mapping[str, Any]) -> str:
    """Return POIStatus.GlobalStatus of a diagnosis: OK, Busy, Maintenance, ..."""
    return fields.text(body, "POIStatus", "GlobalStatus")
