"""The simulated terminal's own books: what it really charged, kept in a file."""

from __future__ import annotations

import json
import os
import threading
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

_TRANSACTION, _SETTLED = "transaction", "settled"


@dataclass(frozen=True)
class Booking:
    """One transaction: kind sale, refund or reversal; ``amount`` in minor units.

    ``result`` is the ZVT result code: 0 booked, else refused (no money moved).
    ``request`` is the till's own number of the order where the protocol has one,
    ``reference`` the name of the till's order.
    """

    kind: str
    amount: int
    currency: str
    result: int
    receipt_no: str = ""
    trace_no: str = ""
    original_trace_no: str = ""
    at: str = ""
    brand: str = "girocard"
    card_type: int = 5
    last_digits: str = "1234"
    text: str = ""
    request: str = ""
    reference: str = ""

    @property
    def booked(self) -> bool:
        """Money moved."""
        return self.result == 0

    @property
    def signed(self) -> int:
        """Amount from the shop's view: refunds and reversals count against."""
        if not self.booked:
            return 0
        return self.amount if self.kind == "sale" else -self.amount


class Ledger:
    """Append-only file, one JSON object a line, flushed to disk each time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._bookings: list[Booking] = []
        self._batch_start = 0
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            for line in path.read_text(encoding="utf-8").splitlines():
                self._take(json.loads(line))

    def append(self, booking: Booking, now: datetime) -> Booking:
        """Number a booking, write it down and return it.

        Receipt numbers run 0001-9999, trace numbers 000001-999999, then from 1 again.
        """
        with self._lock:
            last = self._bookings[-1] if self._bookings else None
            receipt = int(last.receipt_no) % 9999 + 1 if last else 1
            trace = int(last.trace_no) % 999999 + 1 if last else 1
            numbered = replace(
                booking,
                receipt_no=f"{receipt:04d}",
                trace_no=f"{trace:06d}",
                at=now.isoformat(timespec="seconds"),
            )
            self._write({"what": _TRANSACTION, **asdict(numbered)})
            self._bookings.append(numbered)
            return numbered

    def settle(self) -> None:
        """Start a new batch (end of day)."""
        with self._lock:
            self._write({"what": _SETTLED})
            self._batch_start = len(self._bookings)

    def last(self) -> Booking | None:
        """Return the newest transaction, refused ones included."""
        with self._lock:
            return self._bookings[-1] if self._bookings else None

    def by_receipt(self, receipt_no: str) -> Booking | None:
        """Return the newest booked sale with this receipt number."""
        with self._lock:
            for booking in reversed(self._bookings):
                if booking.receipt_no == receipt_no and booking.kind == "sale":
                    return booking if booking.booked else None
            return None

    def by_request(self, request: str) -> Booking | None:
        """Return the transaction that the till ordered under this number."""
        with self._lock:
            found = (b for b in reversed(self._bookings) if b.request == request)
            return next(found, None)

    def is_reversed(self, booking: Booking) -> bool:
        """Tell whether a later reversal took the sale back."""
        return any(
            other.kind == "reversal"
            and other.booked
            and other.original_trace_no == booking.trace_no
            for other in self.all()
        )

    def paid_back(self, booking: Booking) -> int:
        """Return what went back of a sale by its reference, in minor units."""
        return sum(
            other.amount
            for other in self.all()
            if other.kind in ("reversal", "refund")
            and other.booked
            and other.original_trace_no == booking.trace_no
        )

    def all(self) -> list[Booking]:
        """Return every transaction, oldest first."""
        with self._lock:
            return list(self._bookings)

    def batch(self) -> list[Booking]:
        """Return the booked transactions since the last end of day."""
        with self._lock:
            return [b for b in self._bookings[self._batch_start :] if b.booked]

    def charged(self) -> int:
        """Return what was taken in all, in minor units, less what was paid back."""
        return sum(booking.signed for booking in self.all())

    def _take(self, entry: dict[str, Any]) -> None:
        if entry.pop("what") == _SETTLED:
            self._batch_start = len(self._bookings)
        else:
            self._bookings.append(Booking(**entry))

    def _write(self, entry: dict[str, Any]) -> None:
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(entry) + "\n")
            file.flush()
            os.fsync(file.fileno())
