"""Card terminal that speaks OPI (O.P.I., IXRetail XML) over two TCP channels."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from ..clock import milliseconds_since
from ..errors import ConnectionLost, ProtocolError, Refused, Unreachable
from ..protocols import money
from ..protocols.opi import messages, results
from ..protocols.opi.messages import Answer, CardAnswer, Request, Sender, ServiceAnswer
from ..transports.base import Connect, Transport
from ..transports.tcp_listener import TcpListener
from . import opi_verdict
from .base import (
    BrandTotal,
    Health,
    Hint,
    InDoubt,
    Order,
    Outcome,
    Pending,
    Progress,
    TerminalBase,
    TerminalTotals,
    Verdict,
)
from .opi_channel import OpiChannel
from .opi_session import OpiSession
from .own_port import Listener
from .spec import DeviceSetup, DriverSpec, Parameter, seconds

_KINDS = {
    "sale": messages.SALE,
    "refund": messages.REFUND,
    "reversal": messages.REVERSAL,
}
_DOUBT = "The answer is missing, and this terminal cannot be asked for it."
_UNREACHABLE = "The terminal does not answer. Check its power and network."
# RequestIDs of questions stay apart from those of orders, which are below.
_FIRST_QUESTION, _QUESTIONS = 90_000_000, 10_000_000


@dataclass(frozen=True)
class OpiSettings:
    """Settings of one terminal; times in seconds.

    ``answer_timeout``: for a log-in; ``result_timeout``: longest silence of both
    channels during a payment. ``approval_words``: printed on approved merchant slips
    only; without them no slip decides anything.
    """

    sender: Sender = Sender()
    currency: str = "EUR"
    answer_timeout: float = 10.0
    result_timeout: float = 180.0
    approval_words: tuple[str, ...] = ()


class OpiTerminal(TerminalBase):
    """Driver of one OPI terminal; it cannot be asked how a payment ended."""

    capabilities = frozenset({"abort", "refund", "reversal", "settle"})

    def __init__(
        self, connect: Connect, channel: OpiChannel, settings: OpiSettings
    ) -> None:
        self._connect = connect
        self._channel = channel
        self._settings = settings
        self._logged_in = False
        self._serial = 0
        self._serial_lock = threading.Lock()

    def connect(self) -> OpiSession:
        """Listen on channel 1, log in where that is needed, open channel 0.

        :raises Unreachable: nobody answers; nothing was sent that moves money.
        :raises Refused: the port is taken, or the terminal takes no log-in.
        """
        self._channel.open()
        if not self._logged_in:
            self._log_in()
        return OpiSession(self._connect())

    def close(self) -> None:
        """Stop listening on channel 1."""
        self._channel.close()

    def perform(self, session: OpiSession, order: Order, progress: Progress) -> Outcome:
        """Carry out a sale, refund or reversal (by STAN).

        :raises InDoubt: the request was sent and its answer is missing or unclear.
        """
        request = self._request(order)
        try:
            answer = self._run(session, request, progress)
        except (ConnectionLost, ProtocolError) as error:
            self._logged_in = False
            raise InDoubt.after(error, _DOUBT) from error
        finally:
            session.close()
        if not isinstance(answer, CardAnswer):
            raise InDoubt("protocol_error", _DOUBT)
        if answer.result in results.LOGGED_OUT:
            self._logged_in = False
        papers = self._channel.papers(request.request_id)
        return opi_verdict.judge(answer, order, papers)

    def query(self, order: Order, hint: Hint) -> Verdict:
        """Log in again once and look for late slips; they prove little (``proof``)."""
        papers = self._channel.papers(opi_verdict.request_id(order))
        verdict = opi_verdict.by_slip(order, papers, self._settings.approval_words)
        if isinstance(verdict, Outcome):
            return verdict
        try:
            self._channel.open()
            if not self._logged_in:
                self._log_in()
        except Refused as error:
            return Pending(error.message) if error.code == "terminal_busy" else verdict
        except Unreachable:
            return verdict
        return verdict

    def totals(self, close: bool) -> TerminalTotals:
        """Close the day and return its totals; OPI shows none before.

        :raises Refused: the terminal cannot do it now, or totals without closing.
        """
        if not close:
            return super().totals(close)
        self._channel.open()
        if not self._logged_in:
            self._log_in()
        request = self._question(messages.CLOSE)
        answer = self._ask(request, self._settings.result_timeout)
        if answer.result != messages.SUCCESS:
            raise _refused(answer)
        return self._totals(answer, self._channel.papers(request.request_id).merchant)

    def ping(self) -> Health:
        """Make a round trip with a Login; channel 1 listens from then on."""
        start = time.monotonic()
        try:
            self._channel.open()
            self._log_in()
        except Unreachable:
            return Health(
                False, "terminal_unreachable", _UNREACHABLE, milliseconds_since(start)
            )
        except Refused as error:
            return Health(
                False, error.code, f"{error.message}.", milliseconds_since(start)
            )
        return Health(True, None, "Ready", milliseconds_since(start))

    def _run(self, session: OpiSession, request: Request, progress: Progress) -> Answer:
        """Send an order and wait; every word on channel 1 gives it more time."""

        def show(words: str) -> None:
            if words:
                progress("card_wanted", words)
            session.transport.wake()

        self._channel.follow(request.request_id, show)
        session.wish.begin(partial(self._wish_abort, request))
        try:
            session.send(request)
            patience = self._settings.result_timeout
            return session.receive(request, lambda: self._channel.heard() + patience)
        finally:
            session.wish.end()
            self._channel.quiet()

    def _request(self, order: Order) -> Request:
        by_stan = order.kind == "reversal"
        return Request(
            kind=_KINDS[order.kind],
            request_id=opi_verdict.request_id(order),
            sender=self._settings.sender,
            timestamp=_now(),
            amount=None if by_stan else opi_verdict.asked(order),
            currency="" if by_stan else order.currency,
            stan=str((order.original or {}).get("trace_no", "")) if by_stan else "",
        )

    def _question(self, kind: str, request_id: str = "") -> Request:
        number = request_id or self._next_id()
        return Request(kind, number, self._settings.sender, _now())

    def _log_in(self) -> None:
        self._logged_in = False
        request = self._question(messages.LOGIN)
        answer = self._ask(request, self._settings.answer_timeout)
        if answer.result != messages.SUCCESS:
            raise _refused(answer)
        self._logged_in = True

    def _wish_abort(self, running: Request) -> None:
        """Send an AbortRequest with the running request's number [one source, thin].

        :raises Unreachable: the terminal does not answer.
        """
        request = self._question(messages.ABORT, running.request_id)
        session = OpiSession(self._connect())
        deadline = time.monotonic() + self._settings.answer_timeout
        try:
            session.send(request)
            session.receive(request, lambda: deadline)
        except (ConnectionLost, ProtocolError) as error:
            raise Unreachable("terminal_unreachable", error.message) from error
        finally:
            session.close()

    def _ask(self, request: Request, timeout: float) -> ServiceAnswer:
        """Ask something that moves no money: any broken line is 'unreachable'.

        :raises Refused: the terminal answered with something else.
        """
        self._channel.follow(request.request_id, lambda words: None)
        session = OpiSession(self._connect())
        try:
            session.send(request)
            answer = session.receive(request, lambda: self._channel.heard() + timeout)
        except ConnectionLost as error:
            raise Unreachable("terminal_unreachable", error.message) from error
        except ProtocolError as error:
            raise Refused(error.code, error.message) from error
        finally:
            session.close()
        if not isinstance(answer, ServiceAnswer):
            raise Refused("protocol_error", "The terminal answered something else")
        return answer

    def _totals(self, answer: ServiceAnswer, slip: str) -> TerminalTotals:
        brands: dict[str, tuple[int, int]] = {}
        for total in answer.totals:
            minor = money.to_minor(total.amount, total.currency)
            signed = -abs(minor) if total.kind == "Credit" else minor
            known = total.kind in ("", "Debit", "Credit")
            brand = total.circuit if known else f"{total.circuit} ({total.kind})"
            count, amount = brands.get(brand, (0, 0))
            brands[brand] = (count + total.count, amount + signed)
        return TerminalTotals(
            amount=sum(amount for _, amount in brands.values()),
            count=sum(count for count, _ in brands.values()),
            first_receipt="",
            last_receipt="",
            brands=tuple(BrandTotal(b, c, a) for b, (c, a) in brands.items()),
            text=slip,
        )

    def _next_id(self) -> str:
        """Return a RequestID for a question: above those of orders, never twice soon.

        Tenths of a second since 1970, seven digits (11 days).
        """
        with self._serial_lock:
            self._serial = max(self._serial + 1, int(time.time() * 10))
            return str(_FIRST_QUESTION + self._serial % _QUESTIONS)


def _refused(answer: ServiceAnswer) -> Refused:
    group, sentence = results.overall(answer.result)
    busy = group == results.BUSY
    code = "terminal_busy" if busy else f"terminal_refused:{answer.result.lower()[:24]}"
    return Refused(code, answer.words or sentence)


def _now() -> str:
    return datetime.now().astimezone().replace(tzinfo=None).isoformat("T", "seconds")


def _build(setup: DeviceSetup) -> OpiTerminal:
    sender = Sender(setup.text("application"), setup.text("pop_id"), setup.text("till"))

    def listen(serve: Callable[[Transport], None]) -> Listener:
        return TcpListener(("", setup.integer("channel1_port")), setup.host, serve)

    words = tuple(part.strip() for part in setup.text("approval_words").split(";"))
    settings = OpiSettings(
        sender=sender,
        currency=setup.currency,
        answer_timeout=setup.number("answer_timeout"),
        result_timeout=setup.number("result_timeout"),
        approval_words=tuple(filter(None, words)),
    )
    return OpiTerminal(setup.tcp(), OpiChannel(listen, sender), settings)


SPEC = DriverSpec(
    name="opi",
    kind="terminal",
    label="OPI over the network",
    link="tcp",
    default_port=20002,
    parameters=(
        Parameter(
            "channel1_port", "Port for messages", "integer", 20007,
            minimum=1, maximum=65535,
            help="Port of the box to which the terminal connects (channel 1).",
        ),
        Parameter(
            "till", "Till number", "text", "1", pattern=r"[0-9A-Za-z]{1,20}",
            help="WorkstationID: a number that no other till uses at this terminal.",
        ),
        Parameter(
            "pop_id", "Place of sale", "text", "001", pattern=r"[0-9A-Za-z]{1,20}",
            help="POPID, usually 001.", advanced=True,
        ),
        Parameter(
            "application", "Name of the till", "text", "GarageTill",
            pattern=r"[0-9A-Za-z ._-]{1,40}", advanced=True,
            help="ApplicationSender, as the terminal's maker wants it.",
        ),
        Parameter(
            "approval_words", "Words of approval", "text", advanced=True,
            help="Words that stand on approved merchant slips only, apart by ; "
            "(empty: a slip decides nothing).",
        ),
        seconds(
            "answer_timeout", "Answer time", 10.0,
            "Seconds in which the terminal must answer a log-in.",
        ),
        seconds(
            "result_timeout", "Result time", 180.0,
            "Seconds of silence after which a payment is in doubt.",
        ),
    ),
    capabilities=OpiTerminal.capabilities,
    doubts="The terminal cannot be asked: a manager decides by its slip.",
    build=_build,
)  # fmt: skip
