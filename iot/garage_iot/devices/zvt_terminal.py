"""Card terminal that speaks ZVT over TCP (PA00P015, PA00P016)."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from datetime import datetime

from ..errors import ConnectionLost, ProtocolError, Refused, Unreachable
from ..framing import zvt as framing
from ..protocols.zvt import commands, enquiry, results, totals
from ..protocols.zvt.dialogue import Dialogue
from ..protocols.zvt.status import StatusInformation
from ..transports.base import Connect, Transport
from . import zvt_verdict
from .base import (
    Baseline,
    BrandTotal,
    Health,
    Hint,
    InDoubt,
    LastTransaction,
    Order,
    Outcome,
    Pending,
    Progress,
    TerminalBase,
    TerminalTotals,
    Undecided,
    Verdict,
)
from .spec import DeviceSetup, DriverSpec, Parameter, seconds


@dataclass(frozen=True)
class ZvtSettings:
    """Settings of one terminal; times in seconds.

    ``confirm_delay``: how long to wait before a recovered result is asked a second
    time, because a terminal may still reverse by itself once the card is taken out
    (PA00P015 2.2.8). ``answer_timeout``: T3 of PA00P016; ``result_timeout``: T4.
    """

    password: str = "000000"
    currency: str = "EUR"
    charset: str = "cp437"
    answer_timeout: float = 5.0
    result_timeout: float = 180.0
    confirm_delay: float = 10.0
    tolerance: zvt_verdict.Tolerance = zvt_verdict.Tolerance()


class ZvtSession:
    """One TCP connection to the terminal."""

    def __init__(self, transport: Transport, settings: ZvtSettings) -> None:
        self.transport = transport
        self.charset = settings.charset
        self._settings = settings
        self._decoder = framing.Decoder()
        self._inbox: list[framing.Apdu] = []
        self._abort = threading.Event()

    def close(self) -> None:
        """Close the connection."""
        self.transport.close()

    def request_abort(self) -> None:
        """Let the running dialogue send ``06 B0`` as soon as it may (any thread)."""
        self._abort.set()
        self.transport.wake()

    def run(self, command: framing.Apdu, progress: Progress | None = None) -> Dialogue:
        """Send a command and follow it to its end.

        :raises ConnectionLost: the line broke or a time-out passed after sending.
        :raises ProtocolError: damaged messages.
        """
        dialogue = Dialogue(
            command,
            self.charset,
            self._settings.answer_timeout,
            self._settings.result_timeout,
        )
        self._send(command)
        deadline = time.monotonic() + dialogue.timeout
        while not dialogue.done:
            self._pass_on_abort(dialogue)
            apdu = self._receive(deadline)
            if apdu is None:
                continue
            reaction = dialogue.receive(apdu)
            self._send(*reaction.send)
            if reaction.progress is not None and progress is not None:
                progress(reaction.progress.step, reaction.progress.text)
            deadline = time.monotonic() + dialogue.timeout
        return dialogue

    def _pass_on_abort(self, dialogue: Dialogue) -> None:
        if not self._abort.is_set():
            return
        request = dialogue.request_abort()
        if request:
            self._abort.clear()
            self._send(*request)

    def _send(self, *apdus: framing.Apdu) -> None:
        if apdus:
            self.transport.send(b"".join(framing.encode(apdu) for apdu in apdus))

    def _receive(self, deadline: float) -> framing.Apdu | None:
        """Return the next message, or None when woken up for an abort."""
        if not self._inbox:
            left = deadline - time.monotonic()
            if left <= 0:
                raise ConnectionLost("no_answer", "The terminal does not answer")
            received = self.transport.receive(left)
            self._inbox += self._decoder.feed(received)
        return self._inbox.pop(0) if self._inbox else None


class ZvtTerminal(TerminalBase):
    """Driver of one ZVT terminal."""

    capabilities = frozenset(
        {"abort", "last", "query", "refund", "reversal", "settle", "totals"}
    )

    def __init__(self, connect: Connect, settings: ZvtSettings) -> None:
        self._connect = connect
        self._settings = settings
        self._charset: str | None = None

    def connect(self) -> ZvtSession:
        """Open a connection and register the till (06 00) where that is needed.

        :raises Unreachable: nobody answers; nothing was sent that moves money.
        :raises Refused: the terminal does not take the registration.
        """
        session = ZvtSession(self._connect(), self._settings)
        if self._charset is None:
            try:
                self._charset = self._register(session)
            except (ConnectionLost, ProtocolError) as error:
                session.close()
                raise Unreachable("unreachable", error.message) from error
            except Refused:
                session.close()
                raise
        session.charset = self._charset
        return session

    def perform(self, session: ZvtSession, order: Order, progress: Progress) -> Outcome:
        """Carry out a sale (06 01), reversal (06 30) or refund (06 31).

        :raises InDoubt: the command was sent and its result is missing or unclear.
        """
        try:
            dialogue = self._run_registered(session, self._command(order), progress)
            return zvt_verdict.judge(dialogue, order, _local_now())
        except Refused as error:
            return Outcome("failed", error.code, error.message)
        except (ConnectionLost, ProtocolError) as error:
            self._charset = None
            raise InDoubt(_doubt_code(error), _DOUBT) from error
        finally:
            session.close()

    def query(self, order: Order, hint: Hint) -> Verdict:
        """Ask twice, ``confirm_delay`` apart, how an order in doubt ended (06 20).

        :raises Unreachable: the terminal does not answer now.
        """
        first = self._query_once(order, hint)
        if not isinstance(first, Outcome):
            return first
        time.sleep(self._settings.confirm_delay)
        second = self._query_once(order, hint)
        if isinstance(second, Outcome) and second.state != first.state:
            return Undecided("The terminal changed its answer.")
        return second

    def baseline(self) -> Baseline:
        """Return the last transaction that the terminal knows (06 20).

        :raises Unreachable: the terminal does not answer now.
        """
        info = self._last_info()
        if info is None:
            return Baseline()
        return Baseline(info.receipt_no, info.trace_no)

    def last(self) -> LastTransaction | None:
        """Return the last transaction that the terminal knows (06 20)."""
        info = self._last_info()
        if info is None:
            return None
        result = zvt_verdict.to_result(info, {}, _local_now())
        return LastTransaction(info.result == results.OK, result)

    def totals(self, close: bool) -> TerminalTotals:
        """Return the counters: 06 10 without, 06 50 with end of day.

        :raises Refused: the terminal cannot do it now, with its reason.
        """
        password = self._settings.password
        build = commands.end_of_day if close else commands.send_totals
        dialogue = self._run(build(password))
        if dialogue.aborted is not None or not dialogue.infos:
            code = dialogue.aborted or results.PLEASE_WAIT
            raise Refused(f"terminal_refused:{code:02x}", results.text(code))
        found = totals.from_status(dialogue.infos[-1])
        brands = tuple(BrandTotal(g.brand, g.count, g.amount) for g in found.groups)
        slips = "\n".join(dialogue.slips.values())
        return TerminalTotals(
            found.amount,
            found.count,
            found.first_receipt,
            found.last_receipt,
            brands,
            slips,
        )

    def ping(self) -> Health:
        """Make a round trip with a status enquiry (05 01)."""
        start = time.monotonic()
        try:
            status = self._status()
        except Unreachable:
            return Health(False, "terminal_unreachable", _UNREACHABLE, _since(start))
        except Refused as error:
            return Health(False, error.code, error.message, _since(start))
        code = None if status == results.OK else f"terminal_status:{status:02x}"
        return Health(code is None, code, results.status_text(status), _since(start))

    def _register(self, session: ZvtSession) -> str:
        settings = self._settings
        dialogue = session.run(
            commands.registration(settings.password, settings.currency)
        )
        code = dialogue.refused if dialogue.refused is not None else dialogue.aborted
        if code is not None:
            outcome = zvt_verdict.refused(code)
            raise Refused(outcome.code or "", outcome.text)
        return enquiry.agreed_charset(dialogue.completion or b"", settings.charset)

    def _run_registered(
        self,
        session: ZvtSession,
        command: framing.Apdu,
        progress: Progress | None = None,
    ) -> Dialogue:
        """Run a command; register again if the terminal forgot us meanwhile."""
        dialogue = session.run(command, progress)
        if dialogue.not_registered:
            self._charset = session.charset = self._register(session)
            dialogue = session.run(command, progress)
        return dialogue

    def _command(self, order: Order) -> framing.Apdu:
        password = self._settings.password
        if order.kind == "reversal":
            receipt_no = str((order.original or {}).get("receipt_no", ""))
            if not receipt_no:
                words = "The receipt number of the sale is not known."
                raise Refused("not_reversible", words)
            return commands.reversal(password, receipt_no)
        if order.kind == "refund":
            return commands.refund(password, order.amount, order.currency)
        return commands.authorisation(order.amount, order.currency)

    def _query_once(self, order: Order, hint: Hint) -> Verdict:
        try:
            status = self._status()
            if results.is_busy(status):
                return Pending(results.status_text(status))
            info = self._last_info()
        except Refused as error:
            return Pending(error.message)
        return zvt_verdict.match(info, order, hint, self._settings.tolerance)

    def _status(self) -> int:
        dialogue = self._run(commands.status_enquiry(self._settings.password))
        if dialogue.aborted is not None:
            return dialogue.aborted
        return enquiry.terminal_status(dialogue.completion or b"")

    def _last_info(self) -> StatusInformation | None:
        dialogue = self._run(commands.repeat_status(self._settings.password))
        return dialogue.infos[-1] if dialogue.infos else None

    def _run(self, command: framing.Apdu) -> Dialogue:
        """Run a command that moves no money: any broken line is 'unreachable'."""
        session = self.connect()
        try:
            dialogue = self._run_registered(session, command)
        except (ConnectionLost, ProtocolError) as error:
            self._charset = None
            raise Unreachable("terminal_unreachable", error.message) from error
        finally:
            session.close()
        if dialogue.refused is not None:
            outcome = zvt_verdict.refused(dialogue.refused)
            raise Refused(outcome.code or "", outcome.text)
        return dialogue


_DOUBT = "The connection broke. Asking the terminal whether it charged the card."
_UNREACHABLE = "The terminal does not answer. Check its power and network."


def _doubt_code(error: ConnectionLost | ProtocolError) -> str:
    return "protocol_error" if isinstance(error, ProtocolError) else "no_answer"


def _local_now() -> datetime:
    return datetime.now().astimezone()


def _since(start: float) -> int:
    return round((time.monotonic() - start) * 1000)


def _build(setup: DeviceSetup) -> ZvtTerminal:
    settings = ZvtSettings(
        password=setup.text("password"),
        currency=setup.currency,
        charset=setup.text("charset"),
        answer_timeout=setup.number("answer_timeout"),
        result_timeout=setup.number("result_timeout"),
        confirm_delay=setup.number("confirm_delay"),
    )
    return ZvtTerminal(setup.tcp(), settings)


SPEC = DriverSpec(
    name="zvt",
    kind="terminal",
    label="ZVT over the network",
    link="tcp",
    default_port=20007,
    parameters=(
        Parameter(
            "password", "Password", "secret", "000000", pattern=r"\d{6}",
            help="Six digits, as set in the terminal.",
        ),
        Parameter(
            "charset", "Character set", "text", "cp437", advanced=True,
            help="Character set of slips when the terminal does not agree on UTF-8.",
        ),
        seconds(
            "answer_timeout", "Answer time", 5.0,
            "Seconds in which the terminal must answer a command.",
        ),
        seconds(
            "result_timeout", "Result time", 180.0,
            "Seconds of silence after which a payment is in doubt.",
        ),
        seconds(
            "confirm_delay", "Watching time", 10.0,
            "Seconds for which a recovered result is watched before it counts.",
        ),
    ),
    capabilities=ZvtTerminal.capabilities,
    doubts="The box asks the terminal for its last transaction and compares it.",
    build=_build,
)  # fmt: skip
