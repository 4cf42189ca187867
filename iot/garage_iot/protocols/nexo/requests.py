"""Requests of the till (nexo Retailer 3.0, as read in the Adyen Terminal API)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ...framing.nexo import REQUEST, RESPONSE, Header, Message
from . import fields

# Categories of the orders that move money; the body's key is category + "Request".
PAYMENT, REVERSAL = "Payment", "Reversal"
RECONCILE, TOTALS = "Reconciliation", "GetTotals"


@dataclass(frozen=True)
class Parties:
    """Who speaks with whom: the till's SaleID and the terminal's POIID."""

    sale_id: str
    poi_id: str


@dataclass(frozen=True)
class Money:
    """An amount in major units, e.g. ``Decimal("49.90")``, and its currency."""

    amount: Decimal
    currency: str


def request(
    parties: Parties, category: str, service_id: str, body: Mapping[str, Any]
) -> Message:
    """Return a Service request of any category."""
    header = Header(
        category=category,
        service_id=service_id,
        sale_id=parties.sale_id,
        poi_id=parties.poi_id,
    )
    return Message(REQUEST, header, category + "Request", body)


def payment(
    parties: Parties,
    service_id: str,
    money: Money,
    reference: str,
    timestamp: str,
    refund: bool = False,
) -> Message:
    """Return a sale, or a refund for which the customer presents the card.

    :param reference: the till's name of the order; the answer repeats it.
    :param timestamp: ISO 8601 with time zone.
    """
    transaction = {"TransactionID": reference, "TimeStamp": timestamp}
    amounts = {"Currency": money.currency, "RequestedAmount": money.amount}
    body: dict[str, Any] = {
        "SaleData": {"SaleTransactionID": transaction},
        "PaymentTransaction": {"AmountsReq": amounts},
    }
    if refund:
        body["PaymentData"] = {"PaymentType": "Refund"}
    return request(parties, PAYMENT, service_id, body)


def reversal(
    parties: Parties,
    service_id: str,
    transaction_id: str,
    transaction_time: str,
    reference: str,
    timestamp: str,
    part: Money | None = None,
) -> Message:
    """Return the taking back of a payment by the terminal's own reference.

    :param transaction_id: POITransactionID of the payment, with its own time.
    :param part: what goes back of it, None for all (ReversedAmount, with the currency
        in SaleToAcquirerData; as read in Adyen's referenced refunds).
    """
    original = {"TransactionID": transaction_id, "TimeStamp": transaction_time}
    body: dict[str, Any] = {
        "OriginalPOITransaction": {"POITransactionID": original},
        "ReversalReason": "MerchantCancel",
        "SaleData": {
            "SaleTransactionID": {"TransactionID": reference, "TimeStamp": timestamp}
        },
    }
    if part is not None:
        body["ReversedAmount"] = part.amount
        body["SaleData"]["SaleToAcquirerData"] = f"currency={part.currency}"
    return request(parties, REVERSAL, service_id, body)


def transaction_status(
    parties: Parties, service_id: str, category: str = PAYMENT, about: str = ""
) -> Message:
    """Return the question how the order with the ServiceID ``about`` ended.

    Without ``about`` the terminal answers for its last payment (as read in DataMesh's
    pages; one source).
    """
    body = {"MessageReference": _reference(parties, category, about)} if about else {}
    return request(parties, "TransactionStatus", service_id, body)


def abort(parties: Parties, service_id: str, category: str, about: str) -> Message:
    """Return the wish to stop an order; only its own answer tells how it ended."""
    body = {
        "MessageReference": _reference(parties, category, about),
        "AbortReason": "MerchantAbort",
    }
    return request(parties, "Abort", service_id, body)


def reconciliation(parties: Parties, service_id: str) -> Message:
    """Return the end of day: the terminal answers with its totals and starts anew."""
    body = {"ReconciliationType": "SaleReconciliation"}
    return request(parties, RECONCILE, service_id, body)


def totals(parties: Parties, service_id: str) -> Message:
    """Return the question for the totals of the day that is still open."""
    return request(parties, TOTALS, service_id, {})


def diagnosis(parties: Parties, service_id: str) -> Message:
    """Return the question for the terminal's state, without asking the host."""
    return request(parties, "Diagnosis", service_id, {"HostDiagnosisFlag": False})


def login(parties: Parties, service_id: str, timestamp: str) -> Message:
    """Return a log-in of the till, for terminals that want one (DataMesh)."""
    software = {
        "ManufacturerID": "Garage",
        "ApplicationName": "Garage box",
        "SoftwareVersion": "1",
        "CertificationCode": "none",
    }
    body = {
        "DateTime": timestamp,
        "SaleSoftware": software,
        "OperatorLanguage": "en",
        "SaleTerminalData": {
            "SaleCapabilities": ["CashierStatus", "CashierError", "PrinterReceipt"]
        },
    }
    return request(parties, "Login", service_id, body)


def answer(asked: Message, done: bool = True) -> Message:
    """Return the answer to a request of the terminal (Display, Print).

    :param done: whether the till did what was asked.
    """
    name = asked.name.removesuffix("Request") + "Response"
    header = Header(
        message_class=asked.header.message_class,
        category=asked.header.category,
        message_type="Response",
        service_id=asked.header.service_id,
        sale_id=asked.header.sale_id,
        poi_id=asked.header.poi_id,
        device_id=asked.header.device_id,
    )
    result = {"Result": "Success"}
    if not done:
        result = {"Result": "Failure", "ErrorCondition": "UnavailableDevice"}
    said: dict[str, Any] = {"Response": result}
    if asked.name == "DisplayRequest":
        shown = fields.parts(asked.body, "DisplayOutput")
        said = {"OutputResult": [_target(output) | said for output in shown]}
    elif asked.name == "PrintRequest":
        kind = fields.text(asked.body, "PrintOutput", "DocumentQualifier")
        said = {"DocumentQualifier": kind} | said
    return Message(RESPONSE, header, name, said)


def _target(output: Mapping[str, Any]) -> dict[str, Any]:
    names = ("Device", "InfoQualify")
    return {name: output[name] for name in names if name in output}


def _reference(parties: Parties, category: str, about: str) -> dict[str, str]:
    return {
        "MessageCategory": category,
        "ServiceID": about,
        "SaleID": parties.sale_id,
        "POIID": parties.poi_id,
    }
