"""Simulated UCS EFTPOS terminal with every fault of the protocol."""

from __future__ import annotations

import time
from collections.abc import Callable

from ..devices.linked_line import LinkedLine
from ..errors import BoxError, ConnectionLost
from ..framing import ucs_serial
from ..framing.ucs import Decoder, Message, encode
from ..protocols.enquiry_link import Timing
from ..protocols.ucs import const
from ..transports.base import Transport
from ..transports.tcp import TcpTransport
from . import switches, ucs_answers
from .clock import local_now
from .customer import Customer
from .ledger import Booking
from .listener import ListeningTerminal
from .pty_line import SerialEnd, SerialTerminal
from .switches import Mode

_IDLE = 600.0
_KINDS = {const.SALE: "sale", const.REFUND: "refund", const.REVERSAL: "reversal"}
_SHARED = (
    "approve", "decline", "customer_cancel", "card_timeout", "manual", "busy",
    "open_batch", "cut_before", "cut_after", "cut_completion", "duplicate",
    "wrong_amount", "stale", "garbage", "silent",
)  # fmt: skip
MODES = {name: switches.MODES[name] for name in _SHARED} | {
    "login_first": "Forget the working session: the till must log in again",
    "login_always": "Want a login again and again",
    "hold": "Ask for more time eighteen times before the answer",
    "slip_first": "Send the slip before the result",
    "no_last_line": "Do not mark the last line of the slip",
    "bytewise": "Send the answer one byte at a time",
    "wrong_length": "Send a wrong length in the result",
    "wrong_currency": "Approve in another currency",
    "other_terminal": "Answer with another terminal's number",
    "other_operation": "Answer with the result of a reversal",
    "error_after": "Send an error after the approval",
    "full_pan": "Send the card number without masking",
}
_ERRORS = {
    "busy": ("99", "Терминал занят"),
    "open_batch": (const.DAY_END_DUE, "Необходима сверка итогов"),
    "card_timeout": ("21", "Карта не предъявлена"),
}
_CODES = {"decline": "05", "cancel": const.CUSTOMER_CANCELLED}


class UcsState:
    """What a UCS terminal is set to; ``hold_every``: seconds between two holds."""

    currency_number = "643"
    hold_every = 0.05
    logged_in = False


class UcsSimulator(UcsState, ListeningTerminal):
    """A UCS terminal over TCP."""

    def serve(self, transport: TcpTransport) -> None:
        """Take requests until the till leaves."""
        UcsDesk(self, transport).run()

    def pull_plug(self) -> None:
        """Cut the power: the working session is forgotten, the books stay."""
        self.logged_in = False
        super().pull_plug()


class UcsSerialSimulator(UcsState, SerialTerminal):
    """A UCS terminal on a pseudo terminal: a cut line is silence."""

    timing = Timing(answer=0.5, pause=0.05)

    def serve(self, line: SerialEnd) -> None:
        """Take requests until the plug is pulled."""
        while True:
            linked = LinkedLine(
                line, ucs_serial.encode, ucs_serial.Decoder(), self.timing
            )
            try:
                UcsDesk(self, linked).run()
            except BoxError:
                if not self.switches.plugged:
                    raise


class UcsDesk:
    """One connection of the till."""

    def __init__(
        self, terminal: UcsSimulator | UcsSerialSimulator, transport: Transport
    ) -> None:
        self._terminal = terminal
        self._transport = transport
        self._decoder = Decoder()
        self._handlers: dict[str, Callable[[Message], None]] = {
            const.LOGIN: self._login,
            const.FINALISE_DAY: self._finalise,
            const.REPORT: self._report,
        }

    def run(self) -> None:
        """Answer requests one by one.

        :raises ConnectionLost: the till left, or the script cut the line.
        """
        while True:
            for request in self._decoder.feed(self._transport.receive(_IDLE)):
                self._answer(request)

    def _answer(self, request: Message) -> None:
        mode = self._terminal.switches.default().name
        if request.kind != const.LOGIN and self._wants_login(mode):
            self._send(request, const.LOGIN_FIRST)
        elif request.kind in self._handlers:
            self._handlers[request.kind](request)
        elif request.kind in _KINDS:
            self._trade(request)
        else:
            self._send(request, const.ERROR, b"01")

    def _wants_login(self, mode: str) -> bool:
        if mode == "login_first":
            delay = self._terminal.switches.take().delay
            self._terminal.switches.set_next(Mode("approve", delay))
            self._terminal.logged_in = False
        return mode == "login_always" or not self._terminal.logged_in

    def _login(self, request: Message) -> None:
        self._terminal.logged_in = True
        due = self._terminal.switches.default().name == "open_batch"
        self._send(request, const.LOGGED_IN, b"01" if due else b"00")

    def _finalise(self, request: Message) -> None:
        slip = ucs_answers.report(self._terminal.ledger.batch(), "СВЕРКА ИТОГОВ")
        self._send(request, const.ACCEPTED)
        self._terminal.ledger.settle()
        self._send(request, const.DAY_FINALISED)
        self._send_slip(request, slip)

    def _report(self, request: Message) -> None:
        batch = self._terminal.ledger.batch()
        self._send(request, const.ACCEPTED)
        self._send_slip(request, ucs_answers.report(batch, "X-ОТЧЕТ"))

    def _trade(self, request: Message) -> None:
        terminal = self._terminal
        with terminal.transaction() as free:
            mode = terminal.switches.take() if free else Mode("busy")
            if mode.name in ("busy", "open_batch"):
                self._send_error(request, mode.name)
                return
            wanted = self._wanted(request, mode)
            if wanted is None:
                self._send(request, const.NO_SUCH_TRANSACTION)
                return
            self._send(request, const.ACCEPTED)
            decision = Customer(terminal.switches, mode).decide()
            self._steps(request, mode.name)
            if mode.name == "card_timeout":
                self._send_error(request, mode.name)
                return
            before = terminal.ledger.last()
            code = _CODES.get(decision, const.APPROVED)
            booked = self._booked(wanted, code)
        self._tell(request, booked, code, mode.name, before)

    def _wanted(self, request: Message, mode: Mode) -> Booking | None:
        """Return what is asked for; None: no such transaction."""
        kind, ledger = _KINDS[request.kind], self._terminal.ledger
        digits = request.data[12:24] if kind == "reversal" else request.data[:12]
        amount = int(digits) - (mode.name == "wrong_amount")
        trace = ""
        if kind == "reversal":
            trace = request.data[6:12].decode("ascii")
            sale = next((b for b in ledger.all() if b.trace_no == trace), None)
            fits = sale is not None and sale.booked and sale.amount == amount
            if sale is None or not fits or ledger.is_reversed(sale):
                return None
        return Booking(
            kind, amount, self._terminal.currency, 0, original_trace_no=trace,
            brand="VISA", card_type=2,
        )  # fmt: skip

    def _booked(self, wanted: Booking, code: str) -> Booking:
        refused = 0 if code == const.APPROVED else int(code, 16)
        booking = Booking(**{**wanted.__dict__, "result": refused})
        return self._terminal.ledger.append(booking, local_now())

    def _steps(self, request: Message, mode: str) -> None:
        if mode == "cut_before":
            raise ConnectionLost("cut", "The line was cut by the script")
        self._send(request, const.PIN_WANTED)
        self._send(request, const.ONLINE_WANTED)
        self._send(request, const.CONSOLE, "Связь с банком".encode(const.ENCODING))
        for _ in range(18 if mode == "hold" else 0):
            self._send(request, const.HOLD)
            time.sleep(self._terminal.hold_every)

    def _tell(
        self,
        request: Message,
        booked: Booking,
        code: str,
        mode: str,
        before: Booking | None,
    ) -> None:
        """Send result and slip as the mode wants them."""
        if mode == "cut_after":
            raise ConnectionLost("cut", "The line was cut by the script")
        if mode == "silent":
            self._transport.receive(_IDLE)
            return
        if mode == "garbage":
            self._transport.send(b"\x00\xffno message")
            return
        number = self._terminal.currency_number
        slip = ucs_answers.slip(booked)
        if mode == "slip_first":
            self._send_slip(request, slip)
        if mode == "stale" and before is not None:
            stale = ucs_answers.result(before, const.APPROVED, number)
            self._send(request, const.AUTHORISATION, stale)
        result = ucs_answers.faulty(ucs_answers.result(booked, code, number), mode)
        for _ in range(2 if mode == "duplicate" else 1):
            self._send_result(request, result, mode)
        if mode == "cut_completion":
            raise ConnectionLost("cut", "The line was cut by the script")
        if mode == "error_after":
            self._send(request, const.ERROR, b"33printer")
        if mode != "slip_first":
            self._send_slip(request, slip, marked=mode != "no_last_line")

    def _send_result(self, request: Message, data: bytes, mode: str) -> None:
        terminal = "0009999999" if mode == "other_terminal" else request.terminal
        whole = encode(Message(const.AUTHORISATION, terminal, data))
        if mode == "wrong_length":
            whole = whole[:12] + b"10" + whole[14:]
        if mode != "bytewise":
            self._transport.send(whole)
            return
        for byte in whole:
            self._transport.send(bytes([byte]))

    def _send_error(self, request: Message, mode: str) -> None:
        code, text = _ERRORS[mode]
        self._send(request, const.ERROR, f"{code}{text}".encode(const.ENCODING))

    def _send_slip(self, request: Message, slip: str, marked: bool = True) -> None:
        lines = slip.split("\n")
        for number, line in enumerate(lines, 1):
            last = marked and number == len(lines)
            data = (b"1" if last else b"0") + line.encode(const.ENCODING)
            self._send(request, const.SLIP_LINE, data)

    def _send(self, request: Message, kind: str, data: bytes = b"") -> None:
        self._transport.send(encode(Message(kind, request.terminal, data)))
