"""Card terminal of Sberbank, driven by the UPOS tools sb_pilot, loadparm, sbcall."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import Refused, Unreachable
from ..protocols.sberbank import codes, operations, result, totals
from ..protocols.sberbank.operations import CALL, Operation
from ..protocols.sberbank.slip import Slip, decode_slip
from ..protocols.sberbank.slip import parse as parse_slip
from ..transports.program import Files, ProgramFolder, Workplace
from . import sberbank_verdict as verdicts
from .base import (
    Baseline,
    BrandTotal,
    Hint,
    LastTransaction,
    Order,
    Outcome,
    Pending,
    Slips,
    TerminalTotals,
    Undecided,
    Verdict,
    not_supported,
)
from .program_terminal import ProgramTerminal

_ORDERS = {
    "sale": operations.SALE,
    "refund": operations.REFUND,
    "reversal": operations.CANCEL,
}
_SILENT = "The terminal's program gave no answer. Check the pinpad and its cable"
_DISAGREE = "The terminal's totals do not agree with the bank's. Call the bank."


@dataclass(frozen=True)
class SberbankSettings:
    """Settings of one terminal; times in seconds.

    ``slip_name``: ``PrinterFile`` of pinpad.ini. ``confirm_delay``: how long the
    terminal must go on showing an older last slip until "not charged" counts, because
    a pinpad may still be at work after its tool was killed. ``commit_recovered``: run
    6001 for a recovered sale, so that the bank does not cancel a suspended one.
    """

    currency: str = "RUB"
    slip_name: str = "p"
    run_timeout: float = 180.0
    test_timeout: float = 30.0
    test_first: bool = True
    commit_recovered: bool = False
    confirm_delay: float = 10.0


class SberbankTerminal(ProgramTerminal):
    """Driver of one UPOS folder.

    :param tools: full path by tool (``pilot``, ``sbcall``), those that are there.
    """

    def __init__(
        self, folder: Path, tools: dict[str, Path], settings: SberbankSettings
    ) -> None:
        outputs = (result.NAME, settings.slip_name)
        super().__init__(ProgramFolder(folder, outputs, settings.run_timeout))
        self._tools = tools
        self._settings = settings
        found = {"refund", "reversal", "settle", "totals"}
        if CALL in tools:
            found |= {"query", "last", "reprint"}
        self.capabilities = frozenset(found)

    def check_ready(self, workplace: Workplace) -> None:
        """Run the connection test (47 2) where it is wanted and possible.

        Only a pinpad that cannot be reached stops a payment here.
        """
        if not self._settings.test_first or not self._can(operations.TEST):
            self._path(operations.SALE)
            return
        code, text = self.test(workplace)
        if code == "terminal_unreachable":
            raise Unreachable(code, text.rstrip("."))

    def order_arguments(self, order: Order) -> Sequence[str]:
        """Return the call for an order: digits only."""
        if order.currency != self._settings.currency:
            words = f"This terminal takes {self._settings.currency} only"
            raise Refused("currency", words)
        return self._argv(_ORDERS[order.kind], order.amount)

    def judge(self, files: Files, order: Order) -> Outcome:
        """Return what the files prove about an order, or raise ``InDoubt``."""
        return verdicts.judge(files, self._settings.slip_name, order)

    def test(self, workplace: Workplace) -> tuple[str | None, str]:
        """Run the connection test of the tool."""
        if not self._can(operations.TEST):
            return None, "The program is there; it has no connection test."
        timeout = self._settings.test_timeout
        run = workplace.run(self._argv(operations.TEST), timeout=timeout)
        answer = result.parse(run.files.get(result.NAME, b""))
        if answer is None:
            return "terminal_unreachable", f"{_SILENT}."
        if answer.code == codes.OK:
            return None, "Ready"
        words = f"{codes.text(answer.code)}."
        if codes.is_unreachable(answer.code):
            return "terminal_unreachable", words
        return f"terminal_status:{answer.code}", words

    def clear_up(self, workplace: Workplace, order: Order, hint: Hint) -> Verdict:
        """Compare the terminal's last slip (7001), where sbcall is there."""
        if not self._can(operations.LAST_SLIP):
            return super().clear_up(workplace, order, hint)
        verdict = self._ask(workplace, order, hint)
        if isinstance(verdict, Outcome) and verdict.state != "approved":
            time.sleep(self._settings.confirm_delay)
            verdict = self._ask(workplace, order, hint)
        if not isinstance(verdict, Outcome) or verdict.state != "approved":
            return verdict
        return self._commit(workplace, order, verdict)

    def baseline(self) -> Baseline:
        """Return the last slip's numbers; empty when there is none or no sbcall."""
        if not self._can(operations.LAST_SLIP):
            return Baseline()
        slip = self._last_slip()
        if slip is None:
            return Baseline()
        return Baseline(slip.receipt_no, slip.reference_no)

    def last(self) -> LastTransaction | None:
        """Return what the last slip (7001) shows; only booked payments have one."""
        slip = self._last_slip()
        if slip is None or slip.amount is None:
            return None
        currency = slip.currency or self._settings.currency
        order = Order(slip.operation or "sale", slip.amount, currency)
        return LastTransaction(True, verdicts.to_result(slip, order, ""))

    def reprint(self) -> Slips:
        """Return the last slip once more (7001)."""
        slip = self._last_slip()
        if slip is None:
            raise Refused("no_slip", "The terminal has no slip to print again")
        copies = (*slip.copies, "")
        return Slips(copies[0], copies[1])

    def totals(self, close: bool) -> TerminalTotals:
        """Return the X report (9 / 6002), or reconcile and close the day (7 / 6000).

        :raises Refused: the terminal cannot do it now, or its report cannot be read.
        """
        operation = operations.SETTLE if close else operations.REPORT
        files = self._service(operation)
        text = "\n".join(decode_slip(files.get(self._settings.slip_name, b"")))
        found = totals.parse(text)
        if not close and not found.complete and "операций" in text.casefold():
            raise Refused("protocol_error", "The terminal's report cannot be read")
        brands = [BrandTotal(name, *sums) for name, sums in found.brands.items()]
        note = f"{_DISAGREE}\n" if close and not found.agreed else ""
        receipts = sorted(found.receipts)
        return TerminalTotals(
            found.amount,
            found.count,
            receipts[0] if receipts else "",
            receipts[-1] if receipts else "",
            tuple(brands),
            note + text,
        )

    def _ask(self, workplace: Workplace, order: Order, hint: Hint) -> Verdict:
        run = workplace.run(self._argv(operations.LAST_SLIP))
        answer = result.parse(run.files.get(result.NAME, b""))
        if answer is None or codes.is_unreachable(answer.code):
            return Pending("The pinpad does not answer yet.")
        if answer.code == codes.NOTHING_TO_PRINT:
            empty = hint.baseline is not None and not hint.baseline.receipt_no
            words = "The terminal shows no last slip."
            return verdicts.not_known() if empty else Undecided(words)
        if answer.code != codes.OK:
            return Undecided(f"{codes.text(answer.code)}.")
        slip = parse_slip(run.files.get(self._settings.slip_name, b""))
        return verdicts.match(slip, order, hint)

    def _commit(
        self, workplace: Workplace, order: Order, recovered: Outcome
    ) -> Verdict:
        """Make sure that the bank does not cancel a recovered sale by itself."""
        if not self._settings.commit_recovered or order.kind != "sale":
            return recovered
        run = workplace.run(self._argv(operations.COMMIT, order.amount))
        answer = result.parse(run.files.get(result.NAME, b""))
        if answer is not None and answer.code == codes.OK:
            return recovered
        return Undecided("The terminal has the payment but did not confirm it.")

    def _last_slip(self) -> Slip | None:
        if not self._can(operations.LAST_SLIP):
            raise not_supported("show its last payment")
        try:
            files = self._service(operations.LAST_SLIP)
        except Refused as error:
            if error.code == f"terminal_refused:{codes.NOTHING_TO_PRINT}":
                return None
            raise
        return parse_slip(files.get(self._settings.slip_name, b""))

    def _service(self, operation: Operation) -> Files:
        """Run a service operation and return its files.

        :raises Unreachable: the pinpad does not answer.
        :raises Refused: the tool reports another code than 0.
        """
        with self.program.reserve() as workplace:
            run = workplace.run(self._argv(operation))
        answer = result.parse(run.files.get(result.NAME, b""))
        if answer is None:
            raise Unreachable("terminal_unreachable", _SILENT)
        if codes.is_unreachable(answer.code):
            raise Unreachable("terminal_unreachable", codes.text(answer.code))
        if answer.code != codes.OK:
            code = f"terminal_refused:{answer.code}"
            raise Refused(code, codes.text(answer.code))
        return run.files

    def _can(self, operation: Operation) -> bool:
        return operations.choose(operation, frozenset(self._tools)) is not None

    def _path(self, operation: Operation) -> tuple[str, Path]:
        tool = operations.choose(operation, frozenset(self._tools))
        if tool is None:
            words = "The terminal's program is not in its folder. Check the set-up"
            raise Unreachable("terminal_unreachable", words)
        return tool, self._tools[tool]

    def _argv(self, operation: Operation, amount: int = 0) -> list[str]:
        tool, path = self._path(operation)
        return [str(path), *operations.arguments(operation, tool, amount)]
