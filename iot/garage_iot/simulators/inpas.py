"""Simulated INPAS SmartSale terminal, on TCP or a pseudo terminal."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping
from typing import Protocol

from ..framing import inpas as framing
from ..framing.inpas import ACK, EOT, NAK, Frame, Signal
from ..protocols import currencies
from ..protocols.inpas import const, fields
from ..transports.tcp import TcpTransport
from . import switches
from .clock import local_now
from .customer import Customer, takes_back, wanted
from .ledger import Booking, Ledger
from .listener import ListeningTerminal
from .pty_line import SerialEnd, SerialTerminal
from .switches import Mode, Switches

_IDLE = 600.0
_PATIENCE = 5.0
_WAIT = framing.encode(fields.encode({const.OPERATION: "21"}))
_SHARED = (
    "approve", "decline", "customer_cancel", "card_timeout", "manual", "busy",
    "cut_before", "cut_after", "duplicate", "wrong_amount", "stale", "garbage",
    "silent", "refuse_abort", "cut_completion",
)  # fmt: skip
MODES = {name: switches.MODES[name] for name in _SHARED} | {
    "waits": "Send a wait frame every 50 ms until the customer is done",
    "any_order": "Send the fields in another order, with unknown ones",
    "past_end": "Send a field that is longer than its message",
    "bad_crc_once": "Send the answer with a wrong check sum, then right",
    "nak_once": "Refuse the first copy of the request",
    "no_bank": "Charge, then report status 34 (no connection)",
    "open_status": "Charge, then report a status that nobody knows",
    "no_amount": "Approve without saying the amount",
    "wrong_currency": "Approve in another currency",
    "full_pan": "Send the card number without masking, and track 2",
    "eot": "Charge, then end without an answer",
}
_STATUS = {"decline": const.DECLINED, "cancel": const.ABORTED}
_PAN = "4276380012341234"


class Line(Protocol):
    """Bytes to and from the till."""

    def send(self, data: bytes) -> None:
        """Send bytes."""

    def receive(self, timeout: float) -> bytes:
        """Return bytes, or nothing after ``timeout`` seconds."""


class Books(Protocol):
    """What a station needs of its terminal."""

    ledger: Ledger
    switches: Switches
    answered: dict[str, dict[int, str]]


class InpasSimulator(ListeningTerminal):
    """The terminal on TCP."""

    answered: dict[str, dict[int, str]]

    def serve(self, transport: TcpTransport) -> None:
        """Take requests until the till leaves."""
        with self.transaction():
            Station(transport, self).run()


class InpasSerialSimulator(SerialTerminal):
    """The terminal on a pseudo terminal."""

    answered: dict[str, dict[int, str]]

    def serve(self, line: SerialEnd) -> None:
        """Take requests until the plug is pulled."""
        while True:
            Station(line, self).run()


class Station:
    """The terminal's side of the line.

    A request whose number (field 26) was answered before gets the same answer again,
    without a second charge.
    """

    def __init__(self, line: Line, books: Books) -> None:
        self._line = line
        self._books = books
        if not hasattr(books, "answered"):
            books.answered = {}
        self._decoder = framing.Decoder()
        self._events: list[framing.Event] = []
        self._naks = 0

    def run(self) -> None:
        """Serve one request after the other; return when a mode cuts the line."""
        while True:
            event = self._next(_IDLE)
            if not isinstance(event, Frame):
                continue
            request = fields.decode(event.payload)
            mode = self._mode_of(request)
            if self._turned_away(mode.name):
                continue
            self._line.send(bytes([ACK]))
            if not self._answer(request, mode):
                return

    def _mode_of(self, request: Mapping[int, str]) -> Mode:
        service = request.get(const.OPERATION) in (const.TEST, const.RECONCILIATION)
        known = request.get(const.ERN, "") in self._books.answered
        return Mode() if service or known else self._books.switches.default()

    def _turned_away(self, mode: str) -> bool:
        """Refuse a copy of the request where the mode says so."""
        if mode not in ("busy", "nak_once"):
            return False
        self._naks += 1
        if mode == "nak_once" and self._naks > 1:
            return False
        if mode == "busy" and self._naks == 3:
            self._books.switches.take()
        self._line.send(bytes([NAK]))
        return True

    def _answer(self, request: dict[int, str], mode: Mode) -> bool:
        operation = request[const.OPERATION]
        if operation == const.TEST:
            return self._give({const.OPERATION: "26", const.STATUS: "1"}, "approve")
        if operation == const.RECONCILIATION:
            return self._give(self._totals(), "approve")
        known = self._books.answered.get(request.get(const.ERN, ""))
        if known is not None:
            return self._give(known, "approve")
        self._books.switches.take()
        return self._trade(request, mode)

    def _trade(self, request: dict[int, str], mode: Mode) -> bool:
        before = next(reversed(self._books.answered.values()), None)
        decision = self._decide(mode)
        if mode.name == "cut_before":
            return False
        answer = dict(request) | {const.TERMINAL_TIME: _now()}
        booked = self._book(request, mode.name) if decision == "approve" else None
        if booked is None:
            answer |= {const.STATUS: _STATUS.get(decision, const.DECLINED)}
            answer |= {const.HOST_CODE: "116"} if decision != "cancel" else {}
        else:
            answer |= _approved(booked)
        self._books.answered[request.get(const.ERN, "")] = answer
        if mode.name == "stale" and before is not None:
            self._give(before, "approve")
        return self._report(answer, mode.name)

    def _decide(self, mode: Mode) -> str:
        """Wait for the customer, sending wait frames meanwhile where wanted."""
        customer = Customer(self._books.switches, mode)
        if mode.name != "waits":
            return customer.decide()
        over = threading.Event()
        found: list[str] = []

        def wait() -> None:
            found.append(customer.decide())
            over.set()

        threading.Thread(target=wait, daemon=True).start()
        while not over.wait(0.05):
            self._line.send(_WAIT)
            self._next(_PATIENCE)
        return found[0]

    def _book(self, request: Mapping[int, str], mode: str) -> Booking | None:
        ledger, operation = self._books.ledger, request[const.OPERATION]
        amount = int(request[const.AMOUNT]) - (mode == "wrong_amount")
        if operation in (const.CANCEL, const.EMERGENCY_CANCEL):
            sale = self._sale_of(request)
            return ledger.append(takes_back(sale), local_now()) if sale else None
        kind = "refund" if operation == const.REFUND else "sale"
        currency = currencies.alphabetic(request[const.CURRENCY])
        return ledger.append(wanted(ledger, kind, amount, currency), local_now())

    def _sale_of(self, request: Mapping[int, str]) -> Booking | None:
        for booking in reversed(self._books.ledger.all()):
            fits = request.get(const.RRN, "") in ("", _rrn(booking))
            if booking.kind == "sale" and fits:
                reversed_ = self._books.ledger.is_reversed(booking)
                return None if reversed_ else booking
        return None

    def _report(self, answer: dict[int, str], mode: str) -> bool:
        if mode == "cut_after":
            return False
        if mode == "silent":
            self._line.receive(_IDLE)
            return False
        if mode == "eot":
            self._line.send(bytes([EOT]))
            return True
        shown = _CHANGES.get(mode, dict)(answer)
        done = self._give(shown, mode)
        if mode == "duplicate":
            self._line.send(framing.encode(fields.encode(shown)))
        return done and mode != "cut_completion"

    def _give(self, answer: Mapping[int, str], mode: str) -> bool:
        """Send an answer until the till has taken it; then end the session."""
        whole = framing.encode(fields.encode(answer))
        first = {
            "bad_crc_once": whole[:-1] + bytes([whole[-1] ^ 1]),
            "garbage": os.urandom(40).replace(b"\x02", b"\x03"),
            "past_end": framing.encode(b"\x00\xff\x001234"),
        }.get(mode, whole)
        copies = (first, first, first, first) if mode == "garbage" else (first, whole)
        for copy in copies:
            self._line.send(copy)
            event = self._next(_PATIENCE)
            if event == Signal(ACK):
                self._line.send(bytes([EOT]))
                return True
        return mode != "garbage"

    def _totals(self) -> dict[int, str]:
        batch = self._books.ledger.batch()
        debit = [b.amount for b in batch if b.kind == "sale"]
        credit = [b.amount for b in batch if b.kind == "refund"]
        void = [b.amount for b in batch if b.kind == "reversal"]
        self._books.ledger.settle()
        return {
            const.OPERATION: const.RECONCILIATION,
            const.STATUS: const.APPROVED,
            const.DEBIT_AMOUNT: str(sum(debit)),
            const.DEBIT_COUNT: str(len(debit)),
            const.CREDIT_AMOUNT: str(sum(credit)),
            const.CREDIT_COUNT: str(len(credit)),
            const.VOID_DEBIT_AMOUNT: str(sum(void)),
            const.VOID_DEBIT_COUNT: str(len(void)),
            const.RECEIPT: "0xDF^^СВЕРКА ИТОГОВ\nИТОГИ СОВПАЛИ~0xDA^^x",
        }

    def _next(self, timeout: float) -> framing.Event | None:
        while not self._events:
            received = self._line.receive(timeout)
            if not received:
                return None
            self._events += self._decoder.feed(received)
        return self._events.pop(0)


def _rrn(booking: Booking) -> str:
    return f"032614{booking.trace_no}"


def _now() -> str:
    return local_now().strftime("%Y%m%d%H%M%S")


def _approved(booked: Booking) -> dict[int, str]:
    amount = f"{booked.amount // 100}.{booked.amount % 100:02d}"
    slip = f"ОПЛАТА\nСУММА: {amount}\nRRN: {_rrn(booked)}"
    return {
        const.STATUS: const.APPROVED,
        const.AMOUNT: str(booked.amount),
        const.PAN: f"427638******{booked.last_digits}",
        const.AUTH_CODE: "123456",
        const.RRN: _rrn(booked),
        const.HOST_CODE: "000",
        const.TEXT: "ОДОБРЕНО",
        const.RECEIPT: f"0xDF^^{slip}~0xDA^^00",
    }


def _any_order(answer: Mapping[int, str]) -> dict[int, str]:
    return {200: "новое"} | dict(reversed(list(answer.items()))) | {99: ""}


def _without_amount(answer: Mapping[int, str]) -> dict[int, str]:
    return {number: text for number, text in answer.items() if number != const.AMOUNT}


def _full_pan(answer: Mapping[int, str]) -> dict[int, str]:
    track = f"{_PAN}=28121010000012345678"
    return dict(answer) | {const.PAN: _PAN, 12: track, const.TEXT: f"CARD {_PAN}"}


_CHANGES: Mapping[str, Callable[[Mapping[int, str]], dict[int, str]]] = {
    "any_order": _any_order,
    "no_bank": lambda answer: dict(answer) | {const.STATUS: const.NO_CONNECTION},
    "open_status": lambda answer: dict(answer) | {const.STATUS: "17"},
    "no_amount": _without_amount,
    "wrong_currency": lambda answer: dict(answer) | {const.CURRENCY: "840"},
    "full_pan": _full_pan,
}
