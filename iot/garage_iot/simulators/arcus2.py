"""Simulated ARCUS2 folder: CommandLineTool, ops.ini, cashreg.ini and a pinpad."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from .clock import local_now
from .ledger import Booking
from .tool import ToolBench, ToolMode, install
from .tool_payment import PaymentTool

TOOL = "CommandLineTool/bin/CommandLineTool.exe"
OPERATIONS = (
    "1=1,1,ОПЛАТА ТОВАРА",
    "2=2,3,ОТМЕНА ПОСЛ.",
    "3=1,11,ВОЗВРАТ ТОВАРА",
    "4=1,5,УНИВЕРСАЛЬНАЯ ОТМЕНА",
    "8=2,10,КРАТКИЙ ОТЧЕТ",
    "10=2,1,СВЕРКА ИТОГОВ",
    "13=1,10,УНИВЕРСАЛЬНАЯ ОТМЕНА_ADVICE",
    "60=2,27,ПЕЧАТЬ ДУБЛИКАТА ПОСЛЕДНЕГО ЧЕКА",
    "201=9,6,PING",
    "211=2,29,КОНТРОЛЬ КАЧЕСТВА ВОЗВРАТ",
)
MODES = {
    "approve": "Approve after the delay",
    "manual": "Wait for a button",
    "refuse_abort": "Approve after the delay; the till cannot stop it",
    "decline": "The bank declines (116)",
    "customer_cancel": "The customer presses the red key (ED3)",
    "card_timeout": "No card comes in time (ED4)",
    "open_batch": "A reconciliation is due (ED9)",
    "lost_pinpad": "The pinpad books, then its cable is pulled (999)",
    "cut_before": "The tool dies before anything is booked",
    "cut_after": "The pinpad books, the tool dies without files",
    "cut_completion": "The tool writes its files and dies",
    "no_files": "The tool ends without files, nothing is booked",
    "rc_only": "The pinpad books, rc.out only",
    "old_files": "The pinpad books, the files carry an old time",
    "stale": "The pinpad books, the result of the payment before comes",
    "wrong_amount": "Approve one kopeck less than asked",
    "contradiction": "The files hold different codes",
    "garbage": "The pinpad books, all files are damaged",
    "silent": "The pinpad books, the tool never ends",
    "hang": "Nothing is booked, the tool never ends",
    "auto_cancel": "The tool takes the payment back by itself (can_rc 000)",
    "auto_cancel_failed": "The tool tries to take it back and fails (can_rc 116)",
    "lines_2": "output.dat has 2 lines",
    "lines_8": "output.dat has 8 lines",
    "lines_12": "output.dat has 12 lines",
}
_KINDS = {
    "ОПЛАТА ТОВАРА": "sale",
    "ВОЗВРАТ ТОВАРА": "refund",
    "УНИВЕРСАЛЬНАЯ ОТМЕНА": "reversal",
    "ОТМЕНА ПОСЛ.": "reversal",
}
_WORDS = {"sale": "ОПЛАТА", "refund": "ВОЗВРАТ", "reversal": "ОТМЕНА"}
_CODES = {
    "decline": "116",
    "customer_cancel": "ED3",
    "card_timeout": "ED4",
    "open_batch": "ED9",
}
_CASHREG = """#port section
PORT=/dev/ttyACM0
SPEED=115200    //bits per second
TIMEOUT=10000
OPERATION_INI_FILE=ops.ini
CHEQ_FILE=cheq.out
RESULT_FILE=rc.out
OUTPUT_FILE={output}
CANCEL_CH_FILE=auto_can.out
CANCEL_RC_FILE=can_rc.out
RC_RESOLVE_FILE=rc_res.ini
PPCHARSET=CP1251
"""
_RESOLVE = "116=Недостаточно средств\nED3=Отменено клиентом\nED4=Карта не вставлена\n"


def make(
    folder: Path, operations: Sequence[str] = OPERATIONS, output: str = "output.dat"
) -> ToolBench:
    """Make an ARCUS2 folder with its settings."""
    install(folder, __name__, TOOL)
    (folder / "INI").mkdir(exist_ok=True)
    files = {
        "ops.ini": "#===ОПЕРАЦИИ\n" + "\n".join(operations) + "\n",
        "cashreg.ini": _CASHREG.format(output=output),
        "rc_res.ini": _RESOLVE,
    }
    for name, text in files.items():
        (folder / "INI" / name).write_text(text, encoding="cp1251")
    return ToolBench(folder)


class Tool(PaymentTool):
    """One run of the tool."""

    codes = _CODES
    buttons = {"decline": "116", "cancel": "ED3", "power": "999"}
    no_sale = "116"
    lost = "999"

    def run(self, arguments: list[str]) -> None:
        """Carry out an operation as the vendor's tool does."""
        given = {word[1]: word[2:] for word in arguments}
        label = self._label(given["o"])
        with self.at_pinpad() as ready:
            if not ready:
                self.write_code("999")
            elif label in _KINDS:
                self.pay(_KINDS[label], int(given.get("a", "0")))
            elif label == "СВЕРКА ИТОГОВ":
                self._write("000", self._totals())
                self.ledger.settle()
            elif label.startswith("ПЕЧАТЬ ДУБЛИКАТА"):
                last = self.ledger.last()
                self._write("000", _slip(last, self.receipt_of(last)) if last else "")
            else:
                self.write_code("000" if label == "PING" else "116")

    def report(self, mode: ToolMode, booking: Booking, before: Booking | None) -> None:
        """Write the result files of a booking."""
        if mode.name == "rc_only":
            self.write_code("000")
            return
        shown = before if mode.name == "stale" and before else booking
        lines = _lines(shown)
        if length := re.fullmatch(r"lines_(\d+)", mode.name):
            lines = (lines + ["TVR=0000000000", "EXPIRE: 000000", "X=1"])[
                : int(length[1])
            ]
        if mode.name == "contradiction":
            lines[0] = "116"
        self._write("000", _slip(shown, self.receipt_of(shown)), lines)
        if mode.name.startswith("auto_cancel"):
            self._cancel(booking, done=mode.name == "auto_cancel")
        self.spoil(mode, "rc.out", "cheq.out", self._output)

    def write_code(self, code: str) -> None:
        """Write ``rc.out``."""
        (self.bench.folder / "rc.out").write_text(code, encoding="ascii")

    @property
    def _output(self) -> str:
        text = (self.bench.folder / "INI/cashreg.ini").read_text(encoding="cp1251")
        return str(re.findall(r"OUTPUT_FILE=(\S+)", text)[0])

    def _label(self, number: str) -> str:
        text = (self.bench.folder / "INI/ops.ini").read_text(encoding="cp1251")
        for line in text.splitlines():
            if line.startswith(f"{number}="):
                return line.split(",", 2)[2].strip()
        return ""

    def _cancel(self, booking: Booking, done: bool) -> None:
        """Take a booking back, as the tool does when it could not confirm it."""
        if done:
            back = Booking(
                "reversal",
                booking.amount,
                booking.currency,
                0,
                original_trace_no=booking.trace_no,
            )
            self.ledger.append(back, local_now())
        self._text("auto_can.out", "АВТООТМЕНА\n")
        self._text("can_rc.out", "000" if done else "116")

    def _write(self, code: str, slip: str, lines: list[str] | None = None) -> None:
        self._text("cheq.out", slip)
        if lines is not None:
            self._text(self._output, "\r\n".join(lines) + "\r\n")
        time.sleep(0.01)
        self.write_code(code)

    def _text(self, name: str, text: str) -> None:
        data = text.encode(self.page, "replace")
        (self.bench.folder / name).write_bytes(data)

    def _totals(self) -> str:
        batch = self.ledger.batch()
        rows = [
            f"{word} {len(own)} {sum(b.amount for b in own) / 100:.2f}"
            for kind, word in _WORDS.items()
            if (own := [b for b in batch if b.kind == kind])
        ]
        total = sum(b.signed for b in batch)
        sum_ = f"{'-' if total < 0 else ''}{abs(total) // 100}.{abs(total) % 100:02d}"
        foot = [f"ИТОГО: {len(batch)} / {sum_}", "ИТОГИ СОВПАЛИ", ""]
        return "\n".join(["СВЕРКА ИТОГОВ", *rows, *foot])


def _rrn(booking: Booking) -> str:
    return f"002503{booking.trace_no}"


def _lines(booking: Booking) -> list[str]:
    return [
        "000",
        f"427901******{booking.last_digits}",
        "00600256",
        "629925",
        "VISA",
        "ОДОБРЕНО",
        str(booking.amount),
        _rrn(booking),
        "",
    ]


def _slip(booking: Booking, receipt_no: str) -> str:
    at = datetime.fromisoformat(booking.at)
    return "\n".join(
        [
            f"ЧЕК {receipt_no}            ТЕРМИНАЛ: 00600256",
            f"ОПЕРАЦИЯ: {_WORDS[booking.kind]}",
            f"СУММА: {booking.amount // 100}.{booking.amount % 100:02d} РУБ",
            f"КАРТА: ************{booking.last_digits}",
            f"RRN: {_rrn(booking)}",
            f"ДАТА/ВРЕМЯ  {at:%d/%m/%y %H:%M:%S}",
            "КОД ОТВЕТА: 000",
            "",
        ]
    )


def main(argv: list[str]) -> int:
    """Run as CommandLineTool; the working folder is the ARCUS2 folder."""
    Tool(ToolBench(Path.cwd())).run(argv[1:])
    return 0
