"""How a simulated command-line tool takes a payment, whatever files it writes."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any, ClassVar

from .clock import local_now
from .ledger import Booking
from .tool import ToolBench, ToolMode, die, hang, let_pinpad

_LONG_AGO = 1_600_000_000


class PaymentTool:
    """One run of a tool; a vendor's tool inherits and writes its own files.

    ``codes`` are the result codes of modes without money, ``buttons`` those of the
    pinpad's buttons, ``no_sale`` that of a sale that is not there, ``lost`` that of a
    pinpad that does not answer.
    """

    codes: ClassVar[Mapping[str, Any]]
    buttons: ClassVar[Mapping[str, Any]]
    no_sale: ClassVar[Any]
    lost: ClassVar[Any]

    def __init__(self, bench: ToolBench) -> None:
        self.bench = bench
        self.ledger = bench.ledger
        self.page = bench.mode().encoding
        self._lock: int | None = None

    @contextmanager
    def at_pinpad(self) -> Iterator[bool]:
        """Hold the pinpad; yields False when it is at work or without power."""
        with self.bench.pinpad() as lock:
            self._lock = lock
            yield lock is not None and self.bench.powered

    def write_code(self, code: Any) -> None:
        """Write result files that hold a code only."""
        raise NotImplementedError

    def report(self, mode: ToolMode, booking: Booking, before: Booking | None) -> None:
        """Write the result files of a booking; ``before`` is the one before it."""
        raise NotImplementedError

    def pay(self, kind: str, amount: int) -> None:
        """Take a payment in the mode that is on."""
        mode = self.bench.take()
        if mode.name in self.codes:
            time.sleep(mode.delay)
            self.write_code(self.codes[mode.name])
        elif mode.name == "late":
            let_pinpad(partial(self._book_later, kind, amount, mode), self._lock or 0)
            hang()
        elif (button := self.bench.customer(mode)) != "approve":
            self.write_code(self.buttons[button])
        elif mode.name == "cut_before":
            die()
        elif mode.name == "hang":
            hang()
        elif mode.name != "no_files":
            self._conclude(mode, kind, amount)

    def spoil(self, mode: ToolMode, *names: str) -> None:
        """Damage or age the result files where the mode says so, or die now."""
        paths = [self.bench.folder / name for name in names]
        if mode.name == "garbage":
            for path in paths:
                path.write_bytes(os.urandom(300))
        if mode.name == "old_files":
            for path in paths:
                os.utime(path, (_LONG_AGO, _LONG_AGO))
        if mode.name == "cut_completion":
            die()

    def receipt_of(self, booking: Booking) -> str:
        """Return the number on a slip: a cancellation shows that of its sale."""
        for sale in self.ledger.all():
            if sale.trace_no == booking.original_trace_no:
                return sale.receipt_no
        return booking.receipt_no

    def book(self, kind: str, amount: int) -> Booking | None:
        """Move the money; None: there is no sale to cancel."""
        original = ""
        if kind == "reversal":
            sale = self._sale_of(amount)
            if sale is None:
                return None
            original, amount = sale.trace_no, sale.amount
        booking = Booking(
            kind, amount, self.bench.currency, 0, original_trace_no=original
        )
        return self.ledger.append(booking, local_now())

    def _conclude(self, mode: ToolMode, kind: str, amount: int) -> None:
        before = self.ledger.last()
        booking = self.book(kind, amount - (mode.name == "wrong_amount"))
        if booking is None:
            self.write_code(self.no_sale)
        elif mode.name == "cut_after":
            die()
        elif mode.name == "silent":
            hang()
        elif mode.name == "lost_pinpad":
            self.write_code(self.lost)
        else:
            self.report(mode, booking, before)

    def _book_later(self, kind: str, amount: int, mode: ToolMode) -> None:
        time.sleep(mode.delay)
        self.book(kind, amount)

    def _sale_of(self, amount: int) -> Booking | None:
        """Return the newest sale that can be cancelled; amount 0 fits any."""
        for booking in reversed(self.ledger.all()):
            fits = booking.kind == "sale" and amount in (0, booking.amount)
            if fits and not self.ledger.is_reversed(booking):
                return booking
        return None
