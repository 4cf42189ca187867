"""Simulated UPOS folder: sb_pilot, loadparm and sbcall with a pinpad of their own."""

from __future__ import annotations

import time
from pathlib import Path

from .clock import local_now
from .ledger import Booking
from .sberbank_slips import MERCHANT, TERMINAL, slip, totals
from .tool import ToolBench, ToolMode, install
from .tool_payment import PaymentTool

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


class Tool(PaymentTool):
    """One run of a tool."""

    codes = _CODES
    buttons = _BUTTONS
    no_sale = _NO_SALE
    lost = 99

    def run(self, operation: str, arguments: list[str]) -> None:
        """Carry out an operation as the vendor's tool does."""
        with self.at_pinpad() as ready:
            if not ready:
                self.write_code(99)
            elif operation in _KINDS:
                self.pay(_KINDS[operation], int(arguments[0]))
            elif operation in ("7", "6000"):
                self._settle()
            elif operation in _REPORTS:
                text = totals(self.ledger, local_now(), _REPORTS[operation], None)
                self._write(0, text)
            elif operation == "7001":
                self._repeat_slip()
            else:
                self.write_code(0 if operation in ("47", "6001") else 4304)

    def report(self, mode: ToolMode, booking: Booking, before: Booking | None) -> None:
        """Write file ``e`` and the slip."""
        if mode.name == "no_slip":
            self.write_code(0, booking.receipt_no)
            return
        text = self._slip(before if mode.name == "stale" else booking)
        self._write(0, text, booking.receipt_no, pause=mode.name == "e_first")
        self.spoil(mode, "e", "p")

    def write_code(self, code: int, number: str = "") -> None:
        """Write file ``e``."""
        lines = [str(code), number.lstrip("0") or "0", "0"]
        (self.bench.folder / "e").write_bytes("\r\n".join(lines).encode("ascii"))

    def _settle(self) -> None:
        agreed = self.bench.mode().name != "disagree"
        text = totals(self.ledger, local_now(), "Сверка итогов", agreed)
        self.ledger.settle()
        self._write(0, text)

    def _repeat_slip(self) -> None:
        text = self._slip(self.ledger.last())
        if text:
            self._write(0, text)
        else:
            self.write_code(4309)

    def _slip(self, booking: Booking | None) -> str:
        return slip(booking, self.receipt_of(booking)) if booking else ""

    def _write(
        self, code: int, text: str, number: str = "", pause: bool = False
    ) -> None:
        if not pause:
            self._write_p(text)
        self.write_code(code, number)
        if pause:
            time.sleep(0.3)
            self._write_p(text)

    def _write_p(self, text: str) -> None:
        data = text.encode(self.page, "replace") + b"\x01"
        (self.bench.folder / "p").write_bytes(data)


def main(argv: list[str]) -> int:
    """Run as sb_pilot, loadparm or sbcall; the working folder is the UPOS folder."""
    Tool(ToolBench(Path.cwd())).run(argv[1], argv[2:])
    return 0
