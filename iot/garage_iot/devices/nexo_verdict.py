"""What a nexo answer means for an order (terminals that speak nexo Retailer).

Pure rules: answers in, outcome out. ``approved`` only when the terminal said so for
exactly this amount, currency and reference; everything unclear is in doubt.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from ..errors import ProtocolError
from ..protocols import money
from ..protocols.nexo import results
from ..protocols.nexo.answers import Paid, Status
from .base import InDoubt, Order, Outcome, Pending, Result, Undecided, Verdict

# How far the terminal's clock may be behind the box's.
_CLOCKS_DIFFER = timedelta(minutes=10)
_SIGN = "Approved. The customer has to sign the merchant's slip"
_ACCEPTED = "Accepted. The bank pays it back in its own time"


def reference(order: Order) -> str:
    """Return the SaleTransactionID of an order: the till's, or one of the box."""
    return order.reference or f"BOX/{order.number}"


def service_id(order: Order) -> str:
    """Return the ServiceID of an order: ten digits, never used twice by this box."""
    return f"{order.number:010d}"


def to_result(paid: Paid, order: Order, terminal_id: str) -> Result:
    """Translate an answer; receipt number is the terminal's own transaction id."""
    amount = order.amount if paid.amount is None else _minor(paid, order)
    return Result(
        terminal_id=terminal_id,
        merchant_no=paid.merchant_id,
        receipt_no=paid.transaction_id,
        trace_no=paid.acquirer_transaction,
        auth_code=paid.approval_code,
        card_brand=paid.brand,
        masked_pan=paid.masked_pan,
        entry=paid.entry,
        verification=paid.verification,
        amount=amount,
        currency=paid.currency or order.currency,
        terminal_time=paid.transaction_time,
        slip_customer=paid.receipts.customer,
        slip_merchant=paid.receipts.merchant,
        transaction_id=paid.transaction_id,
    )


def judge(paid: Paid, order: Order, terminal_id: str) -> Outcome:
    """Return how the order ended.

    :raises InDoubt: another amount or reference, a partial approval, a contradiction.
    """
    if paid.sale_reference not in ("", reference(order)):
        raise InDoubt("contradiction", "The terminal's answer names another order.")
    if paid.reply.result == results.FAILURE:
        return _negative(paid, order, terminal_id)
    if paid.reply.result not in (results.SUCCESS, results.PARTIAL):
        words = f"The terminal answered {paid.reply.result[:40]}."
        raise InDoubt("protocol_error", words)
    if paid.reply.result == results.PARTIAL or not _fits(paid, order):
        raise InDoubt("amount_mismatch", _other_amount(paid, order))
    words = "Approved"
    if paid.reversal:
        words = _ACCEPTED
    elif paid.receipts.signature:
        words = _SIGN
    return Outcome("approved", None, words, to_result(paid, order, terminal_id))


def unsure(paid: Paid) -> bool:
    """Tell whether a refusal comes from a host that the terminal did not reach."""
    group, _ = results.meaning(paid.reply.condition)
    return paid.reply.result == results.FAILURE and group == results.UNSURE


def match(
    status: Status, order: Order, terminal_id: str, sent_at: datetime | None = None
) -> Verdict:
    """Return how an order in doubt ended, by the terminal's own memory of it.

    :param sent_at: when it was sent; a payment long before is another one, from a time
        when a box that was set up anew gave out the same number.
    """
    if status.reply.result != results.SUCCESS:
        return _unanswered(status)
    if status.paid is None or status.about not in ("", service_id(order)):
        return Undecided("The terminal told about another payment.")
    if sent_at is not None and _is_older(status.paid, sent_at):
        return Undecided("The terminal told about an earlier payment.")
    try:
        return judge(status.paid, order, terminal_id)
    except InDoubt as doubt:
        if status.paid.reply.condition == results.IN_PROGRESS:
            return Pending(doubt.message)
        return Undecided(doubt.message)


def _is_older(paid: Paid, sent_at: datetime) -> bool:
    """Tell whether a payment happened before; unreadable times are not older."""
    try:
        moment = datetime.fromisoformat(paid.transaction_time.replace("Z", "+00:00"))
        return moment.astimezone() < sent_at - _CLOCKS_DIFFER
    except (ValueError, OverflowError, OSError):
        return False


def not_known() -> Outcome:
    """Return the outcome of an order that never reached the terminal."""
    words = "The terminal did not charge the card."
    return Outcome("failed", "not_known_to_terminal", words)


def _unanswered(status: Status) -> Verdict:
    condition = status.reply.condition
    if condition == results.NOT_FOUND:
        return not_known()
    if condition in (results.IN_PROGRESS, "Busy", "LoggedOut", "UnavailableDevice"):
        return Pending(results.meaning(condition)[1])
    return Undecided(f"The terminal cannot tell: {results.meaning(condition)[1]}.")


def _negative(paid: Paid, order: Order, terminal_id: str) -> Outcome:
    condition = paid.reply.condition
    group, sentence = results.meaning(condition)
    if group == results.IN_PROGRESS:
        raise InDoubt("no_answer", "The payment is still running at the terminal.")
    words = paid.reply.words or sentence
    name = condition.lower() or "failure"
    if group == results.CANCELLED:
        state, code = "cancelled", "cancelled_by_customer"
    elif group in (results.DECLINED, results.UNSURE):
        state, code = "declined", f"declined:{name}"
    elif group == results.BUSY:
        state, code = "failed", "terminal_busy"
    else:
        state, code = "failed", f"terminal_refused:{name}"
    return Outcome(state, code, words, to_result(paid, order, terminal_id))


def _fits(paid: Paid, order: Order) -> bool:
    goes_back = paid.reversal and order.kind != "sale"
    if paid.amount is None:
        return goes_back
    currency_fits = paid.currency == order.currency
    if goes_back:
        currency_fits = paid.currency in ("", order.currency)
    return currency_fits and _minor(paid, order) == order.amount


def _minor(paid: Paid, order: Order) -> int:
    try:
        return money.to_minor(paid.amount or money.to_major(0, "EUR"), order.currency)
    except ProtocolError as error:
        raise InDoubt("amount_mismatch", f"{error.message}.") from error


def _other_amount(paid: Paid, order: Order) -> str:
    asked = money.to_major(order.amount, order.currency)
    told = "no amount" if paid.amount is None else f"{paid.amount} {paid.currency}"
    return f"The terminal approved {told} instead of {asked} {order.currency}."
