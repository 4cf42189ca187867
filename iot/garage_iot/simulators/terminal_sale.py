"""A sale, reversal or refund at the simulated terminal, with its faults."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from ..errors import ConnectionLost, ProtocolError
from ..framing import zvt as framing
from ..framing.zvt import Apdu
from ..protocols.zvt import (
    bcd,
    bitmaps,
    charsets,
    commands,
    const,
    containers,
    results,
    tlv,
)
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
_ENDS = {"open_batch": results.OPEN_BATCH, "host_lost": 0x9B}
_ANSWERS = (const.POSITIVE_CLASS, const.NEGATIVE_CLASS)
_PIN_ROUNDS = 3
_LOST = results.REVERSAL_IMPOSSIBLE
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
                self._compare_mirror()
                wanted = self._read()
            except (ProtocolError, LookupError, ValueError):
                self._session.refuse(results.NOT_POSSIBLE)
                return
            self._run(wanted)
        if not self._linked:
            raise ConnectionLost("line_closed", "The till is gone")

    def _run(self, wanted: Booking) -> None:
        if self._mode.name in _REFUSALS:
            self._session.refuse(_REFUSALS[self._mode.name])
            return
        self._session.send(commands.positive())
        problem = self._problem(wanted)
        if problem is not None:
            self._session.deliver(zvt_answers.aborted(problem))
            return
        try:
            minutes = self._terminal.traits.card_minutes
            self._try_deliver(zvt_answers.intermediate(0x0A, minutes))
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
                return Booking("reversal", 0, self._terminal.currency, _LOST)
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

    def _compare_mirror(self) -> None:
        """Chapter 4: a till that knows the transaction before our last one lost it,
        so the last one is taken back. Any other number says nothing.
        """
        told = tlv.find(containers.elements(self._command), const.TAG_TRANSACTION_ID)
        last = self._terminal.ledger.last()
        if not self._terminal.traits.keep or told is None or not told.value:
            return
        if last is None or last.kind != "sale" or not last.booked:
            return
        if int(bcd.digits(told.value)) == int(last.receipt_no) - 1:
            self._reverse(last)

    def _problem(self, wanted: Booking) -> int | None:
        """Return why the terminal does not even ask for a card."""
        if self._terminal.status != results.OK:
            return self._terminal.status
        if self._mode.name in _ENDS:
            return _ENDS[self._mode.name]
        return self._reversal_problem(wanted)

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
        return results.ALREADY_REVERSED if taken_back else None

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
        if message is None or message.control >> 8 in _ANSWERS:
            return
        if message.control != const.ABORT or self._mode.name == "refuse_abort":
            self._session.turn_away(message)
            return
        self._aborted = True
        self._session.send(commands.positive())

    def _finish(self, wanted: Booking, decision: str) -> None:
        if decision == "cancel":
            self._try_deliver(zvt_answers.aborted(results.TIMEOUT_OR_ABORT))
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
        told = self._terminal.status_information(booked)
        if self._mode.name == "cut_text":
            self._cut_inside(told, booked.text)
        if self._mode.name != "no_slip_abort":
            self._try_deliver(told)
        self._slip(booked, "merchant")
        self._try_deliver(zvt_answers.aborted(booked.result))

    def _cut_inside(self, apdu: Apdu, text: str) -> None:
        """Send a message up to the middle of its text (BMP 3C) and break the line."""
        whole = framing.encode(apdu)
        words = charsets.encode(text, self._terminal.charset)
        self._session.transport.send(whole[: whole.index(words) + len(words) // 2])
        raise Cut

    def _slip(self, booked: Booking, kind: str) -> None:
        """Deliver a slip if the till is still there."""
        if not self._linked:
            return
        try:
            lines = zvt_answers.slip_lines(booked, kind)
            self._session.deliver_slip(lines, kind)
        except ConnectionLost:
            self._linked = False

    def _approve(self, wanted: Booking) -> None:
        switches = self._terminal.switches
        switches.screen = "Waiting for the bank"
        if zvt_answers.needs_pin(wanted):
            self._try_deliver(zvt_answers.intermediate(0x01))
        for _ in range(_PIN_ROUNDS if self._mode.name == "pin_slow" else 0):
            time.sleep(self._mode.delay)
            self._try_deliver(zvt_answers.intermediate(0x15))
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
            self._try_deliver(self._terminal.status_information(before))
        told = self._try_deliver(self._terminal.status_information(booked))
        if not told and self._terminal.reverses:
            self._reverse(booked)
            return
        if mode == "duplicate":
            self._try_deliver(self._terminal.status_information(booked))
        if mode == "cut_completion":
            raise Cut
        self._slip(booked, "merchant")
        self._slip(booked, "customer")
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
