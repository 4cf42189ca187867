"""The person with the card at a simulated terminal, whatever protocol it speaks."""

from __future__ import annotations

import threading
import time

from .ledger import Booking, Ledger
from .switches import Mode, Switches

# ZVT result codes: the ledger speaks in them for all protocols.
DECLINED, CANCELLED = 0x05, 0x6C
_CARDS = (("girocard", 5, "1234"), ("Mastercard", 6, "4444"), ("Visa", 10, "1111"))
_PATIENCE = 3600.0


class Customer:
    """Decides after the mode's delay, by a button, or when the till wants to stop."""

    def __init__(self, switches: Switches, mode: Mode) -> None:
        self._switches = switches
        self._mode = mode
        self._news = threading.Event()
        self._stopped = False

    def stop(self) -> bool:
        """Take the till's wish to stop; tell whether it is heard."""
        if self._mode.name == "refuse_abort":
            return False
        self._stopped = True
        self._news.set()
        return True

    def decide(self) -> str:
        """Wait and return approve, decline or cancel."""
        decision = self._mode.decision
        seconds = self._mode.delay if decision is not None else _PATIENCE
        deadline = time.monotonic() + seconds
        self._switches.screen = "Insert or tap the card"
        self._switches.listen(self._news.set)
        try:
            while (left := deadline - time.monotonic()) > 0:
                if pressed := self._switches.pressed():
                    return pressed
                if self._stopped:
                    return "cancel"
                self._news.wait(left)
                self._news.clear()
            return decision or "cancel"
        finally:
            self._switches.listen(None)
            self._switches.screen = "Ready"


def wanted(ledger: Ledger, kind: str, amount: int, currency: str) -> Booking:
    """Return what the till wants, with the next customer's card; not decided yet."""
    brand, number, digits = _CARDS[len(ledger.all()) % len(_CARDS)]
    return Booking(
        kind, amount, currency, 0, brand=brand, card_type=number, last_digits=digits
    )


def takes_back(original: Booking) -> Booking:
    """Return the reversal of a sale; not decided yet."""
    return Booking(
        "reversal", original.amount, original.currency, 0, brand=original.brand,
        original_trace_no=original.trace_no, card_type=original.card_type,
        last_digits=original.last_digits,
    )  # fmt: skip


def code_of(decision: str) -> int:
    """Return the ledger's result code of a decision."""
    return {"decline": DECLINED, "cancel": CANCELLED}.get(decision, 0)
