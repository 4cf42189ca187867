"""A sale, reversal or refund at the simulated terminal, with its faults."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from ..errors import ConnectionLost, ProtocolError
from ..framing.zvt import Apdu
from ..protocols.zvt import bcd, bitmaps, commands, const, results
from . import zvt_answers
from .clock import local_now
from .ledger import Booking
from .switches import Mode

if TYPE_CHECKING:
    from .terminal_session import TerminalSession

_CARDS = (
    ("girocard", "1234"),
    ("Mastercard", "4444"),
    ("Visa", "1111"),
)
_REFUSALS = {"busy": results.PLEASE_WAIT}
_KINDS = {
    const.AUTHORISATION: "sale",
    const.REVERSAL: "reversal",
    const.REFUND: "refund",
}


class Cut(ConnectionLost):
    """The script says: break the line now."""

    def __init__(self) -> None:
        super().__init__("cut", "The line was cut by the script")


class Sale:
    """Carries out one money command of the till."""

    def __init__(self, session: TerminalSession, command: Apdu) -> None:
        self._session = session
        self._terminal = session.terminal
        self._command = command
        self._kind = _KINDS[command.control]
        self._mode = Mode()
        self._linked = True
        self._aborted = False

    def run(self) -> None:
        """Run the transaction; a broken line does not stop it, as on a real one.

        :raises ConnectionLost: the line is gone (after the books are written).
        """
        with self._terminal.transaction() as free:
            if not free:
                self._session.refuse(results.PLEASE_WAIT)
                return
            self._mode = self._terminal.switches.take()
            try:
                wanted = self._read()
            except (ProtocolError, LookupError, ValueError):
                self._session.refuse(0x83)
                return
            self._run(wanted)
        if not self._linked:
            raise ConnectionLost("line_closed", "The till is gone")

    def _run(self, wanted: Booking) -> None:
        if self._mode.name in _REFUSALS:
            self._session.refuse(_REFUSALS[self._mode.name])
            return
        self._session.send(commands.positive())
        if self._mode.name == "open_batch":
            self._session.deliver(Apdu(const.ABORTED, b"\xf0"))
            return
        problem = self._reversal_problem(wanted)
        if problem is not None:
            self._session.deliver(Apdu(const.ABORTED, bytes([problem])))
            return
        try:
            self._try_deliver(zvt_answers.intermediate(0x0A, minutes=1))
            decision = self._decide()
            if self._mode.name == "cut_before":
                raise Cut
            self._finish(wanted, decision)
        except Cut:
            self._session.transport.close()
            self._linked = False
        finally:
            self._terminal.switches.screen = "Ready"

    def _read(self) -> Booking:
        """Return what is asked for; the original sale gives a reversal its amount."""
        start = 0 if self._kind == "sale" else 3
        fields = bitmaps.parse(self._command.data[start:])
        number = len(self._terminal.ledger.all())
        brand, digits = _CARDS[number % len(_CARDS)]
        if self._kind == "reversal":
            original = self._terminal.ledger.by_receipt(bcd.digits(fields[0x87]))
            if original is None:
                return Booking("reversal", 0, self._terminal.currency, 0xB5)
            return Booking(
                "reversal", original.amount, original.currency, 0,
                original_trace_no=original.trace_no, brand=original.brand,
                card_type=original.card_type, last_digits=original.last_digits,
            )  # fmt: skip
        amount = int(bcd.digits(fields[0x04]))
        return Booking(
            self._kind, amount, self._terminal.currency, 0, brand=brand,
            card_type=zvt_answers.brand_id(brand), last_digits=digits,
        )  # fmt: skip

    def _reversal_problem(self, wanted: Booking) -> int | None:
        if wanted.kind != "reversal":
            return None
        if wanted.result:
            return wanted.result
        ledger = self._terminal.ledger
        taken_back = any(
            b.kind == "reversal"
            and b.booked
            and b.original_trace_no == wanted.original_trace_no
            for b in ledger.all()
        )
        return 0xB4 if taken_back else None

    def _decide(self) -> str:
        """Wait for the customer: delay over, a button, or the cashier's abort."""
        switches, mode = self._terminal.switches, self._mode
        switches.screen = "Insert or tap the card"
        switches.listen(self._session.transport.wake)
        deadline = time.monotonic() + (3600 if mode.decision is None else mode.delay)
        try:
            while (left := deadline - time.monotonic()) > 0:
                pressed = switches.pressed()
                if pressed is not None:
                    return pressed
                if self._aborted:
                    return "cancel"
                self._wait(min(left, 0.05) if not self._linked else left)
        finally:
            switches.listen(None)
        return mode.decision or "cancel"

    def _wait(self, seconds: float) -> None:
        if not self._linked:
            time.sleep(seconds)
            return
        try:
            message = self._session.receive(seconds)
        except ConnectionLost:
            self._linked = False
            return
        if message is not None and message.control == const.ABORT:
            if self._mode.name == "refuse_abort":
                self._session.send(commands.not_supported())
                return
            self._aborted = True
            self._session.send(commands.positive())

    def _finish(self, wanted: Booking, decision: str) -> None:
        if decision == "cancel":
            self._try_deliver(Apdu(const.ABORTED, bytes([results.TIMEOUT_OR_ABORT])))
        elif decision == "decline":
            self._decline(wanted)
        else:
            self._approve(wanted)

    def _decline(self, wanted: Booking) -> None:
        refusal = Booking(
            wanted.kind, wanted.amount, wanted.currency, 0x05, brand=wanted.brand,
            card_type=wanted.card_type, last_digits=wanted.last_digits,
            text="Karte nicht zugelassen",
        )  # fmt: skip
        booked = self._terminal.ledger.append(refusal, local_now())
        self._try_deliver(zvt_answers.status_information(booked))
        self._try_deliver(zvt_answers.slip(booked, "merchant"))
        self._try_deliver(Apdu(const.ABORTED, b"\x05"))

    def _approve(self, wanted: Booking) -> None:
        switches = self._terminal.switches
        switches.screen = "Waiting for the bank"
        if zvt_answers.needs_pin(wanted):
            self._try_deliver(zvt_answers.intermediate(0x01))
        self._try_deliver(zvt_answers.intermediate(0x04))
        before = self._terminal.ledger.last()
        booked = self._terminal.ledger.append(self._faulty(wanted), local_now())
        if self._mode.name == "cut_after":
            raise Cut
        if self._mode.name == "silent":
            self._linked = False
            return
        self._report(booked, before)

    def _faulty(self, wanted: Booking) -> Booking:
        if self._mode.name != "wrong_amount":
            return wanted
        return Booking(
            wanted.kind, wanted.amount - 1, wanted.currency, 0, brand=wanted.brand,
            card_type=wanted.card_type, last_digits=wanted.last_digits,
        )  # fmt: skip

    def _report(self, booked: Booking, before: Booking | None) -> None:
        mode = self._mode.name
        if mode == "garbage":
            self._session.transport.send(b"\x04\x0f\x05\x27\x00\x99\x01\x02")
            raise Cut
        if mode == "stale" and before is not None:
            self._try_deliver(zvt_answers.status_information(before))
        told = self._try_deliver(zvt_answers.status_information(booked))
        if not told and self._terminal.switches.auto_reversal:
            self._reverse(booked)
            return
        if mode == "duplicate":
            self._try_deliver(zvt_answers.status_information(booked))
        if mode == "cut_completion":
            raise Cut
        self._try_deliver(zvt_answers.slip(booked, "merchant"))
        self._try_deliver(zvt_answers.slip(booked, "customer"))
        self._try_deliver(Apdu(const.COMPLETION))

    def _reverse(self, booked: Booking) -> None:
        """Classic behaviour: no acknowledgement, so the terminal takes it back."""
        reversal = Booking(
            "reversal", booked.amount, booked.currency, 0,
            original_trace_no=booked.trace_no, brand=booked.brand,
            card_type=booked.card_type, last_digits=booked.last_digits,
        )  # fmt: skip
        self._terminal.ledger.append(reversal, local_now())

    def _try_deliver(self, apdu: Apdu) -> bool:
        """Deliver if the till is still there; tell whether it got it."""
        if not self._linked:
            return False
        try:
            self._session.deliver(apdu)
        except ConnectionLost:
            self._linked = False
        return self._linked
