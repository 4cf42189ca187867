"""Card terminal that speaks nexo Retailer JSON over HTTP(S) in the same network."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from ..errors import BoxError, ConnectionLost, ProtocolError, Refused, Unreachable
from ..framing.nexo import LIMIT, Message
from ..framing.nexo_sealed import Codec
from ..protocols import money
from ..protocols.nexo import answers, exchange, requests, results
from ..protocols.nexo.requests import Money, Parties
from . import nexo_verdict
from .base import (
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
    Verdict,
)
from .nexo_inbox import NexoInbox

_DOUBT = "The answer is missing. Asking the terminal whether it charged the card."
_UNREACHABLE = "The terminal does not answer. Check its power and network."


class Link(Protocol):
    """An open connection to the terminal for one request."""

    def post(self, path: str, body: bytes, timeout: float, limit: int) -> bytes:
        """Send a body and return the answer's."""

    def close(self) -> None:
        """Close the connection."""


@dataclass(frozen=True)
class NexoSettings:
    """Settings of one terminal; times in seconds.

    ``answer_timeout``: for questions; ``result_timeout``: for a payment, card included;
    ``confirm_delay``: how long to wait before "not known" is believed, because the
    request may still have been on its way. ``login``: the terminal wants a log-in
    before it works (DataMesh) instead of answering a diagnosis.
    """

    parties: Parties
    currency: str = "EUR"
    path: str = "/nexo"
    login: bool = False
    abort_in_doubt: bool = True
    answer_timeout: float = 10.0
    result_timeout: float = 180.0
    confirm_delay: float = 5.0


class NexoSession:
    """A connection that is open and ready for one order."""

    def __init__(self, link: Link, wish_abort: Callable[[Order], None]) -> None:
        self.link = link
        self.order: Order | None = None
        self._wish_abort = wish_abort
        self._aborting = threading.Lock()

    def request_abort(self) -> None:
        """Ask the terminal to stop (any thread); on a connection of its own."""
        if self.order is not None and self._aborting.acquire(blocking=False):
            threading.Thread(target=self._abort, daemon=True).start()

    def close(self) -> None:
        """Close the connection."""
        self.link.close()

    def _abort(self) -> None:
        try:
            if self.order is not None:
                self._wish_abort(self.order)
        except BoxError:
            return  # only a wish: the order's own answer tells how it ends
        finally:
            self._aborting.release()


class NexoTerminal(TerminalBase):
    """Driver of one nexo terminal. Every request uses a connection of its own."""

    capabilities = frozenset(
        {"query", "abort", "refund", "reversal", "totals", "settle", "last"}
    )

    def __init__(
        self,
        connect: Callable[[], Link],
        codec: Codec,
        settings: NexoSettings,
        inbox: NexoInbox | None = None,
    ) -> None:
        self._connect = connect
        self._codec = codec
        self._settings = settings
        self._inbox = inbox
        self._logged_in = False
        self._aborted = 0
        self._serial = 0
        self._serial_lock = threading.Lock()

    def connect(self) -> NexoSession:
        """Open a connection for an order; log in first where that is wanted.

        :raises Unreachable: nobody answers, or the wrong device; nothing was sent.
        :raises Refused: the terminal does not take the log-in.
        """
        if self._inbox is not None:
            self._inbox.open()
        if self._settings.login and not self._logged_in:
            self._log_in()
        return NexoSession(self._connect(), self._wish_abort)

    def close(self) -> None:
        """Give back the port on which the terminal's messages arrive."""
        if self._inbox is not None:
            self._inbox.close()

    def perform(
        self, session: NexoSession, order: Order, progress: Progress
    ) -> Outcome:
        """Carry out a sale, refund (card presented again) or reversal.

        :raises InDoubt: the request was sent and its answer is missing or unclear.
        """
        request = self._request(order)
        session.order = order
        if self._inbox is not None:
            self._inbox.follow(request.header.service_id, progress)
        progress("card_wanted", "Follow the terminal")
        try:
            body = self._ask(session.link, request, self._settings.result_timeout)
            paid = _read(order)(body)
        except (ConnectionLost, ProtocolError) as error:
            raise InDoubt(error.code, _words(error)) from error
        finally:
            session.order = None
        outcome = nexo_verdict.judge(paid, order, self._settings.parties.poi_id)
        if outcome.code == "terminal_refused:loggedout":
            self._logged_in = False
        return self._confirmed(order, outcome) if nexo_verdict.unsure(paid) else outcome

    def query(self, order: Order, hint: Hint) -> Verdict:
        """Ask by ServiceID how an order in doubt ended; wish to stop it first.

        "Not known" counts only when it is said twice, ``confirm_delay`` apart.

        :raises Unreachable: the terminal does not answer now.
        """
        if self._settings.abort_in_doubt and self._aborted != order.number:
            self._wish_abort(order)
            self._aborted = order.number
        first = self._status_of(order)
        if first != nexo_verdict.not_known():
            return first
        time.sleep(self._settings.confirm_delay)
        return self._status_of(order)

    def last(self) -> LastTransaction | None:
        """Return the last payment that the terminal knows; None when it knows none.

        :raises Refused: it does not tell without a ServiceID.
        """
        asked = requests.transaction_status(self._settings.parties, self._next_id())
        status = answers.status(self._question(asked))
        if status.paid is None and status.reply.condition == results.NOT_FOUND:
            return None
        if status.paid is None:
            raise _refused(status.reply)
        order = Order("sale", 0, status.paid.currency or self._settings.currency)
        poi = self._settings.parties.poi_id
        result = nexo_verdict.to_result(status.paid, order, poi)
        return LastTransaction(status.paid.reply.result == results.SUCCESS, result)

    def totals(self, close: bool) -> TerminalTotals:
        """Return the counters: GetTotals without, Reconciliation with end of day.

        :raises Refused: the terminal cannot do it now, with its reason.
        """
        build = requests.reconciliation if close else requests.totals
        asked = build(self._settings.parties, self._next_id())
        found = answers.totals(self._question(asked), self._settings.currency)
        if found.reply.result != results.SUCCESS:
            raise _refused(found.reply)
        return TerminalTotals(
            amount=sum(group.amount for group in found.groups),
            count=sum(group.count for group in found.groups),
            first_receipt="",
            last_receipt="",
            brands=tuple(BrandTotal(g.brand, g.count, g.amount) for g in found.groups),
            text=f"Period {found.period}" if found.period else "",
        )

    def ping(self) -> Health:
        """Make a round trip with a Diagnosis, or a Login where that is wanted."""
        start = time.monotonic()
        try:
            words = self._hello()
        except Unreachable as error:
            known = error.code == "certificate"
            text = f"{error.message}." if known else _UNREACHABLE
            return Health(False, "terminal_unreachable", text, _since(start))
        except Refused as error:
            return Health(False, error.code, error.message, _since(start))
        return Health(True, None, words, _since(start))

    def _hello(self) -> str:
        if self._settings.login:
            self._log_in()
            return "Ready"
        asked = requests.diagnosis(self._settings.parties, self._next_id())
        body = self._question(asked)
        reply = answers.reply(body)
        if reply.result != results.SUCCESS:
            raise _refused(reply)
        status = answers.global_status(body)
        if status not in ("", "OK"):
            code = f"terminal_status:{status.lower()[:20]}"
            raise Refused(code, f"The terminal reports {status}")
        return "Ready"

    def _log_in(self) -> None:
        parties = self._settings.parties
        asked = requests.login(parties, self._next_id(), _now())
        reply = answers.reply(self._question(asked))
        if reply.result != results.SUCCESS:
            raise _refused(reply)
        self._logged_in = True

    def _request(self, order: Order) -> Message:
        parties, number = self._settings.parties, nexo_verdict.service_id(order)
        name = nexo_verdict.reference(order)
        if order.kind == "reversal":
            original = order.original or {}
            transaction = original.get("transaction_id") or original["receipt_no"]
            when = str(original["terminal_time"])
            return requests.reversal(
                parties, number, str(transaction), when, name, _now()
            )
        sum_ = Money(money.to_major(order.amount, order.currency), order.currency)
        refund = order.kind == "refund"
        return requests.payment(parties, number, sum_, name, _now(), refund)

    def _confirmed(self, order: Order, outcome: Outcome) -> Outcome:
        """Ask once more after a refusal without the bank: it may have been charged.

        :raises InDoubt: the terminal does not confirm it.
        """
        try:
            verdict = self._status_of(order)
        except Unreachable as error:
            raise InDoubt("no_answer", _DOUBT) from error
        if verdict == nexo_verdict.not_known():
            return outcome
        if isinstance(verdict, Outcome):
            return verdict
        raise InDoubt("no_answer", verdict.text)

    def _status_of(self, order: Order) -> Verdict:
        category = requests.REVERSAL if order.kind == "reversal" else requests.PAYMENT
        asked = requests.transaction_status(
            self._settings.parties,
            self._next_id(),
            category,
            nexo_verdict.service_id(order),
        )
        try:
            status = answers.status(self._question(asked))
        except Refused as error:
            return Pending(error.message)
        return nexo_verdict.match(status, order, self._settings.parties.poi_id)

    def _wish_abort(self, order: Order) -> None:
        """Send an AbortRequest; whatever comes back decides nothing (2.3).

        :raises Unreachable: the terminal does not answer.
        """
        category = requests.REVERSAL if order.kind == "reversal" else requests.PAYMENT
        about = nexo_verdict.service_id(order)
        asked = requests.abort(
            self._settings.parties, self._next_id(), category, about
        )
        link = self._connect()
        try:
            timeout = self._settings.answer_timeout
            link.post(self._settings.path, self._codec.encode(asked), timeout, LIMIT)
        except ProtocolError:
            return
        except ConnectionLost as error:
            raise Unreachable("terminal_unreachable", error.message) from error
        finally:
            link.close()

    def _question(self, asked: Message) -> Mapping[str, Any]:
        """Ask something that moves no money: any broken line is 'unreachable'.

        :raises Refused: the terminal answered with something else.
        """
        link = self._connect()
        try:
            return self._ask(link, asked, self._settings.answer_timeout)
        except ConnectionLost as error:
            raise Unreachable("terminal_unreachable", error.message) from error
        except ProtocolError as error:
            raise Refused(error.code, error.message) from error
        finally:
            link.close()

    def _ask(self, link: Link, asked: Message, timeout: float) -> Mapping[str, Any]:
        data = self._codec.encode(asked)
        answer = link.post(self._settings.path, data, timeout, LIMIT)
        return exchange.answer_to(asked, self._codec.decode(answer))

    def _next_id(self) -> str:
        """Return a ServiceID for a question: never that of an order, never twice.

        Hundredths of a second since 1970, nine digits (115 days), behind a letter.
        """
        with self._serial_lock:
            self._serial = max(self._serial + 1, int(time.time() * 100))
            return f"Q{self._serial % 10**9:09d}"


def _read(order: Order) -> Callable[[Mapping[str, Any]], answers.Paid]:
    return answers.reversal if order.kind == "reversal" else answers.payment


def _refused(reply: answers.Reply) -> Refused:
    condition = reply.condition or reply.result
    sentence = reply.words or results.meaning(condition)[1]
    return Refused(f"terminal_refused:{condition.lower()[:20]}", sentence)


def _words(error: BoxError) -> str:
    if isinstance(error, exchange.Interrupted):
        return error.message
    return _DOUBT


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="milliseconds")


def _since(start: float) -> int:
    return round((time.monotonic() - start) * 1000)
