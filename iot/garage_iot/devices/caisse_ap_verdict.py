"""What a Caisse-AP answer means for an order.

Pure rules: ``approved`` only when the terminal says ``AE`` 10 and repeats till, amount,
action and currency of the request exactly; everything unclear is in doubt, and as the
protocol cannot be asked again, doubt is for a person.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..protocols.caisse_ap import const, results
from ..protocols.caisse_ap.answer import Answer
from ..protocols.caisse_ap.request import Request
from .base import InDoubt, Order, Outcome, Result, Slips

LOOK = "Look at the terminal's ticket."


def judge(answers: Sequence[Answer], request: Request, order: Order) -> Outcome:
    """Return how the order ended.

    :raises InDoubt: no final answer, another amount, or a contradiction.
    """
    answer = _final(answers)
    if answer.status == const.NOT_DONE:
        _check_refusal(answer, request)
        return _refused(answer, order)
    _check_echo(answer, request)
    if not results.is_positive(answer.reason):
        words = f"The terminal says paid and refused at once. {LOOK}"
        raise InDoubt("contradiction", words)
    return Outcome("approved", None, "Approved", to_result(answer, order))


def _final(answers: Sequence[Answer]) -> Answer:
    """Return the one final answer; an exact repeat counts once."""
    final = {answer for answer in answers if answer.final}
    if len(final) > 1:
        raise InDoubt("contradiction", f"The terminal gave two answers. {LOOK}")
    if not final:
        words = f"The terminal did not say how the payment ended. {LOOK}"
        raise InDoubt("no_answer", words)
    return final.pop()


def _check_echo(answer: Answer, request: Request) -> None:
    """Compare what the terminal must repeat; leading zeros of the amount are usual.

    :raises InDoubt: something differs or is missing.
    """
    if answer.amount != request.amount or answer.currency != request.currency:
        words = f"The terminal reported another amount. {LOOK}"
        raise InDoubt("amount_mismatch", words)
    other = (answer.till, answer.action) != (request.till, request.action)
    asked = f"{request.number % 10**12:012d}"
    if other or answer.till_reference not in ("", asked):
        raise InDoubt("contradiction", f"The answer belongs to another order. {LOOK}")


def _check_refusal(answer: Answer, request: Request) -> None:
    """Compare what a refusal repeats; it need not repeat anything.

    :raises InDoubt: it repeats another order, or has an authorisation, but no reason.
    """
    if answer.authorisation and not answer.reason:
        words = f"The terminal named an authorisation and no refusal. {LOOK}"
        raise InDoubt("contradiction", words)
    said = (answer.till, answer.amount, answer.action, answer.currency)
    asked = (request.till, request.amount, request.action, request.currency)
    if any(a not in ("", None, b) for a, b in zip(said, asked, strict=True)):
        raise InDoubt("contradiction", f"The answer belongs to another order. {LOOK}")


def _refused(answer: Answer, order: Order) -> Outcome:
    """Return the outcome of ``AE`` 01: nothing was charged.

    :raises InDoubt: the reason says that it was authorised.
    """
    reason, words = answer.reason, results.text(answer.reason)
    if reason in (results.AUTHORISED, results.FORCED):
        raise InDoubt("contradiction", f"The terminal contradicts itself. {LOOK}")
    result = to_result(answer, order)
    if reason in results.DECLINED:
        return Outcome("declined", f"declined:{reason}", words, result)
    if reason in results.CANCELLED:
        return Outcome("cancelled", "cancelled_by_customer", words, result)
    if reason == results.TIMED_OUT:
        return Outcome("cancelled", "timeout_customer", words, result)
    return Outcome("failed", f"terminal_refused:{reason or '00'}", words, result)


def to_result(answer: Answer, order: Order) -> Result:
    """Translate an answer; the trace number is the till's own, sent in ``CJ``."""
    return Result(
        merchant_no=answer.contract,
        trace_no=f"{order.number % 10**12:012d}",
        auth_code=answer.authorisation,
        card_brand=answer.brand,
        masked_pan=answer.masked_pan,
        entry=answer.entry,
        amount=answer.amount if answer.amount is not None else order.amount,
        currency=answer.currency_name or order.currency,
        slip_customer=answer.slip_customer,
        slip_merchant=answer.slip_merchant,
    )


def to_slips(answers: Sequence[Answer]) -> Slips:
    """Return the receipts of a duplicate."""
    customer = [answer.slip_customer for answer in answers if answer.slip_customer]
    merchant = [answer.slip_merchant for answer in answers if answer.slip_merchant]
    return Slips("\n".join(customer), "\n".join(merchant))
