"""Totals, end of day and upkeep of the simulated ZVT terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import ConnectionLost
from ..framing.zvt import Apdu
from ..protocols.zvt import bitmaps, commands, const, results
from . import zvt_answers
from .clock import local_now

if TYPE_CHECKING:
    from .terminal_session import TerminalSession

_MENDS = {
    const.DIAGNOSIS: (results.DIAGNOSIS_REQUIRED, 0xC9),
    const.INITIALISATION: (results.INITIALISATION_REQUIRED, 0xCA),
    const.SET_CLOCK: (results.CLOCK_WRONG, 0x0E),
}


class TerminalDay:
    """Handlers of the commands that move no money."""

    def __init__(self, session: TerminalSession) -> None:
        self._session = session

    def totals(self, command: Apdu) -> None:
        """06 10, the counters; 06 50, and start a new day."""
        terminal = self._session.terminal
        with terminal.transaction() as free:
            if not free:
                self._session.refuse(results.PLEASE_WAIT)
                return
            self._session.send(commands.positive())
            if command.control == const.END_OF_DAY:
                self._close_day()
            else:
                self._report(closing=False)
                self._session.deliver(Apdu(const.COMPLETION))

    def open_reservations(self, command: Apdu) -> None:
        """06 23 with receipt FFFF: an abort that names the open ones."""
        numbers = self._session.terminal.traits.preauthorised
        self._session.send(commands.positive())
        self._session.deliver(zvt_answers.open_reservations(numbers))

    def upkeep(self, command: Apdu) -> None:
        """06 70, 06 93, 06 91: mend what the status asks for."""
        terminal = self._session.terminal
        mends, shown = _MENDS[command.control]
        self._session.send(commands.positive())
        self._session.deliver(zvt_answers.intermediate(shown))
        if terminal.broken:
            self._session.deliver(zvt_answers.aborted(0x9B))
            return
        if terminal.status == mends:
            terminal.status = results.OK
        terminal.upkeep.append(command.control)
        self._session.deliver(Apdu(const.COMPLETION))

    def _close_day(self) -> None:
        session, terminal = self._session, self._session.terminal
        session.deliver(zvt_answers.intermediate(0x0F))
        if terminal.day_breaks:
            terminal.day_breaks, terminal.status = False, results.OPEN_BATCH
            session.transport.close()
            raise ConnectionLost("cut", "The line was cut by the script")
        if terminal.broken:
            session.deliver(zvt_answers.aborted(0x77))
            return
        self._report(closing=True)
        terminal.status = results.OK
        if not terminal.traits.update_seconds:
            session.deliver(Apdu(const.COMPLETION))
            return
        terminal.begin_update()
        update = bitmaps.build([(0x27, bytes([results.MAINTENANCE]))])
        session.deliver(Apdu(const.COMPLETION, update))

    def _report(self, closing: bool) -> None:
        session, terminal = self._session, self._session.terminal
        batch = terminal.ledger.batch()
        told = batch[:-1] if terminal.traits.totals_short else batch
        session.deliver(zvt_answers.totals_information(told, local_now()))
        if closing:
            terminal.ledger.settle()
        lines = zvt_answers.totals_lines(told, closing)
        session.deliver_slip(lines, "administrative")
