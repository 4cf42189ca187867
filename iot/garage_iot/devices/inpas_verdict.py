"""What an INPAS answer means. Pure rules.

Approved only on status 1 with the amount, currency and number asked for. Declined and
cancelled only on the two values known for them; every other value is in doubt, and so
is 34 (no connection to the bank), which may follow an approval.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from ..errors import Refused
from ..protocols.currencies import alphabetic
from ..protocols.inpas import const, receipt
from .base import BrandTotal, InDoubt, Order, Outcome, Result, TerminalTotals

_NO_BANK = "The terminal lost the bank, and the card may be charged. Look at its slip."
_UNKNOWN = "The terminal's answer leaves open if it charged. Look at its slip."
_OTHER = "The terminal reported another amount."


def judge(answer: Mapping[int, str], order: Order) -> Outcome:
    """Return how an order ended.

    :raises InDoubt: an open status, or an answer about something else.
    """
    status = answer.get(const.STATUS, "").strip()
    words = _words(answer)
    if status in (const.DECLINED, const.ABORTED):
        _check_refusal(answer, order)
    if status == const.DECLINED:
        code = answer.get(const.HOST_CODE, "").strip() or status
        return Outcome("declined", f"declined:{code}", words or "Declined.")
    if status == const.ABORTED:
        code = "cancelled_by_customer"
        return Outcome("cancelled", code, words or "Cancelled at the terminal.")
    if status == const.NO_CONNECTION:
        raise InDoubt("no_answer", _NO_BANK)
    if status != const.APPROVED:
        raise InDoubt("protocol_error", _UNKNOWN)
    if not _fits(answer, order):
        raise InDoubt("amount_mismatch", _OTHER)
    return Outcome("approved", None, "Approved", to_result(answer, order))


def to_result(answer: Mapping[int, str], order: Order) -> Result:
    """Translate an answer."""
    slips = [*receipt.slips(answer.get(const.RECEIPT, "")), "", ""]
    return Result(
        terminal_id=answer.get(const.TERMINAL_ID, ""),
        merchant_no=answer.get(const.MERCHANT_ID, ""),
        receipt_no=str(order.number),
        trace_no=answer.get(const.RRN, ""),
        auth_code=answer.get(const.AUTH_CODE, ""),
        masked_pan=answer.get(const.PAN, ""),
        amount=order.amount,
        currency=order.currency,
        terminal_time=_moment(answer.get(const.TERMINAL_TIME, "")),
        slip_customer=slips[0],
        slip_merchant=slips[1] or slips[0],
        transaction_id=answer.get(const.RRN, ""),
    )


def totals(answer: Mapping[int, str]) -> TerminalTotals:
    """Translate the answer of a reconciliation; credits count against debits.

    Cancelled payments (49 to 52) are told in words: no source says whether the sums
    still hold them.

    :raises Refused: a count or sum that is no number.
    """
    debit, credit = _sum(answer, const.DEBIT_AMOUNT), _sum(answer, const.CREDIT_AMOUNT)
    count = _sum(answer, const.DEBIT_COUNT) + _sum(answer, const.CREDIT_COUNT)
    void = (const.VOID_DEBIT_COUNT, const.VOID_CREDIT_COUNT)
    cancelled = sum(_sum(answer, number) for number in void)
    lines = [f"Cancelled payments: {cancelled}"] if cancelled else []
    lines += receipt.slips(answer.get(const.RECEIPT, ""))
    none: tuple[BrandTotal, ...] = ()
    return TerminalTotals(debit - credit, count, "", "", none, "\n".join(lines))


def _fits(answer: Mapping[int, str], order: Order) -> bool:
    """Tell whether an approval is for this order; what is missing is not held back.

    The amount must be there for a sale: nothing else shows what was charged.
    """
    amount = answer.get(const.AMOUNT, "" if order.kind == "sale" else str(order.amount))
    currency = alphabetic(answer.get(const.CURRENCY, "") or order.currency)
    number = answer.get(const.ERN, str(order.number))
    return (
        amount.isascii()
        and amount.isdecimal()
        and int(amount) == order.amount
        and currency == order.currency
        and number == str(order.number)
    )


def _check_refusal(answer: Mapping[int, str], order: Order) -> None:
    """Take a refusal only when it is this order's; it may name nothing.

    :raises InDoubt: it names another amount, currency or number.
    """
    amount = answer.get(const.AMOUNT, "").strip()
    named = amount not in ("", "0")
    whole = {const.AMOUNT: amount if named else str(order.amount)}
    if not _fits({**answer, **whole}, order):
        raise InDoubt("amount_mismatch", _OTHER)


def _words(answer: Mapping[int, str]) -> str:
    text = " ".join(answer.get(const.TEXT, "").split())[:200]
    return f"{text.rstrip('.')}." if text else ""


def _moment(text: str) -> str:
    try:
        return datetime.strptime(text, "%Y%m%d%H%M%S").astimezone().isoformat()
    except (ValueError, OverflowError, OSError):
        return ""


def _sum(answer: Mapping[int, str], number: int) -> int:
    """Return a count or a sum in minor units; a field that is not there is 0.

    :raises Refused: it is there and no number.
    """
    text = answer.get(number, "").strip()
    if text and not (text.isascii() and text.isdecimal() and len(text) < 13):
        raise Refused("totals_unreadable", "The terminal's totals cannot be read")
    return int(text or 0)
