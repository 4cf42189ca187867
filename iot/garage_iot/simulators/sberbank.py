"""Simulated UPOS folder: sb_pilot, loadparm and sbcall with a pinpad of their own."""

from __future__ import annotations

import os
import time
from functools import partial
from pathlib import Path

from .clock import local_now
from .ledger import Booking
from .sberbank_slips import MERCHANT, TERMINAL, slip, totals
from .tool import ToolBench, ToolMode, die, hang, install, let_pinpad

MODES = {
    "approve": "Approve after the delay",
    "manual": "Wait for a button",
    "refuse_abort": "Approve after the delay; the till cannot stop it",
    "decline": "The bank declines (4405)",
    "customer_cancel": "The customer presses the red key (2000)",
    "card_timeout": "No card comes in time (4334)",
    "open_batch": "A reconciliation is due (4134)",
    "no_bank": "No connection to the bank (4100)",
    "lost_pinpad": "The pinpad books, then its cable is pulled (99)",
    "cut_before": "The tool dies before anything is booked",
    "cut_after": "The pinpad books, the tool dies without files",
    "cut_completion": "The tool writes its files and dies",
    "no_files": "The tool ends without files, nothing is booked",
    "no_slip": "The pinpad books, file e only",
    "e_first": "File e comes before file p",
    "old_files": "The pinpad books, the files carry an old time",
    "stale": "The pinpad books, the slip of the payment before comes",
    "wrong_amount": "Approve one kopeck less than asked",
    "garbage": "The pinpad books, both files are damaged",
    "silent": "The pinpad books, the tool never ends",
    "hang": "Nothing is booked, the tool never ends",
    "late": "The tool never ends, the pinpad books after the delay",
}
_CODES = {
    "decline": 4405,
    "customer_cancel": 2000,
    "card_timeout": 4334,
    "open_batch": 4134,
    "no_bank": 4100,
}
_KINDS = {
    "1": "sale", "4000": "sale", "3": "refund", "4002": "refund",
    "8": "reversal", "4003": "reversal",
}  # fmt: skip
_REPORTS = {"9": "X-отчет", "6002": "X-отчет"}
_BUTTONS = {"decline": 4405, "cancel": 2000, "power": 99}
_NO_SALE = 4313
_PINPAD_INI = f"""; pinpad
PinpadIPAddr=192.168.1.40
PinpadIPPort=8888
PrinterFile=p
PrinterEnd=01
TerminalID={TERMINAL}
MerchantID={MERCHANT}
"""


def make(folder: Path, *tools: str, department: int | None = None) -> ToolBench:
    """Make a UPOS folder; without names both sb_pilot and sbcall are there."""
    install(folder, __name__, *(tools or ("sb_pilot", "sbcall")))
    line = "" if department is None else f"Department={department}\n"
    (folder / "pinpad.ini").write_text(_PINPAD_INI + line, encoding="cp1251")
    return ToolBench(folder)


class Tool:
    """One run of a tool."""

    def __init__(self, bench: ToolBench) -> None:
        self._bench = bench
        self._ledger = bench.ledger
        self._page = bench.mode().encoding
        self._lock: int | None = None

    def run(self, operation: str, arguments: list[str]) -> None:
        """Carry out an operation as the vendor's tool does."""
        with self._bench.pinpad() as lock:
            self._lock = lock
            if lock is None or not self._bench.powered:
                self._write_e(99)
            elif operation in _KINDS:
                self._pay(_KINDS[operation], int(arguments[0]))
            elif operation in ("7", "6000"):
                self._settle()
            elif operation in _REPORTS:
                text = totals(self._ledger, local_now(), _REPORTS[operation], None)
                self._write(0, text)
            elif operation == "7001":
                self._repeat_slip()
            else:
                self._write_e(0 if operation in ("47", "6001") else 4304)

    def _pay(self, kind: str, amount: int) -> None:
        mode = self._bench.take()
        if mode.name in _CODES:
            time.sleep(mode.delay)
            self._write_e(_CODES[mode.name])
        elif mode.name == "late":
            work = partial(self._book_later, kind, amount, mode.delay)
            let_pinpad(work, self._lock or 0)
            hang()
        elif (button := self._bench.customer(mode)) != "approve":
            self._write_e(_BUTTONS[button])
        elif mode.name == "cut_before":
            die()
        elif mode.name == "hang":
            hang()
        elif mode.name != "no_files":
            self._conclude(mode, kind, amount)

    def _conclude(self, mode: ToolMode, kind: str, amount: int) -> None:
        before = self._last_slip()
        booking = self._book(kind, amount - (mode.name == "wrong_amount"))
        if booking is None:
            self._write_e(_NO_SALE)
        elif mode.name == "cut_after":
            die()
        elif mode.name == "silent":
            hang()
        elif mode.name == "lost_pinpad":
            self._write_e(99)
        elif mode.name == "no_slip":
            self._write_e(0, booking.receipt_no)
        else:
            text = slip(booking, self._receipt_of(booking))
            shown = before if mode.name == "stale" else text
            self._write(0, shown, booking.receipt_no, pause=mode.name == "e_first")
            self._spoil(mode)

    def _spoil(self, mode: ToolMode) -> None:
        files = [self._bench.folder / name for name in ("e", "p")]
        if mode.name == "garbage":
            for path in files:
                path.write_bytes(os.urandom(300))
        if mode.name == "old_files":
            for path in files:
                os.utime(path, (1_600_000_000, 1_600_000_000))
        if mode.name == "cut_completion":
            die()

    def _book_later(self, kind: str, amount: int, delay: float) -> None:
        time.sleep(delay)
        self._book(kind, amount)

    def _book(self, kind: str, amount: int) -> Booking | None:
        original = ""
        if kind == "reversal":
            sale = self._sale_of(amount)
            if sale is None:
                return None
            original = sale.trace_no
        booking = Booking(
            kind, amount, self._bench.currency, 0, original_trace_no=original
        )
        return self._ledger.append(booking, local_now())

    def _sale_of(self, amount: int) -> Booking | None:
        for booking in reversed(self._ledger.all()):
            fits = (booking.kind, booking.amount) == ("sale", amount)
            if fits and not self._ledger.is_reversed(booking):
                return booking
        return None

    def _receipt_of(self, booking: Booking) -> str:
        for sale in self._ledger.all():
            if sale.trace_no == booking.original_trace_no:
                return sale.receipt_no
        return booking.receipt_no

    def _settle(self) -> None:
        agreed = self._bench.mode().name != "disagree"
        text = totals(self._ledger, local_now(), "Сверка итогов", agreed)
        self._ledger.settle()
        self._write(0, text)

    def _repeat_slip(self) -> None:
        text = self._last_slip()
        if text:
            self._write(0, text)
        else:
            self._write_e(4309)

    def _last_slip(self) -> str:
        last = self._ledger.last()
        return slip(last, self._receipt_of(last)) if last else ""

    def _write(
        self, code: int, text: str, number: str = "", pause: bool = False
    ) -> None:
        if not pause:
            self._write_p(text)
        self._write_e(code, number)
        if pause:
            time.sleep(0.3)
            self._write_p(text)

    def _write_p(self, text: str) -> None:
        data = text.encode(self._page, "replace") + b"\x01"
        (self._bench.folder / "p").write_bytes(data)

    def _write_e(self, code: int, number: str = "") -> None:
        lines = [str(code), number.lstrip("0") or "0", "0"]
        (self._bench.folder / "e").write_bytes("\r\n".join(lines).encode("ascii"))


def main(argv: list[str]) -> int:
    """Run as sb_pilot, loadparm or sbcall; the working folder is the UPOS folder."""
    Tool(ToolBench(Path.cwd())).run(argv[1], argv[2:])
    return 0
