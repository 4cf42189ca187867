"""A sale, refund or reversal at the simulated OPI terminal, with its faults."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from ..errors import ProtocolError
from ..framing import opi as framing
from ..protocols import money
from ..protocols.opi import messages
from ..protocols.opi.messages import Request
from ..transports.base import Transport
from . import opi_answers
from .clock import local_now
from .customer import CANCELLED, Customer, code_of, takes_back, wanted
from .ledger import Booking
from .switches import Mode

if TYPE_CHECKING:
    from .opi import OpiSimulator

_REFUSALS = {"busy": "Busy", "open_batch": "ValidationError"}
_SLIPS = (messages.MERCHANT_SLIP, messages.CUSTOMER_SLIP)
_WITHOUT_SLIPS = frozenset({"cut_after", "cut_then_slip", "silent"})
_PAUSE = 0.2
_ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "Success"><!ENTITY c "&b;&b;">]>'
    '<CardServiceResponse OverallResult="Success" RequestID="{id}"'
    ' RequestType="CardPayment">&c;</CardServiceResponse>'
)


class OpiSale:
    """Carries out one request that moves money."""

    def __init__(
        self, terminal: OpiSimulator, transport: Transport, asked: Request
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
                self._send(opi_answers.refuse(self._asked, "Busy"))
                return
            self._mode = self._terminal.switches.take()
            answer = self._carry_out()
        # the terminal is free again before the till can know how it ended
        answer()

    def _carry_out(self) -> Callable[[], None]:
        """Return what to do once the terminal is free: how to answer."""
        refusal = _REFUSALS.get(self._mode.name)
        try:
            order = self._read()
        except ProtocolError:
            refusal, order = "FormatError", None
        if order is None:
            refusal = refusal or "ValidationError"
        elif not refusal and not self._show("Karte einstecken"):
            refusal = messages.UNAVAILABLE
        if order is None or refusal:
            document = opi_answers.refuse(self._asked, refusal or "")
            return lambda: self._send(document)
        booked = self._decide(order)
        if booked is None:
            return self._transport.close
        return lambda: self._answer(booked)

    def _read(self) -> Booking | None:
        """Return what is wanted; None: a payment that cannot be taken back.

        :raises ProtocolError: the request has no amount.
        """
        asked, ledger = self._asked, self._terminal.ledger
        if asked.kind == messages.REVERSAL:
            for sale in ledger.all():
                known = sale.booked and sale.kind == "sale"
                if known and sale.trace_no == asked.stan:
                    taken_back = ledger.is_reversed(sale)
                    return None if taken_back else self._named(takes_back(sale))
            return None
        if asked.amount is None:
            raise ProtocolError("No amount")
        kind = "refund" if asked.kind == messages.REFUND else "sale"
        minor = money.to_minor(asked.amount, asked.currency)
        return self._named(wanted(ledger, kind, minor, asked.currency))

    def _named(self, order: Booking) -> Booking:
        return replace(order, request=self._asked.request_id)

    def _decide(self, order: Booking) -> Booking | None:
        """Let the customer decide and write it down; None: the line broke before."""
        terminal, number = self._terminal, self._asked.request_id
        customer = Customer(terminal.switches, self._mode)
        terminal.running[number] = customer
        try:
            decision = "approve" if order.kind == "reversal" else customer.decide()
            if self._mode.name == "cut_before":
                return None
            if decision == "approve":
                self._show("Vorgang wird", "bearbeitet")
            self._before = terminal.ledger.last()
            code = CANCELLED if self._mode.name == "timed_out" else code_of(decision)
            order = replace(self._falsified(order), result=code)
            booked = terminal.ledger.append(order, local_now())
        finally:
            terminal.running.pop(number, None)
        if self._mode.name not in _WITHOUT_SLIPS and code != CANCELLED:
            self._print(booked)
        return booked

    def _falsified(self, order: Booking) -> Booking:
        if self._mode.name == "wrong_amount":
            return replace(order, amount=order.amount - 1)
        return order

    def _print(self, booked: Booking) -> None:
        for target in _SLIPS:
            if self._mode.name == "interleaved":
                other = replace(self._asked, request_id="00000000")
                self._terminal.output(other, target, ["Beleg eines anderen", "9,99"])
            lines = opi_answers.slip(booked, target)
            self._terminal.output(self._asked, target, lines)

    def _answer(self, booked: Booking) -> None:
        """Send the answer, or what the mode wants in its place."""
        faults: dict[str, Callable[[Booking], None]] = {
            "cut_after": lambda _: self._transport.close(),
            "slip_then_cut": lambda _: self._transport.close(),
            "cut_then_slip": self._print_later,
            "silent": lambda _: self._keep_quiet(),
            "garbage": lambda _: self._send(b"\x04\x0f\x00<"),
            "entities": self._with_entities,
            "short_length": lambda b: self._lie(b, -20),
            "long_length": lambda b: self._lie(b, 20),
            "split": self._in_two,
            "byte_order_mark": lambda b: self._send(b"\xef\xbb\xbf" + self._paid(b)),
            "latin1": self._in_latin1,
            "stale": self._stale,
            "duplicate": self._twice,
            "late_slip": self._and_late_slip,
            "timed_out": lambda _: self._say("TimedOut"),
            "unclear": lambda _: self._say("Perhaps"),
        }
        faults.get(self._mode.name, self._usual)(booked)

    def _usual(self, booked: Booking) -> None:
        self._send(self._paid(booked))

    def _paid(self, booked: Booking) -> bytes:
        return opi_answers.paid(self._asked, booked)

    def _say(self, result: str) -> None:
        self._send(opi_answers.refuse(self._asked, result))

    def _keep_quiet(self) -> None:
        while True:
            self._transport.receive(600)

    def _print_later(self, booked: Booking) -> None:
        self._transport.close()
        time.sleep(_PAUSE)
        self._print(booked)

    def _and_late_slip(self, booked: Booking) -> None:
        self._send(self._paid(booked))
        time.sleep(_PAUSE)
        self._print(booked)

    def _with_entities(self, booked: Booking) -> None:
        self._send(_ENTITIES.replace("{id}", self._asked.request_id).encode())

    def _lie(self, booked: Booking, difference: int) -> None:
        document = self._paid(booked)
        size = len(document) + difference
        self._transport.send(size.to_bytes(4, "big") + document)
        self._transport.close()

    def _in_two(self, booked: Booking) -> None:
        data = framing.encode(self._paid(booked))
        self._transport.send(data[: len(data) // 2])
        time.sleep(_PAUSE)
        self._transport.send(data[len(data) // 2 :])

    def _in_latin1(self, booked: Booking) -> None:
        text = self._paid(booked).decode("utf-8").replace("UTF-8", "ISO-8859-1")
        self._send(text.replace("erfolgt", "erfolgt (ä)").encode("latin-1"))

    def _stale(self, booked: Booking) -> None:
        before = self._before or booked
        old = replace(self._asked, request_id=before.request or "00000000")
        if old.request_id == self._asked.request_id:
            old = replace(old, request_id="00000000")
        self._send(opi_answers.paid(old, before))
        self._send(self._paid(booked))

    def _twice(self, booked: Booking) -> None:
        once = framing.encode(self._paid(booked))
        self._transport.send(once + once)

    def _show(self, *lines: str) -> bool:
        return self._terminal.output(self._asked, messages.CASHIER, list(lines))

    def _send(self, document: bytes) -> None:
        self._transport.send(framing.encode(document))
