"""Card terminal that speaks nexo Retailer JSON over HTTP(S) in the same network."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import partial

from ..clock import milliseconds_since
from ..errors import BoxError, ConnectionLost, ProtocolError, Refused, Unreachable
from ..protocols.nexo import answers, exchange, requests, results
from . import nexo_settings, nexo_verdict
from .abort_wish import AbortWish
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
    Slips,
    TerminalBase,
    TerminalTotals,
    Verdict,
)
from .nexo_inbox import NexoInbox
from .nexo_line import Link, NexoLine, NexoSettings, now
from .spec import DeviceSetup, DriverSpec

_DOUBT = "The answer is missing. Asking the terminal whether it charged the card."
_UNREACHABLE = "The terminal does not answer. Check its power and network."


class NexoSession:
    """A connection that is open and ready for one order."""

    def __init__(self, link: Link) -> None:
        self.link = link
        self.wish = AbortWish()

    def request_abort(self) -> None:
        """Ask the terminal to stop (any thread); on a connection of its own."""
        self.wish.request()

    def close(self) -> None:
        """Close the connection."""
        self.wish.end()
        self.link.close()


class NexoTerminal(TerminalBase):
    """Driver of one nexo terminal. Every request uses a connection of its own."""

    capabilities = frozenset(
        {"query", "abort", "refund", "reversal", "totals", "settle", "last", "reprint"}
    )

    def __init__(
        self,
        line: NexoLine,
        settings: NexoSettings,
        inbox: NexoInbox | None = None,
    ) -> None:
        self._line = line
        self._settings = settings
        self._inbox = inbox
        self._poi_id = settings.parties.poi_id
        if not settings.open_totals:
            self.capabilities -= {"totals"}
        self._logged_in = False
        self._aborted = 0

    def connect(self) -> NexoSession:
        """Open a connection for an order; log in first where that is wanted.

        :raises Unreachable: nobody answers, or the wrong device; nothing was sent.
        :raises Refused: the terminal does not take the log-in.
        """
        if self._inbox is not None:
            self._inbox.open()
        if self._settings.login and not self._logged_in:
            self._log_in()
        return NexoSession(self._line.open())

    def close(self) -> None:
        """Give back the port on which the terminal's messages arrive."""
        if self._inbox is not None:
            self._inbox.close()

    def perform(
        self, session: NexoSession, order: Order, progress: Progress
    ) -> Outcome:
        """Carry out a sale, refund (of the card, or by reference) or reversal.

        :raises InDoubt: the request was sent and its answer is missing or unclear.
        """
        session.wish.begin(partial(self._line.wish_abort, order))
        if self._inbox is not None:
            number = nexo_verdict.service_id(order)
            self._inbox.follow(number, progress, session.link.extend)
        progress("card_wanted", "Follow the terminal")
        try:
            body = self._line.order(session.link, order)
            goes_back = self._settings.by_reference(order)
            paid = (answers.reversal if goes_back else answers.payment)(body)
        except (ConnectionLost, ProtocolError) as error:
            raise InDoubt.after(error, _words(error)) from error
        finally:
            session.wish.end()
            if self._inbox is not None:
                self._inbox.quiet()
        outcome = self._with_prints(nexo_verdict.judge(paid, order, self._poi_id))
        if outcome.code == "terminal_refused:loggedout":
            self._logged_in = False
        return self._confirmed(order, outcome) if nexo_verdict.unsure(paid) else outcome

    def query(self, order: Order, hint: Hint) -> Verdict:
        """Ask by ServiceID how an order in doubt ended; wish to stop it first.

        "Not known" counts only when it is said twice, ``confirm_delay`` apart.

        :raises Unreachable: the terminal does not answer now.
        """
        if self._settings.abort_in_doubt and self._aborted != order.number:
            self._line.wish_abort(order)
            self._aborted = order.number
        first = self._status_of(order, hint)
        if first != nexo_verdict.not_known():
            return first
        time.sleep(self._settings.confirm_delay)
        return self._status_of(order, hint)

    def last(self) -> LastTransaction | None:
        """Return the last payment that the terminal knows; None when it knows none.

        :raises Refused: it does not tell without a ServiceID.
        """
        asked = requests.transaction_status(
            self._settings.parties, self._line.next_id()
        )
        status = answers.status(self._line.question(asked))
        if status.paid is None and status.reply.condition == results.NOT_FOUND:
            return None
        if status.paid is None:
            raise _refused(status.reply)
        order = Order("sale", 0, status.paid.currency or self._settings.currency)
        result = nexo_verdict.to_result(status.paid, order, self._poi_id)
        return LastTransaction(status.paid.reply.result == results.SUCCESS, result)

    def reprint(self) -> Slips:
        """Return the slips that stand in the terminal's answer for its last payment.

        :raises Refused: it knows no payment, or tells it without slips.
        """
        found = self.last()
        result = found.result if found is not None else None
        if result is None or not (result.slip_customer or result.slip_merchant):
            raise Refused("no_slip", "The terminal keeps no slip of its last payment")
        return Slips(result.slip_customer, result.slip_merchant)

    def totals(self, close: bool) -> TerminalTotals:
        """Return the counters: GetTotals without, Reconciliation with end of day.

        :raises Refused: the terminal cannot do it now, with its reason.
        """
        build = requests.reconciliation if close else requests.totals
        asked = build(self._settings.parties, self._line.next_id())
        found = answers.totals(self._line.question(asked), self._settings.currency)
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
            return Health(
                False, "terminal_unreachable", text, milliseconds_since(start)
            )
        except (Refused, ProtocolError) as error:
            return Health(
                False, error.code, f"{error.message}.", milliseconds_since(start)
            )
        return Health(True, None, words, milliseconds_since(start))

    def _hello(self) -> str:
        if self._settings.login:
            self._log_in()
            return "Ready"
        asked = requests.diagnosis(self._settings.parties, self._line.next_id())
        body = self._line.question(asked)
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
        asked = requests.login(parties, self._line.next_id(), now())
        body = self._line.question(asked)
        try:
            reply = answers.reply(body)
        except ProtocolError as error:
            raise Refused(error.code, error.message) from error
        if reply.result != results.SUCCESS:
            raise _refused(reply)
        self._logged_in = True

    def _with_prints(self, outcome: Outcome) -> Outcome:
        """Add slips that came as PrintRequests where the answer has none."""
        if self._inbox is None or outcome.result is None:
            return outcome
        result, inbox = outcome.result, self._inbox
        result = replace(
            result,
            slip_customer=result.slip_customer or inbox.printed("CustomerReceipt"),
            slip_merchant=result.slip_merchant or inbox.printed("CashierReceipt"),
        )
        return replace(outcome, result=result)

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

    def _status_of(self, order: Order, hint: Hint | None = None) -> Verdict:
        sent_at = hint.sent_at if hint is not None else None
        try:
            status = answers.status(self._line.status_of(order))
        except (Refused, ProtocolError) as error:
            return Pending(error.message)
        return nexo_verdict.match(status, order, self._poi_id, sent_at)


def _refused(reply: answers.Reply) -> Refused:
    condition = reply.condition or reply.result
    sentence = reply.words or results.meaning(condition)[1]
    return Refused(f"terminal_refused:{condition.lower()[:20]}", sentence)


def _words(error: BoxError) -> str:
    return error.message if isinstance(error, exchange.Interrupted) else _DOUBT


def _build(setup: DeviceSetup) -> NexoTerminal:
    codec = nexo_settings.codec(setup)
    line = NexoLine(nexo_settings.connect(setup), codec, nexo_settings.settings(setup))
    listen = nexo_settings.listen(setup)
    inbox = NexoInbox(listen, codec) if listen is not None else None
    return NexoTerminal(line, nexo_settings.settings(setup), inbox)


SPEC = DriverSpec(
    name="nexo",
    kind="terminal",
    label="nexo Retailer (Adyen local, Verifone, Castles, PAX, Ingenico)",
    link="http",
    default_port=8443,
    parameters=nexo_settings.PARAMETERS,
    capabilities=NexoTerminal.capabilities,
    doubts="The box asks the terminal by the payment's own number how it ended.",
    build=_build,
    check=nexo_settings.problems,
)
