"""What the box expects of a card terminal, whatever its protocol."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Protocol

from ..errors import BoxError

Progress = Callable[[str, str], None]


class InDoubt(BoxError):
    """The command was sent and its result is missing: the terminal must be asked."""


@dataclass(frozen=True)
class Baseline:
    """The terminal's last transaction before an order; empty texts: there is none.

    ``clock_skew`` is how many seconds the terminal's clock is ahead of local time.
    """

    receipt_no: str = ""
    trace_no: str = ""
    clock_skew: float | None = None


@dataclass(frozen=True)
class Order:
    """What the terminal shall do. ``amount`` is in minor units and positive.

    ``kind`` is sale, refund or reversal; ``original`` is the result of the sale that
    a refund or reversal takes back; ``baseline`` the last transaction before it.
    """

    kind: str
    amount: int
    currency: str
    original: dict[str, Any] | None = None
    baseline: Baseline | None = None


@dataclass(frozen=True)
class Result:
    """What the terminal said about one transaction; safe to store and to log."""

    terminal_id: str
    merchant_no: str
    receipt_no: str
    trace_no: str
    auth_code: str
    card_brand: str
    card_type: int | None
    masked_pan: str
    entry: str
    verification: str
    amount: int
    currency: str
    terminal_time: str
    slip_customer: str = ""
    slip_merchant: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return the fields as the API writes them."""
        return asdict(self)


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


class TerminalDriver(Protocol):
    """One card terminal. Calls block; one thread at a time."""

    capabilities: frozenset[str]

    def connect(self) -> Session:
        """Get ready to take an order; raises ``Unreachable`` or ``Refused``."""

    def perform(self, session: Any, order: Order, progress: Progress) -> Outcome:
        """Carry out an order; raises ``InDoubt`` when the answer is missing.

        ``session`` is what :meth:`connect` of the same driver returned.
        """

    def query(self, order: Order, hint: Hint) -> Verdict:
        """Find out how an order ended whose answer was missing."""

    def baseline(self) -> Baseline:
        """Return the last transaction, to recognise later ones."""

    def last(self) -> LastTransaction | None:
        """Return the last transaction or None."""

    def totals(self, close: bool) -> TerminalTotals:
        """Return the counters; ``close`` runs the end of day."""

    def ping(self) -> Health:
        """Make a real round trip."""
