"""Card terminal that speaks INPAS SmartSale (SA protocol), on TCP or a serial line."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

from ..clock import milliseconds_since
from ..errors import ConnectionLost, ProtocolError, Refused, Unreachable
from ..framing import inpas as framing
from ..protocols.inpas import const, messages
from ..protocols.inpas.dialogue import Dialogue
from ..transports.base import Connect, Transport
from . import inpas_verdict as verdicts
from .base import (
    Health,
    Hint,
    InDoubt,
    Order,
    Outcome,
    Progress,
    TerminalBase,
    TerminalTotals,
    Undecided,
    Verdict,
    not_supported,
)
from .spec import DeviceSetup, DriverSpec, Parameter, seconds

PERSON, REPEAT = "person", "repeat"
_UNREACHABLE = "The terminal does not answer. Check its power, cable and network"
_NOT_TAKEN = "The terminal did not take the request"
_LOST = "The connection broke. Look at the terminal's slip."
_CANNOT_REVERSE = (
    "This sale cannot be cancelled by the till: its reference is not known. "
    "Make a refund"
)


@dataclass(frozen=True)
class InpasSettings:
    """Settings of one terminal; times in seconds.

    ``merchant_id``: sent as field 28 where it is given. ``recovery``: ``person``, or
    ``repeat`` where the acquirer confirms that the terminal answers a repeated field
    26 from its memory.
    """

    terminal_id: str
    merchant_id: str = ""
    answer_timeout: float = 5.0
    wait_timeout: float = 45.0
    result_timeout: float = 180.0
    recovery: str = PERSON


class InpasSession:
    """One connection to the terminal."""

    def __init__(self, transport: Transport, settings: InpasSettings) -> None:
        self._transport = transport
        self._settings = settings
        self._decoder = framing.Decoder()
        self._events: list[framing.Event] = []

    def request_abort(self) -> None:
        """Do nothing: no source shows how the till stops this terminal."""

    def close(self) -> None:
        """Close the connection."""
        self._transport.close()

    def run(self, request: Mapping[int, str]) -> Dialogue:
        """Send a request and follow it to its end.

        :raises ConnectionLost: the line broke or a time-out passed after sending.
        :raises ProtocolError: damaged messages, or an end without an answer.
        """
        settings = self._settings
        dialogue = Dialogue(request, settings.answer_timeout, settings.wait_timeout)
        end = time.monotonic() + settings.result_timeout
        self._transport.send(dialogue.start())
        while not dialogue.done:
            event = self._receive(min(time.monotonic() + dialogue.timeout, end))
            if answer := dialogue.receive(event):
                self._transport.send(answer)
        return dialogue

    def _receive(self, deadline: float) -> framing.Event:
        """Return the next event, or raise ``ConnectionLost`` at the deadline."""
        while not self._events:
            left = deadline - time.monotonic()
            if left <= 0:
                raise ConnectionLost("no_answer", "The terminal does not answer")
            self._events += self._decoder.feed(self._transport.receive(left))
        return self._events.pop(0)


class InpasTerminal(TerminalBase):
    """Driver of one terminal."""

    capabilities = frozenset({"refund", "reversal", "settle"})

    def __init__(self, connect: Connect, settings: InpasSettings) -> None:
        self._connect = connect
        self._settings = settings
        if settings.recovery == REPEAT:
            self.capabilities = self.capabilities | {"query"}

    def connect(self) -> InpasSession:
        """Open a connection; nothing is sent yet."""
        return InpasSession(self._connect(), self._settings)

    def perform(
        self, session: InpasSession, order: Order, progress: Progress
    ) -> Outcome:
        """Carry out a sale (1), refund (29) or cancellation (4, 56).

        :raises Refused: the terminal took no request; nothing was charged.
        :raises InDoubt: the request was sent and its result is missing or unclear.
        """
        try:
            request = self._request(order)
            progress("card_wanted", "Follow the terminal")
            return self._conclude(session.run(request), order)
        except (ConnectionLost, ProtocolError) as error:
            raise InDoubt(_doubt_code(error), _LOST) from error
        finally:
            session.close()

    def query(self, order: Order, hint: Hint) -> Verdict:
        """Leave the doubt to a person, or repeat the request with the same number.

        :raises Unreachable: the terminal does not answer now.
        """
        if self._settings.recovery != REPEAT:
            return super().query(order, hint)
        session = self.connect()
        try:
            dialogue = session.run(self._request(order))
            return self._conclude(dialogue, order)
        except (ConnectionLost, ProtocolError, Refused) as error:
            raise Unreachable("terminal_unreachable", error.message) from error
        except InDoubt as doubt:
            return Undecided(doubt.message)
        finally:
            session.close()

    def ping(self) -> Health:
        """Run the terminal's test (26)."""
        start = time.monotonic()
        request = self._service_request(const.TEST)
        try:
            answer = self._service(request)
        except Unreachable:
            words = f"{_UNREACHABLE}."
            return Health(
                False, "terminal_unreachable", words, milliseconds_since(start)
            )
        except Refused as error:
            return Health(
                False, error.code, f"{error.message}.", milliseconds_since(start)
            )
        status = answer.get(const.STATUS, "")
        if status == const.APPROVED:
            return Health(True, None, "Ready", milliseconds_since(start))
        words = answer.get(const.TEXT, "") or f"The terminal answers {status}"
        return Health(
            False, f"terminal_status:{status[:10]}", words, milliseconds_since(start)
        )

    def totals(self, close: bool) -> TerminalTotals:
        """Reconcile and close the day (59).

        :raises Refused: the terminal cannot do it now, with its reason.
        """
        if not close:
            raise not_supported("show its totals")
        answer = self._service(self._service_request(const.RECONCILIATION))
        status = answer.get(const.STATUS, "")
        if status != const.APPROVED:
            words = answer.get(const.TEXT, "").strip().rstrip(".")
            words = words or f"The terminal answers {status}"
            raise Refused(f"terminal_refused:{status[:10]}", words)
        return verdicts.totals(answer)

    def _conclude(self, dialogue: Dialogue, order: Order) -> Outcome:
        if dialogue.refused:
            raise Refused("terminal_busy", _NOT_TAKEN)
        return verdicts.judge(dialogue.result or {}, order)

    def _service(self, request: Mapping[int, str]) -> dict[int, str]:
        session = self.connect()
        try:
            dialogue = session.run(request)
        except (ConnectionLost, ProtocolError) as error:
            raise Unreachable("terminal_unreachable", _UNREACHABLE) from error
        finally:
            session.close()
        if dialogue.result is None:
            raise Refused("terminal_busy", _NOT_TAKEN)
        return dialogue.result

    def _service_request(self, operation: str) -> dict[int, str]:
        settings = self._settings
        return messages.service(operation, settings.terminal_id, settings.merchant_id)

    def _request(self, order: Order) -> dict[int, str]:
        """Return the request for an order, or raise ``Refused``."""
        operation, rrn = self._operation(order)
        try:
            return messages.payment(
                operation,
                order.amount,
                order.currency,
                order.number,
                self._settings.terminal_id,
                rrn,
                self._settings.merchant_id,
            )
        except ValueError as error:
            raise Refused("bad_parameters", str(error)) from error

    def _operation(self, order: Order) -> tuple[str, str]:
        """Return operation and reference.

        Without a reference only the last payment can be cancelled (emergency cancel),
        and only if it is the one that shall be.
        """
        original = order.original or {}
        rrn = str(original.get("transaction_id") or original.get("trace_no") or "")
        if order.kind == "sale":
            return const.SALE, ""
        if order.kind == "refund":
            return const.REFUND, rrn
        if rrn:
            return const.CANCEL, rrn
        last = order.baseline.receipt_no if order.baseline is not None else ""
        if last and last == str(original.get("number", "")):
            return const.EMERGENCY_CANCEL, ""
        raise Refused("not_reversible", _CANNOT_REVERSE)


def _doubt_code(error: ConnectionLost | ProtocolError) -> str:
    return "protocol_error" if isinstance(error, ProtocolError) else "no_answer"


def build_settings(setup: DeviceSetup) -> InpasSettings:
    """Return the settings that both links share."""
    return InpasSettings(
        terminal_id=setup.text("terminal_id"),
        merchant_id=setup.text("merchant_id"),
        answer_timeout=setup.number("answer_timeout"),
        wait_timeout=setup.number("wait_timeout"),
        result_timeout=setup.number("result_timeout"),
        recovery=setup.text("recovery"),
    )


def _build(setup: DeviceSetup) -> InpasTerminal:
    return InpasTerminal(setup.tcp(), build_settings(setup))


PARAMETERS = (
    Parameter(
        "terminal_id", "Terminal id", "text", required=True, pattern=r"\d{8}",
        help="Eight digits, as shown by the terminal; one for each organisation.",
    ),
    Parameter(
        "merchant_id", "Merchant number", "text", pattern=r"[0-9A-Za-z]{1,15}",
        advanced=True,
        help="Up to 15 digits and letters; only where several organisations share the "
        "terminal and the acquirer wants field 28.",
    ),
    Parameter(
        "recovery", "After a lost answer", "choice", PERSON, choices=(PERSON, REPEAT),
        advanced=True,
        help="repeat: send the request again with the same number (field 26). Only "
        "where the acquirer confirms that the terminal then answers from its memory; "
        "a terminal that never got the first request starts the payment.",
    ),
    seconds(
        "answer_timeout", "Acknowledgement time", 5.0,
        "Seconds in which the terminal must take a request.",
    ),
    seconds(
        "wait_timeout", "Silence", 45.0,
        "Longest silence in seconds while the terminal works.",
    ),
    seconds(
        "result_timeout", "Time for a payment", 180.0,
        "Seconds after which a payment is in doubt.",
    ),
)  # fmt: skip
DOUBTS = (
    "A person decides, because no source shows how the terminal can be asked; with "
    "recovery repeat the request goes out again under its own number."
)
SPEC = DriverSpec(
    name="inpas",
    kind="terminal",
    label="INPAS SmartSale over the network",
    link="tcp",
    default_port=None,
    parameters=PARAMETERS,
    capabilities=InpasTerminal.capabilities,
    doubts=DOUBTS,
    build=_build,
)
