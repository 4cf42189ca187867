"""What a finished UCS dialogue means for an order.

Pure rules: ``approved`` only for response code 00 with exactly the amount and currency
that were asked; everything unclear is in doubt.
"""

from __future__ import annotations

import re
from datetime import datetime

from ..protocols import currencies
from ..protocols.ucs import const
from ..protocols.ucs.answers import Authorisation, Failure
from ..protocols.ucs.dialogue import Dialogue
from .base import InDoubt, Order, Outcome, Result

LOOK = "Look at the terminal's slip."
_CODE = re.compile(r"[0-9A-Za-z]{2}")
_ROUBLES = ("643", "810")
_DAY_END = "The terminal wants its end of day first. Close the day, then try again"


def judge(dialogue: Dialogue, order: Order) -> Outcome:
    """Return how the order ended.

    :raises InDoubt: no result, two results, a damaged one, or another order's.
    """
    if dialogue.failure is not None:
        return _not_done(dialogue.failure, dialogue.slip)
    if not dialogue.results:
        words = f"The terminal did not say how the payment ended. {LOOK}"
        raise InDoubt("no_answer", words)
    if len(dialogue.results) > 1:
        raise InDoubt("contradiction", f"The terminal gave two results. {LOOK}")
    found = dialogue.results[0]
    result = to_result(found, dialogue.slip, order)
    _check(found, dialogue, order)
    if not found.approved:
        return _negative(found, result)
    return Outcome("approved", None, "Approved", result)


def _not_done(failure: Failure, slip: str) -> Outcome:
    """Return the outcome of an error instead of a result.

    :raises InDoubt: its code cannot be read, or slip lines came before it.
    """
    if _CODE.fullmatch(failure.code) is None:
        raise InDoubt("protocol_error", f"The terminal's error is damaged. {LOOK}")
    if slip:
        words = f"The terminal printed a slip and reported an error. {LOOK}"
        raise InDoubt("contradiction", words)
    return refused(failure)


def refused(failure: Failure) -> Outcome:
    """Return the outcome of an error: nothing was charged."""
    words = failure.text or f"The terminal reports error {failure.code}"
    if failure.code == const.DAY_END_DUE:
        words = _DAY_END
    code = f"terminal_refused:{const.ERROR}{failure.code.strip()}"
    if failure.code == const.NO_SUCH_TRANSACTION:
        code = "not_reversible"
    return Outcome("failed", code, words)


def _negative(found: Authorisation, result: Result) -> Outcome:
    words = found.text or f"Declined by the card's bank (code {found.code})"
    if found.code == const.CUSTOMER_CANCELLED:
        return Outcome("cancelled", "cancelled_by_customer", words, result)
    return Outcome("declined", f"declined:{found.code}", words, result)


def _check(found: Authorisation, dialogue: Dialogue, order: Order) -> None:
    """Compare a result with its order, be it an approval or not.

    :raises InDoubt: it is another one's, or its code cannot be read.
    """
    if _CODE.fullmatch(found.code) is None:
        raise InDoubt("protocol_error", f"The terminal's result is damaged. {LOOK}")
    if found.amount != order.amount or not _same_currency(found, order):
        words = f"The terminal reported another amount. {LOOK}"
        raise InDoubt("amount_mismatch", words)
    operation = const.OPERATIONS.get(found.operation, dialogue.request.kind)
    if operation != dialogue.request.kind:
        raise InDoubt("contradiction", f"The result is another operation's. {LOOK}")


def _same_currency(found: Authorisation, order: Order) -> bool:
    """Compare currencies; some terminals still say 810 for the rouble."""
    asked = currencies.numeric(order.currency)
    return found.currency == asked or {found.currency, asked} == set(_ROUBLES)


def to_result(found: Authorisation, slip: str, order: Order) -> Result:
    """Translate a result; the reference number (RRN) names the transaction."""
    return Result(
        terminal_id=found.terminal,
        merchant_no=found.merchant,
        receipt_no=found.rrn.strip(),
        auth_code=found.auth_code,
        card_brand=found.card_brand,
        masked_pan=found.masked_pan,
        amount=found.amount,
        currency=order.currency,
        terminal_time=_moment(found.stamp),
        slip_customer=slip,
        transaction_id=found.rrn,
    )


def _moment(stamp: str) -> str:
    """Return the terminal's time in ISO 8601, empty when it is none."""
    try:
        parts = (stamp[:4], stamp[4:6], stamp[6:8])
        text = "-".join(parts) + f"T{stamp[8:10]}:{stamp[10:12]}:{stamp[12:14]}"
        return datetime.fromisoformat(text).isoformat()
    except ValueError:
        return ""
