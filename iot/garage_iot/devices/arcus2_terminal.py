"""Card terminal driven by the ARCUS2 command-line tool."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import Refused, Unreachable
from ..protocols import report
from ..protocols.arcus2 import result
from ..protocols.arcus2.files import FileNames
from ..protocols.currencies import numeric
from ..transports.program import Files, ProgramFolder, Workplace
from . import arcus2_verdict as verdicts
from .base import Order, Outcome, Slips, TerminalTotals, not_supported
from .program_terminal import ProgramTerminal

_SILENT = "The pinpad does not answer. Check its cable and power"
_CANNOT_REVERSE = (
    "This sale cannot be cancelled by the till: its number is not known. Make a refund"
)
_FIGURES = (
    "The box found no total on this slip. Compare it with the till's list by hand."
)


@dataclass(frozen=True)
class Arcus2Settings:
    """Settings of one terminal; times in seconds.

    ``numbers``: operation number by role, see ``protocols/arcus2/operations.py``;
    ``texts``: sentences by result code; ``terminal_id``: the organisation's own on a
    shared pinpad (argument ``/i``); ``total_word`` finds the total on a slip.
    """

    tool: Path
    numbers: Mapping[str, int]
    names: FileNames = FileNames()
    texts: Mapping[str, str] = field(default_factory=dict)
    run_timeout: float = 180.0
    test_timeout: float = 30.0
    test_first: bool = True
    terminal_id: str = ""
    total_word: str = "ИТОГО"


class Arcus2Terminal(ProgramTerminal):
    """Driver of one ARCUS2 folder."""

    proves_when_killed = False

    def __init__(self, folder: Path, settings: Arcus2Settings) -> None:
        outputs = settings.names.outputs
        super().__init__(ProgramFolder(folder, outputs, settings.run_timeout))
        self._settings = settings
        found = {"refund", "settle", "reversal"}
        if "reprint" in settings.numbers:
            found.add("reprint")
        if not {"cancel", "cancel_last"} & settings.numbers.keys():
            found.discard("reversal")
        self.capabilities = frozenset(found)

    def check_ready(self, workplace: Workplace) -> None:
        """Send the terminal an echo where ops.ini has one and it is wanted."""
        if self._settings.test_first and "ping" in self._settings.numbers:
            code, text = self.test(workplace)
            if code == "terminal_unreachable":
                raise Unreachable(code, text.rstrip("."))

    def order_arguments(self, order: Order) -> Sequence[str]:
        """Return the call for an order.

        A cancellation names the sale by its RRN; without one only the terminal's last
        payment can be cancelled, and only if it is that sale.
        """
        money = [f"/a{order.amount}", f"/c{_currency(order)}"]
        rrn = str((order.original or {}).get("trace_no", ""))
        known = [f"/r{rrn}"] if rrn.isascii() and rrn.isdigit() else []
        if order.kind == "reversal":
            return self._reversal(order, money, known)
        if order.kind == "refund":
            return self._argv("refund", *money, *known)
        return self._argv("sale", *money)

    def judge(self, files: Files, order: Order) -> Outcome:
        """Return what the files prove about an order, or raise ``InDoubt``."""
        settings = self._settings
        return verdicts.judge(files, settings.names, order, settings.texts)

    def test(self, workplace: Workplace) -> tuple[str | None, str]:
        """Send the terminal an echo."""
        settings = self._settings
        if "ping" not in settings.numbers:
            return None, "The program is there; ops.ini has no connection test."
        run = workplace.run(self._argv("ping"), timeout=settings.test_timeout)
        code = self._code(run.files)
        if code == result.OK:
            return None, "Ready"
        if code in ("", result.NO_ANSWER):
            return "terminal_unreachable", f"{_SILENT}."
        return f"terminal_status:{code}", self._text(code)

    def reprint(self) -> Slips:
        """Return the last slip once more, where ops.ini has that operation."""
        if "reprint" not in self._settings.numbers:
            raise not_supported("print a slip again")
        slip = self._slip(self._service("reprint"))
        return Slips(slip, slip)

    def totals(self, close: bool) -> TerminalTotals:
        """Reconcile and close the day; figures are read from the slip's total."""
        if not close:
            raise not_supported("show its totals")
        slip = self._slip(self._service("settle"))
        found = report.find(slip, self._settings.total_word)
        if found is None:
            return TerminalTotals(0, 0, "", "", (), f"{_FIGURES}\n{slip}")
        return TerminalTotals(found.amount, found.count, "", "", (), slip)

    def _reversal(
        self, order: Order, money: list[str], known: list[str]
    ) -> Sequence[str]:
        if "cancel" in self._settings.numbers and known:
            return self._argv("cancel", *money, *known)
        if "cancel_last" in self._settings.numbers and _is_last(order):
            return self._argv("cancel_last", *money)
        raise Refused("not_reversible", _CANNOT_REVERSE)

    def _service(self, role: str) -> Files:
        """Run a service operation and return its files.

        :raises Unreachable: the pinpad does not answer.
        :raises Refused: the tool reports another code than 000.
        """
        with self.program.reserve() as workplace:
            run = workplace.run(self._argv(role))
        code = self._code(run.files)
        if code in ("", result.NO_ANSWER):
            raise Unreachable("terminal_unreachable", _SILENT)
        if code != result.OK:
            raise Refused(f"terminal_refused:{code}", self._text(code).rstrip("."))
        return run.files

    def _code(self, files: Files) -> str:
        return result.parse_code(files.get(self._settings.names.result, b""))

    def _slip(self, files: Files) -> str:
        return result.slip_text(files.get(self._settings.names.slip, b""))

    def _text(self, code: str) -> str:
        return f"{self._settings.texts.get(code) or f'The terminal says {code}'}."

    def _argv(self, role: str, *arguments: str) -> list[str]:
        number = self._settings.numbers.get(role)
        if number is None:
            raise Refused("not_supported", f"ops.ini has no operation for a {role}")
        shop = self._settings.terminal_id
        return [
            str(self._settings.tool),
            f"/o{number}",
            *arguments,
            *([f"/i{shop}"] if shop else []),
        ]


def _is_last(order: Order) -> bool:
    """Tell whether the sale to cancel is the terminal's last payment."""
    last, original = order.baseline, order.original or {}
    return (
        last is not None
        and bool(last.receipt_no)
        and last.receipt_no == original.get("receipt_no")
        and last.trace_no == original.get("trace_no")
    )


def _currency(order: Order) -> str:
    try:
        return numeric(order.currency)
    except LookupError:
        words = f"The currency {order.currency} has no number"
        raise Refused("currency", words) from None
