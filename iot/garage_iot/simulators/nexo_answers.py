"""Messages that the simulated nexo terminal sends: built from its ledger."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from urllib.parse import quote, urlencode

from ..framing.nexo import NOTIFICATION, REQUEST, RESPONSE, Header, Message
from ..protocols import money
from .customer import CANCELLED, DECLINED
from .ledger import Booking

MERCHANT_ID = "GarageDemo"
_CONDITIONS = {DECLINED: "Refusal", CANCELLED: "Cancel"}
_REASONS = {DECLINED: "05 Do not honour", CANCELLED: "Shopper cancelled the tender"}
_TYPES = {"sale": "Debit", "refund": "Credit", "reversal": "ReverseDebit"}


def respond(asked: Message, body: Mapping[str, Any], **changes: str) -> Message:
    """Return the answer to a request; ``changes`` falsify the header."""
    header = Header(
        category=changes.get("category", asked.header.category),
        message_type="Response",
        service_id=changes.get("service_id", asked.header.service_id),
        sale_id=asked.header.sale_id,
        poi_id=changes.get("poi_id", asked.header.poi_id),
    )
    name = asked.name.removesuffix("Request") + "Response"
    return Message(RESPONSE, header, name, body)


def failure(condition: str, message: str = "") -> dict[str, Any]:
    """Return the body of an answer that says no."""
    extra = urlencode({"message": message}, quote_via=quote)
    said = {"Result": "Failure", "ErrorCondition": condition}
    return {"Response": said | ({"AdditionalResponse": extra} if message else {})}


def event(asked: Message, what: str, details: str) -> Message:
    """Return an EventNotification about a request."""
    header = Header(
        message_class="Event",
        category="Event",
        message_type="Notification",
        service_id=asked.header.service_id,
        sale_id=asked.header.sale_id,
        poi_id=asked.header.poi_id,
    )
    said = urlencode({"message": details}, quote_via=quote)
    now = datetime.now().astimezone().isoformat(timespec="milliseconds")
    body = {"EventToNotify": what, "EventDetails": said, "TimeStamp": now}
    return Message(REQUEST, header, NOTIFICATION, body)


def display(asked: Message, what: str, number: int) -> Message:
    """Return a DisplayRequest that shows the cashier where a payment stands."""
    header = Header(
        message_class="Device",
        category="Display",
        service_id=asked.header.service_id,
        device_id=f"{number:010d}",
        sale_id=asked.header.sale_id,
        poi_id=asked.header.poi_id,
    )
    content = {
        "OutputFormat": "MessageRef",
        "PredefinedContent": {"ReferenceID": urlencode({"event": what})},
    }
    output = {
        "Device": "CashierDisplay",
        "InfoQualify": "Status",
        "ResponseRequiredFlag": False,
        "OutputContent": content,
    }
    return Message(REQUEST, header, "DisplayRequest", {"DisplayOutput": [output]})


def paid(booking: Booking) -> dict[str, Any]:
    """Return the body of a PaymentResponse or ReversalResponse about a booking."""
    poi_transaction = {
        "TransactionID": transaction_id(booking),
        "TimeStamp": _utc(booking),
    }
    body: dict[str, Any] = {
        "Response": _response(booking),
        "SaleData": {"SaleTransactionID": {"TransactionID": booking.reference}},
        "POIData": {
            "POITransactionID": poi_transaction, "POIReconciliationID": "1000"
        },
        "PaymentReceipt": [
            _receipt(booking, "CashierReceipt"), _receipt(booking, "CustomerReceipt")
        ],
    }  # fmt: skip
    if booking.original_trace_no:
        body["ReversedAmount"] = amount(booking)
    else:
        body["PaymentResult"] = _payment_result(booking, poi_transaction["TimeStamp"])
    return body


def transaction_id(booking: Booking) -> str:
    """Return the terminal's name of a transaction (tender and bank reference)."""
    return f"SIM{booking.trace_no}.88{booking.trace_no}"


def amount(booking: Booking) -> Decimal:
    """Return the amount of a booking in major units."""
    return money.to_major(booking.amount, booking.currency)


def totals(bookings: list[Booking], currency: str) -> dict[str, Any]:
    """Return the totals of a reconciliation period, by brand and kind."""
    sums: dict[str, dict[str, tuple[int, int]]] = {}
    for booking in bookings:
        kinds = sums.setdefault(booking.brand, {})
        count, total = kinds.get(_TYPES[booking.kind], (0, 0))
        kinds[_TYPES[booking.kind]] = (count + 1, total + booking.amount)
    groups = [
        {
            "PaymentInstrumentType": "Card",
            "CardBrand": brand,
            "PaymentCurrency": currency,
            "PaymentTotals": [
                {
                    "TransactionType": kind,
                    "TransactionCount": count,
                    "TransactionAmount": money.to_major(total, currency),
                }
                for kind, (count, total) in kinds.items()
            ],
        }
        for brand, kinds in sums.items()
    ]
    return {
        "Response": {"Result": "Success"},
        "POIReconciliationID": "1000",
        "TransactionTotals": groups,
    }


def _response(booking: Booking) -> dict[str, Any]:
    extra = {
        "pspReference": f"88{booking.trace_no}",
        "cardSummary": booking.last_digits,
    }
    if booking.booked:
        extra["posAuthAmountValue"] = str(booking.amount)
        said = {"Result": "Success"}
    else:
        extra["refusalReason"] = _REASONS[booking.result]
        said = {"Result": "Failure", "ErrorCondition": _CONDITIONS[booking.result]}
    return said | {"AdditionalResponse": urlencode(extra, quote_via=quote)}


def _payment_result(booking: Booking, when: str) -> dict[str, Any]:
    card = {
        "PaymentBrand": booking.brand,
        "MaskedPan": f"672667 **** {booking.last_digits}",
        "EntryMode": ["Tapped"],
    }
    result: dict[str, Any] = {
        "PaymentInstrumentData": {"PaymentInstrumentType": "Card", "CardData": card},
        "OnlineFlag": True,
        "PaymentAcquirerData": {
            "MerchantID": MERCHANT_ID,
            "AcquirerTransactionID": {
                "TransactionID": f"88{booking.trace_no}",
                "TimeStamp": when,
            },
            "ApprovalCode": f"{int(booking.trace_no) * 7919 % 1000000:06d}",
        },
    }
    if booking.booked:
        amounts = {"AuthorizedAmount": amount(booking), "Currency": booking.currency}
        result["AmountsResp"] = amounts
    return result


def _receipt(booking: Booking, kind: str) -> dict[str, Any]:
    title = "MERCHANT COPY" if kind == "CashierReceipt" else "CARDHOLDER COPY"
    when = datetime.fromisoformat(booking.at)
    rows = [
        {"name": "*** SIMULATOR - NO MONEY ***", "key": "header1"},
        {"name": title, "key": "merchantTitle"},
        {"key": "filler"},
        {"name": "Date", "value": when.strftime("%d/%m/%y"), "key": "txdate"},
        {"name": "Time", "value": when.strftime("%H:%M:%S"), "key": "txtime"},
        {"name": "Card", "value": 12 * "*" + booking.last_digits, "key": "pan"},
        {"name": "Card type", "value": booking.brand, "key": "cardType"},
        {"name": "Tender", "value": transaction_id(booking), "key": "txRef"},
        {"name": "TOTAL", "value": f"{booking.currency} {amount(booking)}",
         "key": "totalAmount"},
        {"name": "APPROVED" if booking.booked else "NOT APPROVED", "key": "approved"},
    ]  # fmt: skip
    texts = [
        {"Text": urlencode(row, quote_via=quote), "EndOfLineFlag": True} for row in rows
    ]
    return {
        "DocumentQualifier": kind,
        "RequiredSignatureFlag": False,
        "OutputContent": {"OutputFormat": "Text", "OutputText": texts},
    }


def _utc(booking: Booking) -> str:
    moment = datetime.fromisoformat(booking.at)
    return moment.isoformat(timespec="milliseconds")
