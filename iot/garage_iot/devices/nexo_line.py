"""Requests to a nexo terminal, each on a connection of its own."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from ..errors import ConnectionLost, ProtocolError, Refused, Unreachable
from ..framing.nexo import LIMIT, Message
from ..framing.nexo_sealed import Codec
from ..protocols import money
from ..protocols.nexo import exchange, requests
from ..protocols.nexo.requests import Money, Parties
from . import nexo_verdict
from .base import Order


class Link(Protocol):
    """An open connection to the terminal for one request."""

    def post(self, path: str, body: bytes, timeout: float, limit: int) -> bytes:
        """Send a body and return the answer's."""

    def extend(self) -> None:
        """Start the time of the waiting request anew."""

    def close(self) -> None:
        """Close the connection."""


@dataclass(frozen=True)
class NexoSettings:
    """Settings of one terminal; times in seconds.

    ``answer_timeout``: for questions; ``result_timeout``: for a payment, anew after
    each message of the terminal; ``confirm_delay``: how long to wait before "not known"
    is believed, because the request may still have been on its way. ``login``: the
    terminal wants a log-in before it works (DataMesh) instead of a diagnosis.
    ``open_totals``: it shows its totals without closing the day (GetTotals).
    ``refund_by_reference``: refunds of a sale need no card.
    """

    parties: Parties
    currency: str = "EUR"
    path: str = "/nexo"
    login: bool = False
    abort_in_doubt: bool = True
    open_totals: bool = True
    refund_by_reference: bool = False
    answer_timeout: float = 10.0
    result_timeout: float = 180.0
    confirm_delay: float = 5.0

    def by_reference(self, order: Order) -> bool:
        """Tell whether money goes back by the sale's reference, without its card."""
        if order.kind != "refund" or not self.refund_by_reference:
            return order.kind == "reversal"
        original = order.original or {}
        here = original.get("terminal_id") == self.parties.poi_id
        return here and bool(original.get("transaction_id"))


class NexoLine:
    """Sends requests and returns the bodies of their answers."""

    def __init__(
        self, connect: Callable[[], Link], codec: Codec, settings: NexoSettings
    ) -> None:
        self.open = connect
        self._codec = codec
        self._settings = settings
        self._parties = settings.parties
        self._serial = 0
        self._serial_lock = threading.Lock()

    def order(self, link: Link, order: Order) -> Mapping[str, Any]:
        """Send an order on an open connection; from here on money may move.

        :raises ConnectionLost: no answer.
        :raises ProtocolError: an answer to something else, or none that can be read.
        """
        return self._ask(link, self._request(order), self._settings.result_timeout)

    def question(self, asked: Message) -> Mapping[str, Any]:
        """Ask something that moves no money: any broken line is 'unreachable'.

        :raises Refused: the terminal answered with something else.
        """
        link = self.open()
        try:
            return self._ask(link, asked, self._settings.answer_timeout)
        except ConnectionLost as error:
            raise Unreachable("terminal_unreachable", error.message) from error
        except ProtocolError as error:
            raise Refused(error.code, error.message) from error
        finally:
            link.close()

    def status_of(self, order: Order) -> Mapping[str, Any]:
        """Ask how an order ended, by its ServiceID.

        :raises Unreachable: the terminal does not answer.
        :raises Refused: the terminal answered with something else.
        """
        number = nexo_verdict.service_id(order)
        return self.question(
            requests.transaction_status(
                self._parties, self.next_id(), self._category(order), number
            )
        )

    def wish_abort(self, order: Order) -> None:
        """Send an AbortRequest; whatever comes back decides nothing (2.3).

        :raises Unreachable: the terminal does not answer.
        """
        about = nexo_verdict.service_id(order)
        category = self._category(order)
        asked = requests.abort(self._parties, self.next_id(), category, about)
        link = self.open()
        try:
            timeout = self._settings.answer_timeout
            link.post(self._settings.path, self._codec.encode(asked), timeout, LIMIT)
        except ProtocolError:
            return
        except ConnectionLost as error:
            raise Unreachable("terminal_unreachable", error.message) from error
        finally:
            link.close()

    def next_id(self) -> str:
        """Return a ServiceID for a question: never that of an order, never twice.

        Hundredths of a second since 1970, nine digits (115 days), behind a letter.
        """
        with self._serial_lock:
            self._serial = max(self._serial + 1, int(time.time() * 100))
            return f"Q{self._serial % 10**9:09d}"

    def _request(self, order: Order) -> Message:
        parties, number = self._parties, nexo_verdict.service_id(order)
        name = nexo_verdict.reference(order)
        sum_ = Money(money.to_major(order.amount, order.currency), order.currency)
        if self._category(order) == requests.REVERSAL:
            original = order.original or {}
            part = sum_ if order.kind == "refund" else None
            transaction = original.get("transaction_id") or original["receipt_no"]
            when = str(original["terminal_time"])
            return requests.reversal(
                parties, number, str(transaction), when, name, now(), part
            )
        refund = order.kind == "refund"
        return requests.payment(parties, number, sum_, name, now(), refund)

    def _category(self, order: Order) -> str:
        goes_back = self._settings.by_reference(order)
        return requests.REVERSAL if goes_back else requests.PAYMENT

    def _ask(self, link: Link, asked: Message, timeout: float) -> Mapping[str, Any]:
        data = self._codec.encode(asked)
        answer = link.post(self._settings.path, data, timeout, LIMIT)
        return exchange.answer_to(asked, self._codec.decode(answer))


def now() -> str:
    """Return the local time as nexo writes it."""
    return datetime.now().astimezone().isoformat(timespec="milliseconds")
