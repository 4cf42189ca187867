"""Card terminal that speaks Concert V2 (Telium, protocol E+) on a serial line.

9600 8N1 or USB-CDC. The protocol has one order, a debit, and one answer. It knows no
status, no abort, no refund, no reversal, no totals.
"""

from __future__ import annotations

import contextlib
import time
from dataclasses import dataclass, field

from ..clock import milliseconds_since
from ..errors import BoxError, ConnectionLost, ProtocolError, Refused, Unreachable
from ..framing import concert as framing
from ..framing.signals import EOT
from ..protocols import currencies
from ..protocols.concert import messages
from ..protocols.concert.messages import Answer, Request
from ..protocols.enquiry_link import Receiver, Receiving, Sender, Sending, Timing
from ..transports.base import Connect, Transport
from . import concert_verdict as verdict
from .base import (
    Health,
    Hint,
    InDoubt,
    Order,
    Outcome,
    Progress,
    TerminalBase,
    Undecided,
    Verdict,
)
from .linked_line import EventLine
from .spec import DeviceSetup, DriverSpec, Parameter, seconds

_MODES = {"card": messages.CARD, "cheque": messages.CHEQUE}


@dataclass(frozen=True)
class ConcertSettings:
    """Settings of one terminal; times in seconds.

    ``timing.answer`` is 3 s because terminals need that long for their check
    character; ``numbered`` puts the order's number into the private field, which
    comes back in the answer.
    """

    till: str = "01"
    mode: str = messages.CARD
    answer_flag: str = messages.NO_EXTRA
    numbered: bool = False
    result_timeout: float = 180.0
    timing: Timing = field(default_factory=Timing)


class ConcertSession:
    """One open line. The terminal has given its permission to send."""

    def __init__(self, transport: Transport, settings: ConcertSettings) -> None:
        self._line = EventLine(transport, framing.Decoder())
        self._settings = settings
        self._sender = Sender(framing.encode, settings.timing)

    def open(self) -> None:
        """Ask for permission (ENQ), three times at most.

        :raises Unreachable: the terminal is silent.
        :raises Refused: it answers, but not with its permission.
        """
        self._line.send(self._sender.begin())
        self._line.drive(self._sender)
        if self._sender.state is Sending.READY:
            return
        if self._sender.busy or self._sender.overheard:
            raise Refused("terminal_busy", "The terminal is busy, try again")
        raise Unreachable("unreachable", "The terminal does not answer on its line")

    def close(self) -> None:
        """Give a permission back that was not used, and close the line."""
        if self._sender.state is Sending.READY:
            with contextlib.suppress(ConnectionLost):
                self._line.send(bytes([EOT]))
        self._line.transport.close()

    def request_abort(self) -> None:
        """Do nothing: the protocol has no abort, only the terminal's own red key."""

    def run(self, request: Request) -> Answer:
        """Send the request and wait for its answer.

        :raises Refused: the terminal took no copy of the request (NAK each time).
        :raises ConnectionLost: the line broke, or no answer came in time.
        :raises ProtocolError: the answer is damaged or there are two.
        """
        self._line.send(self._sender.deliver(request.encode()))
        self._line.drive(self._sender)
        if self._sender.state is Sending.REFUSED:
            words = "The terminal did not take the order: the line disturbs it"
            raise Refused("line_disturbed", words)
        end = time.monotonic() + self._settings.result_timeout
        while True:
            answer = messages.parse(self._listen(end), request)
            if not verdict.is_stale(answer, request):
                return answer

    def _listen(self, end: float) -> bytes:
        """Return the one message that the terminal sends before ``end``."""
        receiver = Receiver(self._settings.timing)
        while not receiver.done:
            timeout = receiver.timeout
            due = end if timeout is None else time.monotonic() + timeout
            event = self._line.next(due)
            if event is not None:
                self._line.send(receiver.receive(event))
            elif timeout is None:
                raise ConnectionLost("no_answer", "The terminal gives no result")
            else:
                self._line.send(receiver.expire())
        if receiver.state is Receiving.BROKEN:
            raise ProtocolError("The terminal's answer is damaged each time")
        if len(receiver.messages) != 1:
            raise ProtocolError("The terminal gave two answers")
        return receiver.messages[0]


class ConcertTerminal(TerminalBase):
    """Driver of one Concert V2 terminal; it can take a payment and nothing else."""

    def __init__(self, connect: Connect, settings: ConcertSettings) -> None:
        self._connect = connect
        self._settings = settings

    def connect(self) -> ConcertSession:
        """Open the line and get the terminal's permission; no order is sent.

        :raises Unreachable: no port, or the terminal is silent.
        :raises Refused: the terminal is busy.
        """
        session = ConcertSession(self._connect(), self._settings)
        try:
            session.open()
        except ConnectionLost as error:
            session.close()
            raise Unreachable("unreachable", error.message) from error
        except BoxError:
            session.close()
            raise
        return session

    def perform(
        self, session: ConcertSession, order: Order, progress: Progress
    ) -> Outcome:
        """Carry out a debit.

        :raises Refused: no debit, or one that cannot be asked for; nothing was sent.
        :raises InDoubt: the request was sent and its result is missing or unclear.
        """
        try:
            request = self._request(order)
            progress("card_wanted", "Waiting for the customer at the terminal")
            return verdict.judge(session.run(request), request, order)
        except (ConnectionLost, ProtocolError) as error:
            words = f"{error.message}. {_DOUBT}"
            raise InDoubt(_doubt_code(error), words) from error
        finally:
            session.close()

    def query(self, order: Order, hint: Hint) -> Verdict:
        """Leave the doubt to a person: the protocol has no question for it."""
        return Undecided(_CANNOT_ASK)

    def ping(self) -> Health:
        """Ask for permission to send, and give it back."""
        start = time.monotonic()
        try:
            self.connect().close()
        except Unreachable as error:
            text = f"{error.message}. Check its cable and power."
            return Health(
                False, "terminal_unreachable", text, milliseconds_since(start)
            )
        except Refused as error:
            return Health(
                False, error.code, f"{error.message}.", milliseconds_since(start)
            )
        return Health(True, None, "The terminal answers", milliseconds_since(start))

    def _request(self, order: Order) -> Request:
        if order.kind != "sale":
            raise Refused("not_supported", _ONLY_SALES)
        if order.amount > messages.HIGHEST_AMOUNT:
            raise Refused("above_limit", "The terminal takes 999999.99 at most")
        try:
            number = currencies.numeric(order.currency)
        except LookupError as error:
            words = f"The terminal cannot be told the currency {order.currency}"
            raise Refused("currency", words) from error
        settings = self._settings
        private = f"{order.number % 10**10:010d}" if settings.numbered else ""
        return Request(
            order.amount,
            number,
            settings.till,
            settings.mode,
            settings.answer_flag,
            private,
        )


_CANNOT_ASK = "A Concert V2 terminal cannot be asked how a payment ended."
_DOUBT = "Whether the card was charged is on the terminal's ticket."
_ONLY_SALES = (
    "A Concert V2 terminal takes only payments from the till. "
    "Pay money back at the terminal itself"
)


def _doubt_code(error: ConnectionLost | ProtocolError) -> str:
    return "protocol_error" if isinstance(error, ProtocolError) else "no_answer"


def _build(setup: DeviceSetup) -> ConcertTerminal:
    timing = Timing(setup.number("answer_timeout"), setup.number("retry_pause"))
    settings = ConcertSettings(
        till=setup.text("till"),
        mode=_MODES[setup.text("mode")],
        answer_flag=setup.text("answer_flag"),
        numbered=setup.flag("numbered"),
        result_timeout=setup.number("result_timeout"),
        timing=timing,
    )
    return ConcertTerminal(setup.serial(), settings)


SPEC = DriverSpec(
    name="concert",
    kind="terminal",
    label="Concert V2 on a serial line (France)",
    link="serial",
    default_port=None,
    parameters=(
        Parameter(
            "till", "Till number", "text", "01", pattern=r"\d{2}",
            help="Two digits that the answer must repeat.",
        ),
        Parameter(
            "mode", "Kind of payment", "choice", "card", choices=tuple(_MODES),
            help="Cheque: for terminals with a cheque reader.",
        ),
        Parameter(
            "answer_flag", "Extra data", "choice", messages.NO_EXTRA, advanced=True,
            choices=(messages.NO_EXTRA, messages.EXTRA_PAN, messages.EXTRA_TLV),
            help="0: result only; 1: with the card number (masked); 2: TLV (unused).",
        ),
        Parameter(
            "numbered", "Number the orders", "boolean", False, advanced=True,
            help="Yes: the private field carries a number that the answer repeats.",
        ),
        seconds(
            "answer_timeout", "Answer time", 3.0,
            "Seconds for one control character; terminals need up to 3.",
        ),
        seconds("retry_pause", "Pause", 1.0, "Seconds between two tries to ask."),
        seconds(
            "result_timeout", "Result time", 180.0,
            "Seconds without a result after which a payment is in doubt.",
        ),
    ),
    capabilities=ConcertTerminal.capabilities,
    doubts=f"{_CANNOT_ASK} A person decides with the terminal's ticket.",
    build=_build,
)  # fmt: skip
