"""Messages that the simulated OPI terminal sends: built from its ledger."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from ..protocols import money
from ..protocols.opi import messages, xml
from ..protocols.opi.messages import Request
from .customer import CANCELLED, DECLINED
from .ledger import Booking

TERMINAL_ID = "68276185"
MERCHANT = "VU-123456789017"
_RESULTS = {0: "Success", DECLINED: "Failure", CANCELLED: "Aborted"}
_ACTIONS = {0: "0", DECLINED: "05", CANCELLED: None}
_WORDS = {
    0: "Zahlung erfolgt",
    DECLINED: "Karte nicht zugelassen für diese Zahlung",
    CANCELLED: "Abbruch durch Kunden",
}
_TITLES = {"sale": "Zahlung", "refund": "Gutschrift", "reversal": "Storno"}


def amount(booking: Booking) -> Decimal:
    """Return the amount of a booking in major units."""
    return money.to_major(booking.amount, booking.currency)


def refuse(asked: Request, result: str) -> bytes:
    """Return an answer without a transaction."""
    root = asked.root.removesuffix("Request") + "Response"
    return xml.document(xml.element(root, _head(asked, result)))


def paid(asked: Request, booking: Booking) -> bytes:
    """Return the CardServiceResponse about a booking.

    The card number stands in it in full, as one published answer has it.
    """
    total = xml.element(
        "TotalAmount", {"Currency": booking.currency}, format(amount(booking), "f")
    )
    given = {
        "AuthorisationType": "Online",
        "CardCircuit": booking.brand,
        "CardPAN": f"680533001008678{booking.last_digits}",
        "Merchant": MERCHANT,
        "ReceiptNumber": booking.receipt_no,
        "ActionCode": _ACTIONS[booking.result],
        "ApprovalCode": f"{int(booking.trace_no) * 7919 % 1000000:08d}",
        "TimeStamp": booking.at,
        "AcquirerID": "undefined",
    }
    private = [
        xml.element("CardTechnologyType", {}, "NFC"),
        xml.element("CardVerificationMethod", {}, "NoCVM"),
        xml.element("ErrorText", {}, xml.words(_WORDS[booking.result])),
    ]
    inside = [
        xml.element("Terminal", {"TerminalID": TERMINAL_ID, "STAN": booking.trace_no}),
        xml.element("Tender", {}, total, xml.element("Authorisation", given)),
        xml.element("PrivateData", {}, *private),
    ]
    head = _head(asked, _RESULTS[booking.result])
    return xml.document(xml.element("CardServiceResponse", head, *inside))


def closed(asked: Request, bookings: list[Booking]) -> bytes:
    """Return the totals of a reconciliation, by card and kind."""
    sums: dict[tuple[str, str, str], tuple[int, int]] = {}
    for booking in bookings:
        kind = "Debit" if booking.kind == "sale" else "Credit"
        key = (booking.brand, kind, booking.currency)
        count, total = sums.get(key, (0, 0))
        sums[key] = (count + 1, total + booking.amount)
    lines = [
        xml.element(
            "TotalAmount",
            {
                "NumberPayments": str(count),
                "PaymentType": kind,
                "Currency": currency,
                "CardCircuit": brand,
            },
            format(money.to_major(total, currency), "f"),
        )
        for (brand, kind, currency), (count, total) in sums.items()
    ]
    inside = [
        xml.element("Terminal", {"TerminalID": TERMINAL_ID}),
        xml.element("Reconciliation", {}, *lines),
    ]
    head = _head(asked, "Success")
    return xml.document(xml.element("ServiceResponse", head, *inside))


def device(asked: Request, target: str, lines: list[str], number: int) -> bytes:
    """Return a DeviceRequest that shows or prints lines."""
    head = {
        "RequestType": "Output",
        "RequestID": asked.request_id,
        "WorkstationID": asked.sender.workstation,
        "SequenceID": str(number),
        "TerminalID": TERMINAL_ID,
        "ApplicationSender": "Simulator",
    }
    rows = [
        xml.element("TextLine", {"Column": "0", "Row": str(row)}, xml.words(line))
        for row, line in enumerate(lines)
    ]
    output = xml.element("Output", {"OutDeviceTarget": target}, *rows)
    return xml.document(xml.element("DeviceRequest", head, output))


def slip(booking: Booking, target: str) -> list[str]:
    """Return the lines of a slip; marked as a simulation."""
    customer = target == messages.CUSTOMER_SLIP
    written = format(amount(booking), "f").replace(".", ",")
    return [
        "*** SIMULATOR - KEIN GELD ***",
        "** KUNDENBELEG **" if customer else "** HÄNDLERBELEG **",
        f"Terminal-ID {TERMINAL_ID}",
        f"TA-Nr {booking.trace_no} Beleg-Nr {booking.receipt_no}",
        f"{_TITLES[booking.kind]} {booking.brand}",
        f"Karte ************{booking.last_digits}",
        f"Betrag {booking.currency} {written}",
        datetime.fromisoformat(booking.at).strftime("%d.%m.%Y %H:%M:%S"),
        _WORDS[booking.result],
    ]


def _head(asked: Request, result: str) -> dict[str, str | None]:
    return {
        "RequestType": asked.kind,
        "WorkstationID": asked.sender.workstation,
        "RequestID": asked.request_id,
        "OverallResult": result,
        "xmlns": xml.NAMESPACE,
    }
