"""Messages of OPI as plain values (as read in tillhub/payment-engine; one source)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from lxml import etree

from ...errors import ProtocolError
from .. import money
from ..masking import mask_card_numbers, mask_pan
from . import xml

SALE, REFUND, REVERSAL = "CardPayment", "PaymentRefund", "PaymentReversal"
ABORT, LOGIN, CLOSE = "AbortRequest", "Login", "ReconciliationWithClosure"
MERCHANT_SLIP, CUSTOMER_SLIP = "Printer", "PrinterReceipt"
CASHIER, CUSTOMER = "CashierDisplay", "CustomerDisplay"
_MOST_LINES = 500
SUCCESS, UNAVAILABLE = "Success", "DeviceUnavailable"


@dataclass(frozen=True)
class Sender:
    """Who the till is: ApplicationSender, POPID and WorkstationID."""

    application: str = "GarageTill"
    pop_id: str = "001"
    workstation: str = "1"


@dataclass(frozen=True)
class Request:
    """A CardServiceRequest or ServiceRequest of the till.

    ``amount`` is in major units with all decimals of its currency; ``stan`` names the
    payment that a reversal takes back; ``timestamp`` is local time, ISO 8601.
    """

    kind: str
    request_id: str
    sender: Sender
    timestamp: str
    amount: Decimal | None = None
    currency: str = ""
    stan: str = ""

    @property
    def root(self) -> str:
        """Name of the document's root."""
        return "ServiceRequest" if self.kind in (LOGIN, CLOSE) else "CardServiceRequest"


@dataclass(frozen=True)
class CardAnswer:
    """A CardServiceResponse; ``pan`` is masked already, ``amount`` in major units.

    ``action`` is the bank's answer code, ``error`` and ``words`` the terminal's own.
    """

    kind: str
    request_id: str
    workstation: str
    result: str
    terminal_id: str = ""
    stan: str = ""
    amount: Decimal | None = None
    currency: str = ""
    authorisation: str = ""
    circuit: str = ""
    pan: str = ""
    merchant: str = ""
    receipt_no: str = ""
    approval: str = ""
    action: str = ""
    time: str = ""
    technology: str = ""
    verification: str = ""
    error: str = ""
    words: str = ""


@dataclass(frozen=True)
class Total:
    """One line of a reconciliation; ``amount`` in major units, never negative."""

    kind: str
    circuit: str
    count: int
    amount: Decimal
    currency: str


@dataclass(frozen=True)
class ServiceAnswer:
    """A ServiceResponse, with the totals of a reconciliation."""

    kind: str
    request_id: str
    result: str
    terminal_id: str = ""
    totals: tuple[Total, ...] = ()
    words: str = ""


@dataclass(frozen=True)
class Output:
    """What shall be shown or printed: lines in order; card numbers are masked."""

    target: str
    lines: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All lines."""
        return "\n".join(self.lines)


@dataclass(frozen=True)
class DeviceRequest:
    """A DeviceRequest of the terminal on channel 1: Output, Input, ..."""

    kind: str
    request_id: str
    workstation: str
    terminal_id: str = ""
    sequence: str = ""
    outputs: tuple[Output, ...] = ()


Answer = CardAnswer | ServiceAnswer


def encode(request: Request) -> bytes:
    """Return a request as a document."""
    sender, attributes = request.sender, {"RequestType": request.kind}
    attributes |= {
        "ApplicationSender": sender.application,
        "POPID": sender.pop_id,
        "RequestID": request.request_id,
        "WorkstationID": sender.workstation,
        "xmlns": xml.NAMESPACE,
    }
    stamp = xml.element("POSTimeStamp", {}, xml.words(request.timestamp))
    inside = [xml.element("POSdata", {}, stamp)]
    if request.stan:
        inside.append(xml.element("OriginalTransaction", {"STAN": request.stan}))
    if request.amount is not None:
        currency = {"Currency": request.currency}
        inside.append(xml.element("TotalAmount", currency, format(request.amount, "f")))
    return xml.document(xml.element(request.root, attributes, *inside))


def request(document: bytes) -> Request:
    """Return a request of the till (for emulators).

    :raises ProtocolError: another message.
    """
    root = xml.read(document)
    if xml.name(root) not in ("CardServiceRequest", "ServiceRequest"):
        raise ProtocolError("This is no request of a till")
    total = xml.child(root, "TotalAmount")
    return Request(
        kind=xml.attribute(root, "RequestType"),
        request_id=xml.attribute(root, "RequestID"),
        sender=Sender(
            xml.attribute(root, "ApplicationSender"),
            xml.attribute(root, "POPID"),
            xml.attribute(root, "WorkstationID"),
        ),
        timestamp=xml.text(xml.child(root, "POSdata", "POSTimeStamp")),
        amount=money.parse(xml.text(total)),
        currency=xml.attribute(total, "Currency"),
        stan=xml.attribute(xml.child(root, "OriginalTransaction"), "STAN"),
    )


def respond(request: DeviceRequest, sender: Sender, results: dict[str, str]) -> bytes:
    """Return the DeviceResponse: request id, type and every target are echoed.

    :param results: OutResult by target; what is not named was done.
    """
    done = [results.get(output.target, SUCCESS) for output in request.outputs]
    overall = SUCCESS if request.outputs and set(done) == {SUCCESS} else UNAVAILABLE
    attributes = {
        "RequestType": request.kind,
        "ApplicationSender": sender.application,
        "POPID": sender.pop_id,
        "RequestID": request.request_id,
        "SequenceID": request.sequence or None,
        "WorkstationID": request.workstation,
        "OverallResult": overall,
        "xmlns": xml.NAMESPACE,
    }
    outputs = [
        xml.element("Output", {"OutDeviceTarget": output.target, "OutResult": result})
        for output, result in zip(request.outputs, done, strict=True)
    ]
    return xml.document(xml.element("DeviceResponse", attributes, *outputs))


def answer(document: bytes) -> Answer:
    """Return the answer on channel 0.

    :raises ProtocolError: another message, or one without request id or result.
    """
    root = xml.read(document)
    readers: dict[str, Callable[[etree._Element], Answer]] = {
        "CardServiceResponse": _card_answer,
        "ServiceResponse": _service_answer,
    }
    found = readers.get(xml.name(root))
    if found is None:
        raise ProtocolError(f"The terminal answered with {xml.name(root)[:40]}")
    if not xml.attribute(root, "RequestID") or not xml.attribute(root, "OverallResult"):
        raise ProtocolError("The terminal's answer has no result")
    return found(root)


def device_request(document: bytes) -> DeviceRequest:
    """Return a request of the terminal on channel 1.

    :raises ProtocolError: another message.
    """
    root = xml.read(document)
    if xml.name(root) != "DeviceRequest":
        raise ProtocolError(f"The terminal sent {xml.name(root)[:40]} on channel 1")
    return DeviceRequest(
        kind=xml.attribute(root, "RequestType"),
        request_id=xml.attribute(root, "RequestID"),
        workstation=xml.attribute(root, "WorkstationID"),
        terminal_id=xml.attribute(root, "TerminalID"),
        sequence=xml.attribute(root, "SequenceID"),
        outputs=tuple(_output(found) for found in xml.children(root, "Output")),
    )


def _output(found: etree._Element) -> Output:
    lines: dict[int, str] = {}
    for position, line in enumerate(xml.children(found, "TextLine")[:_MOST_LINES]):
        row = xml.attribute(line, "Row")
        numbered = re.fullmatch(r"[0-9]{1,4}", row)
        place = int(row) if numbered else position
        lines[place] = (lines.get(place, "") + " " + _line(line)).lstrip(" ")
    words = tuple(lines[place] for place in sorted(lines))
    return Output(xml.attribute(found, "OutDeviceTarget"), words)


def _line(found: etree._Element) -> str:
    """Return the words of a line: its own spaces are the slip's columns."""
    return mask_card_numbers(xml.line(found).strip("\r\n").rstrip())


def _card_answer(root: etree._Element) -> CardAnswer:
    terminal, tender = xml.child(root, "Terminal"), xml.child(root, "Tender")
    total, private = xml.child(tender, "TotalAmount"), xml.child(root, "PrivateData")
    given = xml.child(tender, "Authorisation")
    return CardAnswer(
        kind=xml.attribute(root, "RequestType"),
        request_id=xml.attribute(root, "RequestID"),
        workstation=xml.attribute(root, "WorkstationID"),
        result=xml.attribute(root, "OverallResult"),
        terminal_id=xml.attribute(terminal, "TerminalID"),
        stan=xml.attribute(terminal, "STAN"),
        amount=money.parse(xml.text(total)),
        currency=xml.attribute(total, "Currency"),
        authorisation=xml.attribute(given, "AuthorisationType"),
        circuit=xml.attribute(given, "CardCircuit"),
        pan=mask_pan(xml.attribute(given, "CardPAN")),
        merchant=xml.attribute(given, "Merchant").strip(),
        receipt_no=xml.attribute(given, "ReceiptNumber"),
        approval=xml.attribute(given, "ApprovalCode"),
        action=xml.attribute(given, "ActionCode"),
        time=xml.attribute(given, "TimeStamp"),
        technology=xml.text(xml.child(private, "CardTechnologyType")),
        verification=xml.text(xml.child(private, "CardVerificationMethod"))
        or xml.text(xml.child(private, "CardHolderAuthentication")),
        error=xml.text(xml.child(private, "ErrorCode")),
        words=xml.text(xml.child(private, "ErrorText"))[:200],
    )


def _service_answer(root: etree._Element) -> ServiceAnswer:
    listed = xml.child(root, "Reconciliation")
    found = xml.children(listed, "TotalAmount") if listed is not None else ()
    return ServiceAnswer(
        kind=xml.attribute(root, "RequestType"),
        request_id=xml.attribute(root, "RequestID"),
        result=xml.attribute(root, "OverallResult"),
        terminal_id=xml.attribute(xml.child(root, "Terminal"), "TerminalID"),
        totals=tuple(_total(line) for line in found),
        words=xml.text(xml.child(root, "PrivateData", "ErrorText"))[:200],
    )


def _total(line: etree._Element) -> Total:
    count = xml.attribute(line, "NumberPayments")
    if not count.isascii() or not count.isdecimal() or len(count) > 6:
        raise ProtocolError("The terminal sent a count that is no number")
    return Total(
        kind=xml.attribute(line, "PaymentType"),
        circuit=xml.attribute(line, "CardCircuit"),
        count=int(count),
        amount=money.parse(xml.text(line)) or Decimal(0),
        currency=xml.attribute(line, "Currency"),
    )
