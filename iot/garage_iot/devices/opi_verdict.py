"""What an OPI answer, or a late slip, means for an order.

Pure rules. OPI cannot be asked how an earlier payment ended, so whatever is not clearly
told stays in doubt for a person.
"""

from __future__ import annotations

from decimal import Decimal

from ..errors import ProtocolError
from ..protocols import money
from ..protocols.opi import proof, results
from ..protocols.opi.desk import Papers
from ..protocols.opi.messages import CardAnswer
from .base import InDoubt, Order, Outcome, Result, Undecided, Verdict


def request_id(order: Order) -> str:
    """Return the RequestID of an order: eight digits, never used twice by this box."""
    return f"{order.number % 90_000_000:08d}"


def asked(order: Order) -> Decimal:
    """Return the amount of an order in major units, with all its decimals."""
    return money.to_major(order.amount, order.currency)


def judge(answer: CardAnswer, order: Order, papers: Papers) -> Outcome:
    """Return how the order ended.

    :raises InDoubt: another amount, a contradiction, or a result that may mean either.
    """
    group, sentence = results.overall(answer.result)
    if group == results.UNCLEAR:
        raise InDoubt("protocol_error", f"{sentence}.")
    if group != results.APPROVED:
        _check_refusal(answer, order)
        return _negative(answer, order, papers)
    if not _fits(answer, order):
        raise InDoubt("amount_mismatch", _other_amount(answer, order))
    return Outcome("approved", None, sentence, to_result(answer, order, papers))


def to_result(answer: CardAnswer, order: Order, papers: Papers) -> Result:
    """Translate an answer; ``trace_no`` is the STAN that a reversal has to name."""
    return Result(
        terminal_id=answer.terminal_id,
        merchant_no=answer.merchant,
        receipt_no=answer.receipt_no or answer.stan,
        trace_no=answer.stan,
        auth_code=answer.approval,
        card_brand=answer.circuit,
        card_type=None,
        masked_pan=answer.pan,
        entry=answer.technology,
        verification=answer.verification,
        amount=order.amount,
        currency=order.currency,
        terminal_time=answer.time,
        slip_customer=papers.customer,
        slip_merchant=papers.merchant,
    )


def by_slip(order: Order, papers: Papers, approval_words: tuple[str, ...]) -> Verdict:
    """Return what late slips prove about an order whose answer is missing."""
    found = proof.read(papers, asked(order), approval_words)
    if found.approved and order.kind != "reversal":
        return Outcome(
            "approved", None, "Approved, as the merchant's slip says",
            _from_slip(order, papers, found.stan),
        )  # fmt: skip
    if not papers.merchant:
        return Undecided("The terminal cannot be asked for a payment.")
    amount = f"{asked(order)} {order.currency}" if found.amount_found else "no amount"
    stan = f"number {found.stan}" if found.stan else "no number"
    words = f"A slip for this payment came later, with {amount} and {stan} on it."
    return Undecided(words)


def _from_slip(order: Order, papers: Papers, stan: str) -> Result:
    return Result(
        terminal_id=papers.terminal_id,
        receipt_no=stan,
        trace_no=stan,
        amount=order.amount,
        currency=order.currency,
        slip_customer=papers.customer,
        slip_merchant=papers.merchant,
    )


def _negative(answer: CardAnswer, order: Order, papers: Papers) -> Outcome:
    group, sentence = results.overall(answer.result)
    name = answer.action.lstrip("0") or answer.result.lower()[:20]
    if group == results.CANCELLED:
        state, code = "cancelled", "cancelled_by_customer"
    elif group == results.DECLINED:
        state, code = "declined", f"declined:{name}"
        sentence = answer.words or results.action(answer.action) or sentence
    elif group == results.BUSY:
        state, code = "failed", "terminal_busy"
    else:
        state, code = "failed", f"terminal_refused:{answer.result.lower()[:24]}"
        sentence = answer.words or sentence
    return Outcome(state, code, sentence, to_result(answer, order, papers))


def _check_refusal(answer: CardAnswer, order: Order) -> None:
    """Take a refusal only when it is this order's and the bank did not approve.

    :raises InDoubt: it names another amount, or the bank's approval.
    """
    if answer.approval and answer.action and not answer.action.strip("0"):
        words = "The terminal refused and named the bank's approval."
        raise InDoubt("contradiction", words)
    if answer.amount and not _fits(answer, order):
        raise InDoubt("amount_mismatch", _other_amount(answer, order))


def _fits(answer: CardAnswer, order: Order) -> bool:
    if answer.amount is None:
        return order.kind == "reversal"
    try:
        minor = money.to_minor(answer.amount, order.currency)
    except ProtocolError:
        return False
    return answer.currency == order.currency and minor == order.amount


def _other_amount(answer: CardAnswer, order: Order) -> str:
    told = "no amount"
    if answer.amount is not None:
        told = f"{answer.amount} {answer.currency}"
    wanted = f"{asked(order)} {order.currency}"
    return f"The terminal approved {told} instead of {wanted}."
