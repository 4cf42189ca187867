"""Base of the terminals that a vendor's command-line tool drives.

The tool gets a fixed list of arguments, one run at a time. What a run proves is in the
files it leaves: fresh ones only, and only for the order whose number the run sheet
carries. Everything else stays in doubt.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import ExitStack

from ..clock import milliseconds_since
from ..errors import BoxError, Refused, Unreachable
from ..transports.program import Files, ProgramFolder, Workplace
from .base import (
    Health,
    Hint,
    InDoubt,
    Order,
    Outcome,
    Pending,
    Progress,
    TerminalBase,
    Undecided,
    Verdict,
)

_FOLLOW = "Follow the terminal"
_SILENT = "The terminal's program did not end in time. Asking whether it charged."


class ProgramSession:
    """The tool's folder, reserved for one order."""

    def __init__(self, program: ProgramFolder) -> None:
        self._stack = ExitStack()
        self.workplace = self._stack.enter_context(program.reserve())

    def request_abort(self) -> None:
        """Do nothing: these tools cannot be stopped by the till."""

    def close(self) -> None:
        """Give the folder free."""
        self._stack.close()


class ProgramTerminal(TerminalBase):
    """What Sberbank UPOS and ARCUS2 have in common.

    ``proves_when_killed``: files of a tool that was ended by force count like others.
    """

    proves_when_killed = True

    def __init__(self, program: ProgramFolder) -> None:
        self.program = program

    def connect(self) -> ProgramSession:
        """Reserve the folder and make sure that the terminal answers.

        :raises Unreachable: no folder, no tool or no terminal; nothing was sent.
        :raises Refused: the tool is still at work.
        """
        session = ProgramSession(self.program)
        try:
            self.check_ready(session.workplace)
        except BoxError:
            session.close()
            raise
        return session

    def perform(
        self, session: ProgramSession, order: Order, progress: Progress
    ) -> Outcome:
        """Run the tool for an order and read what it left.

        :raises Refused: the tool was not started; nothing was charged.
        :raises InDoubt: it was started and its files do not prove how it ended.
        """
        try:
            argv = self.order_arguments(order)
            progress("card_wanted", _FOLLOW)
            run = session.workplace.run(argv, order.number)
            if run.status is None:
                raise InDoubt("no_answer", _SILENT)
            return self.judge(run.files, order)
        except Unreachable as error:
            raise Refused(error.code, f"{error.message}. Nothing was charged") from None
        finally:
            session.close()

    def query(self, order: Order, hint: Hint) -> Verdict:
        """Find out what the tool's run for an order left behind.

        No run sheet with its number: the tool was never started, nothing was charged.
        """
        try:
            with self.program.reserve() as workplace:
                files = self.program.evidence(order.number)
                if files is None:
                    return never_started()
                try:
                    if self.proves_when_killed or not self.program.was_killed:
                        return self.judge(files, order)
                except InDoubt:
                    pass
                return self.clear_up(workplace, order, hint)
        except Refused as error:
            return Pending(f"{error.message}.")

    def ping(self) -> Health:
        """Make a round trip with the tool's own connection test."""
        start = time.monotonic()
        try:
            with self.program.reserve() as workplace:
                code, text = self.test(workplace)
        except (Unreachable, Refused) as error:
            code, text = error.code, f"{error.message}."
        milliseconds = milliseconds_since(start)
        return Health(code is None, code, text, milliseconds)

    def check_ready(self, workplace: Workplace) -> None:
        """Raise ``Unreachable`` or ``Refused`` when no order can be taken now."""
        raise NotImplementedError

    def order_arguments(self, order: Order) -> Sequence[str]:
        """Return program and arguments for an order, or raise ``Refused``."""
        raise NotImplementedError

    def judge(self, files: Files, order: Order) -> Outcome:
        """Return what the files prove about an order, or raise ``InDoubt``."""
        raise NotImplementedError

    def test(self, workplace: Workplace) -> tuple[str | None, str]:
        """Return code (None: all is well) and text of a connection test."""
        raise NotImplementedError

    def clear_up(self, workplace: Workplace, order: Order, hint: Hint) -> Verdict:
        """Find out more when the files prove nothing; here a person decides."""
        return Undecided("The terminal's program left no result of this payment.")


def never_started() -> Outcome:
    """Return the outcome of an order for which the tool was never started."""
    words = "The terminal's program was not started. Nothing was charged."
    return Outcome("failed", "not_known_to_terminal", words)
