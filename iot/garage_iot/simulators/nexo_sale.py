"""A sale, refund or reversal at the simulated nexo terminal, with its faults."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..errors import ProtocolError
from ..framing.nexo import REQUEST, Header, Message
from ..protocols import money
from ..protocols.nexo import fields
from ..transports.base import Transport
from . import http_server, nexo_answers
from .clock import local_now
from .customer import Customer, code_of, takes_back, wanted
from .ledger import Booking
from .switches import Mode

if TYPE_CHECKING:
    from .nexo import NexoSimulator

_REFUSALS = {
    "busy": ("Busy", ""),
    "open_batch": ("NotAllowed", "A reconciliation is due"),
    "logged_out": ("LoggedOut", ""),
}
_SILENCE = 600.0


class NexoSale:
    """Carries out one request that moves money."""

    def __init__(
        self, terminal: NexoSimulator, transport: Transport, asked: Message
    ) -> None:
        self._terminal = terminal
        self._transport = transport
        self._asked = asked
        self._mode = Mode()
        self._before: Booking | None = None

    def run(self) -> None:
        """Run the transaction; a broken line does not stop it, as on a real one.

        :raises ConnectionLost: the till is gone (after the books are written).
        """
        with self._terminal.transaction() as free:
            if not free:
                self._refuse("Busy")
                return
            self._mode = self._terminal.switches.take()
            answer = self._carry_out()
        # the terminal is free again before the till can know how it ended
        answer()

    def _carry_out(self) -> Callable[[], None]:
        """Return what to do once the terminal is free: how to answer."""
        asked, mode = self._asked, self._mode.name
        if mode in _REFUSALS:
            return lambda: self._refuse(*_REFUSALS[mode])
        if self._terminal.ledger.by_request(asked.header.service_id) is not None:
            event = nexo_answers.event(asked, "Reject", "Duplicate ServiceID")
            return lambda: self._send(event)
        try:
            order = self._read()
        except (ProtocolError, TypeError):
            return lambda: self._refuse("MessageFormat")
        if order is None:
            return lambda: self._refuse("NotFound")
        booked = self._decide(order)
        if booked is None:
            return self._transport.close
        return lambda: self._answer(booked)

    def _read(self) -> Booking | None:
        """Return what is wanted; None: a payment that cannot be taken back.

        :raises ProtocolError: the request is damaged.
        """
        terminal, body = self._terminal, self._asked.body
        request = self._asked.header.service_id
        name = fields.text(body, "SaleData", "SaleTransactionID", "TransactionID")
        if self._asked.name == "ReversalRequest":
            back = self._back()
            return back and replace(back, request=request, reference=name)
        amounts = fields.part(body, "PaymentTransaction", "AmountsReq")
        currency = fields.text(amounts, "Currency")
        amount = money.parse(amounts.get("RequestedAmount"))
        if amount is None:
            raise ProtocolError("No amount")
        refund = fields.text(body, "PaymentData", "PaymentType") == "Refund"
        kind = "refund" if refund else "sale"
        minor = money.to_minor(amount, currency)
        order = wanted(terminal.ledger, kind, minor, currency)
        return replace(order, request=request, reference=name)

    def _back(self) -> Booking | None:
        """Return what goes back by reference, None: nothing, or more than is left."""
        original = self._original()
        part = money.parse(self._asked.body.get("ReversedAmount"))
        if original is None or part is None:
            return original and takes_back(original)
        left = original.amount - self._terminal.ledger.paid_back(original)
        minor = money.to_minor(part, original.currency)
        whole = replace(takes_back(original), kind="refund")
        return replace(whole, amount=minor) if 0 < minor <= left else None

    def _original(self) -> Booking | None:
        named = fields.part(
            self._asked.body, "OriginalPOITransaction", "POITransactionID"
        )
        ledger = self._terminal.ledger
        for booking in ledger.all():
            same = nexo_answers.transaction_id(booking) == fields.text(
                named, "TransactionID"
            )
            if same and booking.booked and booking.kind == "sale":
                return booking if ledger.paid_back(booking) < booking.amount else None
        return None

    def _decide(self, order: Booking) -> Booking | None:
        """Let the customer decide and write it down; None: the line broke before."""
        terminal, service_id = self._terminal, self._asked.header.service_id
        customer = Customer(terminal.switches, self._mode)
        terminal.running[service_id] = customer
        try:
            terminal.show(self._asked, "TENDER_CREATED")
            by_reference = bool(order.original_trace_no)
            decision = "approve" if by_reference else customer.decide()
            if self._mode.name == "cut_before":
                return None
            if decision == "approve":
                terminal.show(self._asked, "PIN_ENTERED")
            self._before = terminal.ledger.last()
            order = replace(self._falsified(order), result=self._code(decision))
            return terminal.ledger.append(order, local_now())
        finally:
            terminal.running.pop(service_id, None)

    def _code(self, decision: str) -> int:
        host_down = decision == "approve" and self._mode.name == "host_down"
        return code_of("decline" if host_down else decision)

    def _falsified(self, order: Booking) -> Booking:
        if self._mode.name in ("wrong_amount", "partial"):
            return replace(order, amount=order.amount - 1)
        if self._mode.name == "other_currency":
            return replace(order, currency="USD")
        if self._mode.name == "other_order":
            return replace(order, reference="Order of another till")
        return order

    def _answer(self, booked: Booking) -> None:
        """Send the answer, or what the mode wants in its place."""
        faults: dict[str, Callable[[Booking], None]] = {
            "cut_after": lambda _: self._transport.close(),
            "in_progress": self._busy_for_a_while,
            "silent": lambda _: self._keep_quiet(),
            "garbage": lambda _: self._raw(b"\x04\x0f\x00{"),
            "wrong_hmac": self._damaged,
            "truncated": self._truncated,
            "oversized": lambda _: self._raw(b" " * 1_000_001),
            "http_error": lambda _: self._raw(b"", "500 Internal Server Error"),
            "one_byte": self._byte_by_byte,
            "stale": self._stale,
            "event": self._event,
            "duplicate": self._twice,
            "print": self._prints,
        }
        faults.get(self._mode.name, self._usual)(booked)

    def _usual(self, booked: Booking) -> None:
        self._send(self._message(booked))

    def _message(self, booked: Booking) -> Message:
        mode, body = self._mode.name, nexo_answers.paid(booked)
        if mode in ("host_down", "host_late"):
            body = nexo_answers.failure("UnreachableHost", "No connection to the bank")
        if mode == "partial":
            body["Response"]["Result"] = "Partial"
        if mode == "new_words":
            body["Response"]["Mood"] = ["splendid", {"level": 11}]
            body["FutureData"] = {"Result": "Failure"}
        changes = {
            "other_service_id": {"service_id": "9999999999"},
            "other_terminal": {"poi_id": "OTHER-1"},
            "wrong_category": {"category": "Telepathy"},
        }
        return nexo_answers.respond(self._asked, body, **changes.get(mode, {}))

    def _busy_for_a_while(self, booked: Booking) -> None:
        self._terminal.still_running = 3
        self._transport.close()

    def _keep_quiet(self) -> None:
        while True:
            self._transport.receive(_SILENCE)

    def _damaged(self, booked: Booking) -> None:
        data = self._encoded(self._message(booked))
        sealed = b'"Hmac":"' in data
        old, new = (b'"Hmac":"', b'"Hmac":"AAAA') if sealed else (b"}", b"]")
        self._raw(data.replace(old, new))

    def _truncated(self, booked: Booking) -> None:
        data = self._encoded(self._message(booked))
        half = http_server.response(data[: len(data) // 2], length=len(data))
        self._transport.send(half)

    def _byte_by_byte(self, booked: Booking) -> None:
        data = http_server.response(self._encoded(self._message(booked)))
        for start in range(len(data)):
            self._transport.send(data[start : start + 1])

    def _stale(self, booked: Booking) -> None:
        before = self._before or replace(booked, request="9999999999")
        body = nexo_answers.paid(before)
        changes = {"service_id": before.request}
        self._send(nexo_answers.respond(self._asked, body, **changes))

    def _event(self, booked: Booking) -> None:
        self._send(nexo_answers.event(self._asked, "Reject", "No answer from the POI"))

    def _twice(self, booked: Booking) -> None:
        self._terminal.tell(self._message(booked))
        self._send(self._message(booked))

    def _prints(self, booked: Booking) -> None:
        body = nexo_answers.paid(booked)
        for receipt in body.pop("PaymentReceipt"):
            header = replace(
                self._asked.header, message_class="Device", category="Print"
            )
            self._terminal.tell(_print(header, receipt))
        self._send(nexo_answers.respond(self._asked, body))

    def _refuse(self, condition: str, message: str = "") -> None:
        body = nexo_answers.failure(condition, message)
        self._send(nexo_answers.respond(self._asked, body))

    def _send(self, message: Message) -> None:
        self._raw(self._encoded(message))

    def _encoded(self, message: Message) -> bytes:
        return self._terminal.codec.encode(message)

    def _raw(self, data: bytes, status: str = "200 OK") -> None:
        self._transport.send(http_server.response(data, status))


def _print(header: Header, receipt: dict[str, Any]) -> Message:
    output = {"ResponseMode": "PrintEnd"} | receipt
    return Message(REQUEST, header, "PrintRequest", {"PrintOutput": output})
