"""Requests of the till. No clock: the terminal's own time is in its answer."""

from __future__ import annotations

import re

from ..currencies import numeric
from . import const

_RRN = re.compile(r"[0-9A-Za-z]{1,12}")


def payment(
    operation: str,
    amount: int,
    currency: str,
    ern: int,
    terminal_id: str,
    rrn: str = "",
    merchant: str = "",
) -> dict[int, str]:
    """Return a sale, cancellation or refund.

    :param amount: minor units, positive.
    :param ern: the till's number of the transaction (field 26).
    :param rrn: reference of the sale that is taken back.
    :param merchant: the organisation's number on a shared terminal (field 28).
    :raises ValueError: an amount, currency or reference that cannot be sent.
    """
    if amount <= 0 or ern <= 0:
        raise ValueError("Amount and number are positive")
    if rrn and not _RRN.fullmatch(rrn):
        raise ValueError("A reference has up to 12 letters and digits")
    try:
        number = numeric(currency)
    except LookupError:
        raise ValueError(f"The currency {currency} has no number") from None
    fields = {const.AMOUNT: str(amount), const.CURRENCY: number}
    if rrn:
        fields[const.RRN] = rrn
    return fields | {
        const.OPERATION: operation,
        const.ERN: str(ern),
        const.TERMINAL_ID: terminal_id,
        **_merchant(merchant),
    }


def service(operation: str, terminal_id: str, merchant: str = "") -> dict[int, str]:
    """Return a test or a reconciliation."""
    fields = {const.OPERATION: operation, const.TERMINAL_ID: terminal_id}
    return fields | _merchant(merchant)


def _merchant(number: str) -> dict[int, str]:
    return {const.MERCHANT_ID: number} if number else {}
