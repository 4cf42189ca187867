"""Card terminal that speaks Caisse-AP over IP (Concert V3), dialects 0300 and 0320."""

from __future__ import annotations

import time
from dataclasses import dataclass

from ..clock import milliseconds_since
from ..errors import ConnectionLost, ProtocolError, Refused, Unreachable
from ..framing import caisse_ap as framing
from ..protocols import currencies
from ..protocols.caisse_ap import const, results
from ..protocols.caisse_ap.answer import Answer
from ..protocols.caisse_ap.dialogue import Dialogue
from ..protocols.caisse_ap.request import Request
from ..transports.base import Connect, Transport
from . import caisse_ap_verdict as verdict
from .base import (
    Health,
    Hint,
    InDoubt,
    Order,
    Outcome,
    Progress,
    Slips,
    TerminalBase,
    Undecided,
    Verdict,
)
from .spec import DeviceSetup, DriverSpec, Parameter, seconds

_ACTIONS = {"sale": const.DEBIT, "refund": const.CREDIT, "reversal": const.CANCEL}


@dataclass(frozen=True)
class CaisseApSettings:
    """Settings of one terminal; times in seconds.

    ``quiet``: silence that ends an answer (the protocol has no end mark); ``rest``:
    how long a half received answer may take to go on. ``identify``: whether the
    connection test asks for the identification (action ``I``).
    """

    currency: str = "EUR"
    dialect: str = const.STANDARD
    till: str = "01"
    identify: bool = True
    duplicate: bool = False
    answer_timeout: float = 10.0
    result_timeout: float = 180.0
    quiet: float = 0.25
    rest: float = 5.0


class CaisseApSession:
    """One TCP connection: one request and its answer."""

    def __init__(self, transport: Transport, settings: CaisseApSettings) -> None:
        self._transport = transport
        self._settings = settings

    def close(self) -> None:
        """Close the connection."""
        self._transport.close()

    def request_abort(self) -> None:
        """Do nothing: the protocol has no abort, only the terminal's own red key."""

    def run(
        self, request: Request, timeout: float, progress: Progress | None = None
    ) -> tuple[Answer, ...]:
        """Send a request and return everything that the terminal answered.

        :param timeout: seconds of silence after which the terminal is given up.
        :raises ConnectionLost: the line broke or stayed silent after sending.
        :raises ProtocolError: damaged bytes.
        """
        dialogue = Dialogue()
        self._transport.send(framing.encode(request.fields()))
        deadline = time.monotonic() + timeout
        while (wait := self._wait(dialogue, deadline)) > 0:
            try:
                received = self._transport.receive(wait)
            except ConnectionLost:
                if dialogue.silent:
                    raise
                break
            if not received and dialogue.complete:
                break
            if not received:
                continue
            dialogue.receive(received)
            if dialogue.acknowledged and progress is not None:
                progress("card_wanted", "The terminal has taken the order")
            deadline = self._next_deadline(dialogue, timeout)
        if dialogue.silent:
            raise ConnectionLost("no_answer", "The terminal does not answer")
        return dialogue.finish()

    def _wait(self, dialogue: Dialogue, deadline: float) -> float:
        left = deadline - time.monotonic()
        return min(left, self._settings.quiet) if dialogue.complete else left

    def _next_deadline(self, dialogue: Dialogue, timeout: float) -> float:
        """Give a final answer little time for its rest, an announcement all of it."""
        limit = self._settings.rest if dialogue.final else timeout
        return time.monotonic() + limit


class CaisseApTerminal(TerminalBase):
    """Driver of one Caisse-AP terminal.

    The protocol knows no status query and no abort: a missing answer is decided by a
    person with the terminal's ticket.
    """

    capabilities = frozenset({"refund", "reversal"})

    def __init__(self, connect: Connect, settings: CaisseApSettings) -> None:
        self._connect = connect
        self._settings = settings
        self._number = 0
        if settings.duplicate:
            self.capabilities = self.capabilities | {"reprint"}

    def connect(self) -> CaisseApSession:
        """Open a connection; nothing is sent.

        :raises Unreachable: nobody answers.
        """
        return CaisseApSession(self._connect(), self._settings)

    def perform(
        self, session: CaisseApSession, order: Order, progress: Progress
    ) -> Outcome:
        """Carry out a debit, credit or cancel.

        :raises Refused: the order cannot be asked for; nothing was sent.
        :raises InDoubt: the request was sent and its result is missing or unclear.
        """
        request = self._request(order)
        progress("card_wanted", "Waiting for the customer at the terminal")
        try:
            answers = session.run(request, self._settings.result_timeout, progress)
        except (ConnectionLost, ProtocolError) as error:
            words = f"{error.message}. {_DOUBT}"
            raise InDoubt(_doubt_code(error), words) from error
        finally:
            session.close()
        return verdict.judge(answers, request, order)

    def query(self, order: Order, hint: Hint) -> Verdict:
        """Leave the doubt to a person: the protocol has no question for it."""
        return Undecided(_CANNOT_ASK)

    def ping(self) -> Health:
        """Ask the terminal to identify itself (or only open a connection)."""
        start = time.monotonic()
        try:
            text = self._identify()
        except Unreachable:
            return Health(
                False, "terminal_unreachable", _UNREACHABLE, milliseconds_since(start)
            )
        except (ConnectionLost, ProtocolError) as error:
            return Health(
                False, error.code, f"{error.message}.", milliseconds_since(start)
            )
        return Health(True, None, text, milliseconds_since(start))

    def reprint(self) -> Slips:
        """Return the duplicate of the last ticket (some models only).

        :raises Refused: the terminal has no duplicate for the till.
        """
        if not self._settings.duplicate:
            return super().reprint()
        answers = self._ask(const.DUPLICATE)
        if not any(answer.status == const.DONE for answer in answers):
            reason = next((a.reason for a in answers if a.final), "")
            raise Refused(f"terminal_refused:{reason or '00'}", results.text(reason))
        return verdict.to_slips(answers)

    def _identify(self) -> str:
        if not self._settings.identify:
            self._connect().close()
            return "The terminal takes connections"
        answers = self._ask(const.IDENTIFY)
        if any(a.reason == results.UNKNOWN_ACTION for a in answers):
            return "The terminal answers (it does not know the identification)"
        return "The terminal answers"

    def _ask(self, action: str) -> tuple[Answer, ...]:
        """Ask something that moves no money."""
        self._number += 1
        settings = self._settings
        request = Request(action, self._number, settings.till, settings.dialect)
        session = self.connect()
        try:
            return session.run(request, settings.answer_timeout)
        finally:
            session.close()

    def _request(self, order: Order) -> Request:
        settings = self._settings
        try:
            number = currencies.numeric(order.currency)
        except LookupError as error:
            words = f"The terminal cannot be told the currency {order.currency}"
            raise Refused("currency", words) from error
        return Request(
            _ACTIONS[order.kind],
            order.number,
            settings.till,
            settings.dialect,
            order.amount,
            number,
        )


_CANNOT_ASK = "A Caisse-AP terminal cannot be asked how a payment ended."
_DOUBT = "Whether the card was charged is on the terminal's ticket."
_UNREACHABLE = "The terminal does not answer. Check its power and network."


def _doubt_code(error: ConnectionLost | ProtocolError) -> str:
    return "protocol_error" if isinstance(error, ProtocolError) else "no_answer"


def _build(setup: DeviceSetup) -> CaisseApTerminal:
    settings = CaisseApSettings(
        currency=setup.currency,
        dialect=setup.text("dialect"),
        till=setup.text("till"),
        identify=setup.flag("identify"),
        duplicate=setup.flag("duplicate"),
        answer_timeout=setup.number("answer_timeout"),
        result_timeout=setup.number("result_timeout"),
    )
    return CaisseApTerminal(setup.tcp(), settings)


SPEC = DriverSpec(
    name="caisse_ap",
    kind="terminal",
    label="Caisse-AP over IP (France)",
    link="tcp",
    default_port=8888,
    parameters=(
        Parameter(
            "dialect", "Dialect", "choice", const.STANDARD,
            choices=(const.STANDARD, const.NEPTING),
            help="0300 for most terminals, 0320 for terminals run by Nepting.",
        ),
        Parameter(
            "till", "Till number", "text", "01", pattern=r"\d{2}",
            help="Two digits that the terminal shows on its ticket.",
        ),
        Parameter(
            "identify", "Ask for identification", "boolean", True, advanced=True,
            help="No: the connection test only opens a connection.",
        ),
        Parameter(
            "duplicate", "Duplicate ticket", "boolean", False, advanced=True,
            help="Yes: this model prints its last ticket again when the till asks.",
        ),
        seconds(
            "answer_timeout", "Answer time", 10.0,
            "Seconds in which the terminal must answer the connection test.",
        ),
        seconds(
            "result_timeout", "Result time", 180.0,
            "Seconds without a result after which a payment is in doubt.",
        ),
    ),
    capabilities=CaisseApTerminal.capabilities,
    doubts=f"{_CANNOT_ASK} A person decides with the terminal's ticket.",
    build=_build,
)  # fmt: skip
