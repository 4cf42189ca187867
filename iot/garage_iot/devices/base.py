"""What the box expects of a card terminal, whatever its protocol."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from ..errors import BoxError, Refused

Progress = Callable[[str, str], None]


class InDoubt(BoxError):
    """The command was sent and its result is missing: the terminal must be asked."""

    @classmethod
    def after(cls, error: BoxError, words: str) -> InDoubt:
        """Return the doubt after a broken line or a damaged answer."""
        damaged = error.code == "protocol_error"
        return cls("protocol_error" if damaged else "no_answer", words)


@dataclass(frozen=True)
class Baseline:
    """The terminal's last transaction before an order; empty texts: there is none.

    ``clock_skew`` is how many seconds the terminal's clock is ahead of local time.
    ``transaction_id`` is the one of its result, see :class:`Result`; empty while an
    order is under way or in doubt, because nobody knows then which one is the last.
    """

    receipt_no: str = ""
    trace_no: str = ""
    clock_skew: float | None = None
    transaction_id: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return the fields as the journal keeps them."""
        return dict(vars(self))


@dataclass(frozen=True)
class Order:
    """What the terminal shall do. ``amount`` is in minor units and positive.

    ``kind`` is sale, refund or reversal; ``original`` is the result of the sale that
    a refund or reversal takes back, with that order's ``number``; ``baseline`` the
    last transaction before it. ``number`` is the order's own on this box, 1 or more,
    on disk before it is used and never used twice: what a protocol wants as ServiceID,
    RequestID or ERN is made of it. ``reference`` is the till's, 60 letters at most.
    """

    kind: str
    amount: int
    currency: str
    original: dict[str, Any] | None = None
    baseline: Baseline | None = None
    number: int = 1
    reference: str = ""


@dataclass(frozen=True)
class Result:
    """What the terminal said about one transaction; safe to store and to log.

    ``transaction_id`` is the name that the terminal or its host gave the transaction
    where that is more than receipt and trace number (nexo POITransactionID, RRN).
    What a terminal does not say stays empty.
    """

    terminal_id: str = ""
    merchant_no: str = ""
    receipt_no: str = ""
    trace_no: str = ""
    auth_code: str = ""
    card_brand: str = ""
    card_type: int | None = None
    masked_pan: str = ""
    entry: str = ""
    verification: str = ""
    amount: int = 0
    currency: str = ""
    terminal_time: str = ""
    slip_customer: str = ""
    slip_merchant: str = ""
    transaction_id: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return the fields as the API writes them."""
        return dict(vars(self))


@dataclass(frozen=True)
class Outcome:
    """How an order ended: approved, declined, cancelled or failed.

    ``code`` is a stable word of the contract or None when approved.
    """

    state: str
    code: str | None
    text: str
    result: Result | None = None
    clock_skew: float | None = None


@dataclass(frozen=True)
class Pending:
    """The terminal is still at work; ask again later."""

    text: str


@dataclass(frozen=True)
class Undecided:
    """The terminal's last transaction neither proves nor disproves the order."""

    text: str


Verdict = Outcome | Pending | Undecided


@dataclass(frozen=True)
class Hint:
    """What helps to recognise an order: when it was sent, what was known before.

    ``sent_at`` is local time; ``earlier`` holds (receipt, trace) of transactions that
    belong to earlier orders.
    """

    sent_at: datetime
    baseline: Baseline | None
    earlier: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True)
class Health:
    """Answer of a connection test; ``milliseconds`` is the round trip."""

    ok: bool
    code: str | None
    text: str
    milliseconds: int


@dataclass(frozen=True)
class BrandTotal:
    """Count and sum (minor units) of one card brand."""

    brand: str
    count: int
    amount: int


@dataclass(frozen=True)
class TerminalTotals:
    """The terminal's own counters; amounts in minor units, refunds counted against."""

    amount: int
    count: int
    first_receipt: str
    last_receipt: str
    brands: tuple[BrandTotal, ...] = field(default=())
    text: str = ""


@dataclass(frozen=True)
class LastTransaction:
    """The last transaction that the terminal knows."""

    approved: bool
    result: Result


class Session(Protocol):
    """An open connection on which orders may be sent."""

    def request_abort(self) -> None:
        """Ask the order at work to stop (any thread); its result still comes."""

    def close(self) -> None:
        """Close the connection."""


@dataclass(frozen=True)
class Slips:
    """The slips of a transaction, printed once more."""

    customer: str = ""
    merchant: str = ""


CAPABILITIES = frozenset(
    {
        "query",  # can tell how an order ended whose answer was missing
        "abort",  # the till can stop an order that waits for the card
        "refund",
        "reversal",
        "totals",  # counters without closing the day
        "settle",  # end of day
        "last",  # can show its last transaction
        "reprint",
    }
)


class TerminalDriver(Protocol):
    """One card terminal. Calls block; one thread at a time.

    ``capabilities`` are words of :data:`CAPABILITIES`; the box calls nothing that is
    not among them, except :meth:`query` and :meth:`baseline`.
    """

    capabilities: frozenset[str]

    def connect(self) -> Session:
        """Get ready to take an order; raises ``Unreachable`` or ``Refused``."""

    def perform(self, session: Any, order: Order, progress: Progress) -> Outcome:
        """Carry out an order; raises ``InDoubt`` when the answer is missing.

        ``session`` is what :meth:`connect` of the same driver returned. ``Refused``
        says that the order did not start and nothing was charged.
        """

    def query(self, order: Order, hint: Hint) -> Verdict:
        """Find out how an order ended whose answer was missing.

        ``Undecided`` leaves it to a person; ``Unreachable`` means: ask again later.
        """

    def baseline(self) -> Baseline:
        """Return the last transaction, to recognise later ones."""

    def last(self) -> LastTransaction | None:
        """Return the last transaction or None."""

    def totals(self, close: bool) -> TerminalTotals:
        """Return the counters; ``close`` runs the end of day."""

    def ping(self) -> Health:
        """Make a real round trip."""

    def reprint(self) -> Slips:
        """Return the slips of the last transaction once more."""

    def close(self) -> None:
        """Give back what is held between two orders; the box is stopping."""


class TerminalBase:
    """What a terminal answers that can do nothing beside taking a payment.

    Drivers inherit from it and write only what their protocol has.
    """

    capabilities: frozenset[str] = frozenset()

    def query(self, order: Order, hint: Hint) -> Verdict:
        """Leave every doubt to a person."""
        return Undecided("This terminal cannot be asked for a payment.")

    def baseline(self) -> Baseline:
        """Know of no earlier transaction."""
        return Baseline()

    def last(self) -> LastTransaction | None:
        """Refuse: :raises Refused: always."""
        raise not_supported("show its last payment")

    def totals(self, close: bool) -> TerminalTotals:
        """Refuse: :raises Refused: always."""
        raise not_supported("close its day" if close else "show its totals")

    def reprint(self) -> Slips:
        """Refuse: :raises Refused: always."""
        raise not_supported("print a slip again")

    def close(self) -> None:
        """Hold nothing between two orders."""


def not_supported(what: str) -> Refused:
    """Return the refusal of something that this terminal cannot do for the till."""
    words = f"This terminal cannot {what} for the till. Do it at the terminal itself"
    return Refused("not_supported", words)
