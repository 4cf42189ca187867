"""Card terminal that speaks UCS EFTPOS over TCP or on a serial line."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from ..errors import ConnectionLost, ProtocolError, Refused, Unreachable
from ..framing import ucs as framing
from ..framing.ucs import Message
from ..protocols import report
from ..protocols.ucs import answers, const, requests
from ..protocols.ucs.dialogue import Dialogue
from ..transports.base import Connect, Transport
from . import ucs_verdict as verdict
from .base import (
    Health,
    Hint,
    InDoubt,
    Order,
    Outcome,
    Progress,
    Slips,
    TerminalBase,
    TerminalTotals,
    Undecided,
    Verdict,
)


class Clock(Protocol):
    """Where the driver gets its time from, in seconds."""

    def monotonic(self) -> float:
        """Return a time that only goes forward."""

    def sleep(self, seconds: float) -> None:
        """Wait."""


@dataclass(frozen=True)
class UcsSettings:
    """Settings of one terminal; times in seconds.

    ``pause``: shortest time between two messages of the till; ``result_timeout``:
    silence after which an order is in doubt (each message of the terminal starts it
    again); ``longest``: what an order may take in all; ``rest``: silence that ends a
    slip without its last line. ``total_word`` finds the total on a report.
    """

    terminal: str
    currency: str = "RUB"
    pause: float = 2.0
    answer_timeout: float = 30.0
    result_timeout: float = 120.0
    longest: float = 900.0
    rest: float = 3.0
    total_word: str = "ИТОГО"


class UcsSession:
    """One connection; any number of requests, one after another."""

    def __init__(
        self, transport: Transport, settings: UcsSettings, pacer: Pacer
    ) -> None:
        self._transport = transport
        self._settings = settings
        self._pacer = pacer
        self._clock = pacer.clock
        self._decoder = framing.Decoder()
        self._inbox: deque[Message] = deque()
        self._damaged = False  # the last bytes were no message, or half of one

    def close(self) -> None:
        """Close the connection."""
        self._transport.close()

    def request_abort(self) -> None:
        """Do nothing: stopping an order by the till is not documented."""

    def run(self, dialogue: Dialogue, progress: Progress | None = None) -> Dialogue:
        """Send a request and follow it to its end.

        :raises ConnectionLost: the line broke or stayed silent before the result.
        :raises ProtocolError: damaged bytes, or another terminal.
        """
        self._pacer.wait()
        self._transport.send(framing.encode(dialogue.request))
        self._pacer.sent()
        end = self._clock.monotonic() + self._settings.longest
        while not dialogue.done:
            message = self._next(dialogue, end)
            if message is None:
                break
            shown = dialogue.receive(message)
            if shown is not None and progress is not None:
                progress(*shown)
        return dialogue

    def _next(self, dialogue: Dialogue, end: float) -> Message | None:
        """Return the next message; None when only the rest of a slip is missing.

        A refusal with damaged bytes behind it counts for nothing: where one byte is
        lost, its code may be another field.
        """
        settings, settled = self._settings, dialogue.settled
        limit = settings.rest if settled else settings.result_timeout
        if dialogue.request.kind == const.LOGIN:
            limit = settings.answer_timeout
        deadline = min(self._clock.monotonic() + limit, end)
        try:
            while not self._inbox:
                left = deadline - self._clock.monotonic()
                if left <= 0:
                    raise ConnectionLost("no_answer", "The terminal does not answer")
                self._take(self._transport.receive(left))
        except (ConnectionLost, ProtocolError):
            if dialogue.done_well or (settled and not self._damaged):
                return None
            raise
        return self._inbox.popleft()

    def _take(self, received: bytes) -> None:
        self._damaged = True
        self._inbox += self._decoder.feed(received)
        self._damaged = self._decoder.pending > 0


class Pacer:
    """Keeps the pause between two messages of the till, over all connections."""

    def __init__(self, pause: float, clock: Clock) -> None:
        self.clock = clock
        self._pause = pause
        self._last: float | None = None

    def wait(self) -> None:
        """Wait until the next message may be sent."""
        if self._last is not None:
            left = self._last + self._pause - self.clock.monotonic()
            if left > 0:
                self.clock.sleep(left)

    def sent(self) -> None:
        """Remember that a message was sent now."""
        self._last = self.clock.monotonic()


class UcsTerminal(TerminalBase):
    """Driver of one UCS terminal.

    There is no question for a lost result: doubt is for a person with the slip. Totals
    come as text; their figures are read from the line that ``total_word`` finds.
    """

    capabilities = frozenset({"refund", "reprint", "reversal", "settle", "totals"})

    def __init__(
        self, connect: Connect, settings: UcsSettings, clock: Clock = time
    ) -> None:
        self._connect = connect
        self._settings = settings
        self._clock = clock
        self._pacer = Pacer(settings.pause, clock)

    def connect(self) -> UcsSession:
        """Open a connection; nothing is sent.

        :raises Unreachable: nobody answers.
        """
        return UcsSession(self._connect(), self._settings, self._pacer)

    def perform(self, session: UcsSession, order: Order, progress: Progress) -> Outcome:
        """Carry out a sale (10), refund (14) or reversal (1A).

        :raises Refused: the order cannot be asked for, or the terminal wants no till;
            nothing was started.
        :raises InDoubt: the request was sent and its result is missing or unclear.
        """
        try:
            dialogue = self._logged_in(session, self._dialogue(order), progress)
            return verdict.judge(dialogue, order)
        except (ConnectionLost, ProtocolError) as error:
            words = f"{error.message}. {_DOUBT}"
            raise InDoubt(_doubt_code(error), words) from error
        finally:
            session.close()

    def query(self, order: Order, hint: Hint) -> Verdict:
        """Leave the doubt to a person: the protocol has no question for it."""
        return Undecided(CANNOT_ASK)

    def totals(self, close: bool) -> TerminalTotals:
        """Return the figures of the X report (25), or close the day (21).

        :raises Refused: the terminal refuses, or its report shows no total.
        """
        terminal = self._settings.terminal
        if close:
            return self._figures(self._ask(requests.finalise_day(terminal)), True)
        asked = requests.report(terminal, const.X_REPORT)
        return self._figures(self._ask(asked), False)

    def reprint(self) -> Slips:
        """Return the slip of the last end of day once more (25, report 5)."""
        asked = requests.report(self._settings.terminal, const.Z_DUPLICATE)
        return Slips(merchant=self._ask(asked).slip)

    def ping(self) -> Health:
        """Begin a working session (30)."""
        start = self._clock.monotonic()
        try:
            dialogue = self._ask(requests.login(self._settings.terminal))
        except Unreachable:
            return Health(False, "terminal_unreachable", _UNREACHABLE, self._ms(start))
        except Refused as error:
            return Health(False, error.code, f"{error.message}.", self._ms(start))
        if dialogue.answer is not None and answers.day_end_due(dialogue.answer):
            return Health(False, "terminal_status:day_end", _DAY_END, self._ms(start))
        return Health(True, None, "The terminal is logged in", self._ms(start))

    def _ms(self, start: float) -> int:
        return round((self._clock.monotonic() - start) * 1000)

    def _dialogue(self, order: Order) -> Callable[[], Dialogue]:
        known = order.baseline.receipt_no if order.baseline is not None else ""
        request = self._request(order)
        return lambda: Dialogue(request, known)

    def _request(self, order: Order) -> Message:
        terminal = self._settings.terminal
        if order.currency != self._settings.currency:
            words = f"The terminal takes {self._settings.currency} only"
            raise Refused("currency", words)
        if order.kind == "refund":
            return requests.refund(terminal, order.amount)
        if order.kind == "sale":
            return requests.sale(terminal, order.amount)
        original = order.original or {}
        try:
            rrn = str(original.get("transaction_id", ""))
            return requests.reversal(terminal, rrn, order.amount)
        except ValueError as error:
            words = "The reference number of the sale is not known"
            raise Refused("not_reversible", words) from error

    def _logged_in(
        self,
        session: UcsSession,
        build: Callable[[], Dialogue],
        progress: Progress | None = None,
    ) -> Dialogue:
        """Run a request; log in and run it again when the terminal wants that first.

        It refused the first one with 51, so that sending it again is safe.

        :raises Refused: the login failed; nothing was started.
        """
        dialogue = session.run(build(), progress)
        if not dialogue.login_first:
            return dialogue
        self._login(session)
        dialogue = session.run(build(), progress)
        if dialogue.login_first:
            raise Refused("login_refused", _NO_LOGIN)
        return dialogue

    def _login(self, session: UcsSession) -> None:
        try:
            dialogue = session.run(Dialogue(requests.login(self._settings.terminal)))
        except (ConnectionLost, ProtocolError) as error:
            raise Refused("login_refused", _NO_LOGIN) from error
        if dialogue.failure is not None:
            outcome = verdict.refused(dialogue.failure)
            raise Refused(outcome.code or "", outcome.text)

    def _ask(self, request: Message) -> Dialogue:
        """Run a request that moves no money.

        :raises Unreachable: nobody answers, or the line broke.
        :raises Refused: the terminal refuses it.
        """
        session = self.connect()
        try:
            dialogue = self._logged_in(session, lambda: Dialogue(request))
        except (ConnectionLost, ProtocolError) as error:
            raise Unreachable("terminal_unreachable", error.message) from error
        finally:
            session.close()
        if dialogue.failure is not None:
            outcome = verdict.refused(dialogue.failure)
            raise Refused(outcome.code or "", outcome.text)
        return dialogue

    def _figures(self, dialogue: Dialogue, closed: bool) -> TerminalTotals:
        word, slip = self._settings.total_word, dialogue.slip
        found = report.find(slip, word)
        if found is not None:
            return TerminalTotals(found.amount, found.count, "", "", text=slip)
        if closed:
            return TerminalTotals(0, 0, "", "", text=slip)
        words = f'The terminal\'s report has no total in a line with "{word}"'
        raise Refused("totals_unreadable", words)


CANNOT_ASK = "A UCS terminal cannot be asked how a payment ended."
_DOUBT = "Whether the card was charged is on the terminal's slip."
_DAY_END = "The terminal wants its end of day. Close the day."
_NO_LOGIN = "The terminal does not begin a working session. Nothing was charged"
_UNREACHABLE = "The terminal does not answer. Check its power and network."


def _doubt_code(error: ConnectionLost | ProtocolError) -> str:
    return "protocol_error" if isinstance(error, ProtocolError) else "no_answer"
