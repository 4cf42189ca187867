"""What the simulated UCS terminal says: results, slips, reports."""

from __future__ import annotations

from datetime import datetime

from ..protocols.ucs import const
from .ledger import Booking

_OPERATIONS = {"sale": b"0", "refund": b"4", "reversal": b"A"}
_TITLES = {"sale": "ОПЛАТА", "refund": "ВОЗВРАТ", "reversal": "ОТМЕНА"}
_MERCHANT = "980012345678901"
_ESC = b"\x1b"


def rrn(booking: Booking) -> str:
    """Return the reference number: it ends with the trace number."""
    return f"632600{booking.trace_no}"


def result(booking: Booking, code: str, currency: str) -> bytes:
    """Return the data of a 60."""
    at = datetime.fromisoformat(booking.at)
    fixed = (
        f"{booking.amount:012d}{currency}{at:%Y%m%d%H%M%S}{_MERCHANT}"
        f"{rrn(booking)}{code}"
    )
    approved = code == const.APPROVED
    auth = booking.trace_no if approved else ""
    text = "ОДОБРЕНО" if approved else "ОТКАЗ БАНКА"
    parts = (
        (fixed + auth).encode("ascii"),
        f"427600******{booking.last_digits}=2812".encode("ascii"),
        f"*** {booking.brand} ***".encode("ascii"),
        text.encode(const.ENCODING),
    )
    return _OPERATIONS[booking.kind] + _ESC.join(parts)


def faulty(data: bytes, mode: str) -> bytes:
    """Return a result with the fault of a mode."""
    if mode == "wrong_currency":
        return data[:13] + b"840" + data[16:]
    if mode == "other_operation":
        return b"A" + data[1:]
    if mode == "full_pan":
        return data.replace(b"427600******", b"427600123456")
    return data


def slip(booking: Booking) -> str:
    """Return the slip of a transaction."""
    at = datetime.fromisoformat(booking.at)
    whole, cents = divmod(booking.amount, 100)
    status = "ОДОБРЕНО" if booking.booked else "ОТКАЗАНО"
    return "\n".join(
        (
            f"{at:%d.%m.%Y %H:%M:%S}",
            _TITLES[booking.kind],
            f"Карта {booking.brand} ************{booking.last_digits}",
            f"Сумма {whole}.{cents:02d} {booking.currency}",
            f"RRN {rrn(booking)}",
            status,
        )
    )


def report(batch: list[Booking], title: str) -> str:
    """Return a report: every transaction and the total."""
    lines = [title]
    for booking in batch:
        lines.append(
            f"{booking.trace_no} {_TITLES[booking.kind]} {_sum(booking.signed)}"
        )
    total = sum(booking.signed for booking in batch)
    return "\n".join((*lines, f"ИТОГО {len(batch)} / {_sum(total)}"))


def _sum(amount: int) -> str:
    sign = "-" if amount < 0 else ""
    return f"{sign}{abs(amount) // 100}.{abs(amount) % 100:02d}"
