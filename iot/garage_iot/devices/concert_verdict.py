"""What a Concert answer means for an order.

Pure rules: ``approved`` only for result 0 with till, amount, mode and currency exactly
as asked. The reference implementations only log a difference; here it is in doubt.
"""

from __future__ import annotations

from ..protocols import currencies
from ..protocols.concert import messages, results
from ..protocols.concert.messages import Answer, Request
from .base import InDoubt, Order, Outcome, Result

LOOK = "Look at the terminal's ticket."


def judge(answer: Answer, request: Request, order: Order) -> Outcome:
    """Return how the order ended.

    :raises InDoubt: the answer is another order's, or its result is unknown.
    """
    _check_echo(answer, request)
    result = to_result(answer, order)
    if answer.result == messages.ACCEPTED:
        return Outcome("approved", None, "Approved", result)
    if answer.result == messages.NOT_ACCEPTED:
        return Outcome("declined", "declined:7", results.NOT_ACCEPTED, result)
    words = f"The terminal gave the unknown result {answer.result!r}. {LOOK}"
    raise InDoubt("protocol_error", words)


def is_stale(answer: Answer, request: Request) -> bool:
    """Tell that an answer belongs to an earlier order: it repeats another number."""
    return bool(request.private) and answer.private != request.private


def _check_echo(answer: Answer, request: Request) -> None:
    if (answer.amount, answer.currency) != (request.amount, request.currency):
        words = f"The terminal reported another amount. {LOOK}"
        raise InDoubt("amount_mismatch", words)
    if (answer.till, answer.mode) != (request.till, request.mode):
        raise InDoubt("contradiction", f"The answer belongs to another order. {LOOK}")


def to_result(answer: Answer, order: Order) -> Result:
    """Translate an answer; the protocol knows no number of the terminal's own."""
    return Result(
        trace_no=f"{order.number % 10**10:010d}",
        masked_pan=answer.masked_pan,
        amount=answer.amount,
        currency=currencies.alphabetic(answer.currency),
    )
