"""What a finished or broken dialogue means (PA00P015, 2.2.8 and chapter 4).

Pure rules: messages in, outcome out. The one law: ``approved`` only when the terminal
said so for exactly this amount and currency; everything unclear is in doubt.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from ..protocols.zvt import receipt, results
from ..protocols.zvt.dialogue import Dialogue
from ..protocols.zvt.status import StatusInformation, clock_skew, terminal_time
from .base import (
    Baseline,
    Hint,
    InDoubt,
    Order,
    Outcome,
    Result,
    Undecided,
    Verdict,
)

_OTHER = "The terminal reported another amount."


@dataclass(frozen=True)
class Tolerance:
    """How exactly the terminal's clock must fit, in seconds."""

    known_clock: float = 5.0
    unknown_clock: float = 90.0


def to_result(
    info: StatusInformation,
    slips: dict[str, str],
    near: datetime,
    compose_for: str | None = None,
) -> Result:
    """Translate a status information; ``near`` is the local time (for the year).

    :param compose_for: kind of order for which the box writes slips when the terminal
        sent none; None writes none.
    """
    stamp = terminal_time(info, near)
    if compose_for is not None and not slips:
        slips = receipt.compose(info, compose_for, stamp)
    return Result(
        terminal_id=info.terminal_id,
        merchant_no=info.merchant_no,
        receipt_no=info.receipt_no,
        trace_no=info.trace_no,
        auth_code=info.auth_code,
        card_brand=info.card_brand,
        card_type=info.card_type,
        masked_pan=info.masked_pan,
        entry=info.entry,
        verification=info.verification,
        amount=info.amount or 0,
        currency=info.currency,
        terminal_time=stamp.isoformat() if stamp else "",
        slip_customer=slips.get("customer", ""),
        slip_merchant=slips.get("merchant", ""),
        transaction_id=info.transaction_id.hex(),
    )


def _slips_only(slips: dict[str, str], order: Order) -> Result | None:
    """Return the slips of an order that ended without a status information.

    The cashier must get them: also a payment that failed has a slip (2.2).
    """
    if not slips:
        return None
    return Result(
        currency=order.currency,
        slip_customer=slips.get("customer", ""),
        slip_merchant=slips.get("merchant", ""),
    )


def is_same(info: StatusInformation, baseline: Baseline | None) -> bool:
    """Tell whether ``info`` is the transaction that was known before.

    One without numbers is never known: some refusals name none.
    """
    numbers = _numbers(info)
    known = baseline and (baseline.receipt_no, baseline.trace_no)
    return numbers is not None and numbers == known


def _numbers(info: StatusInformation) -> tuple[str, str] | None:
    found = (info.receipt_no, info.trace_no)
    return found if any(found) else None


def negative(code: int, text: str, result: Result | None = None) -> Outcome:
    """Return the outcome of a transaction that the terminal ended without money."""
    words = text or results.text(code)
    if code == results.TIMEOUT_OR_ABORT:
        return Outcome("cancelled", "cancelled_by_customer", words, result)
    if results.is_host_decline(code):
        return Outcome("declined", f"declined:{code:02x}", words, result)
    return Outcome("failed", f"terminal_refused:{code:02x}", words, result)


def refused(code: int) -> Outcome:
    """Return the outcome of a command that the terminal did not start (84 xx)."""
    name = "terminal_busy" if results.is_busy(code) else f"terminal_refused:{code:02x}"
    return Outcome("failed", name, results.text(code))


def _fits(info: StatusInformation, order: Order) -> bool:
    amount_fits = info.amount == order.amount
    if order.kind == "reversal":
        amount_fits = info.amount in (None, 0, order.amount)
    return amount_fits and info.currency in ("", order.currency)


def _relevant(
    dialogue: Dialogue, baseline: Baseline | None
) -> StatusInformation | None:
    """Return the one result of the dialogue; repeats of the same trace are one.

    :raises InDoubt: two different approvals came for one order.
    """
    fresh = [info for info in dialogue.infos if not is_same(info, baseline)]
    approved = [info for info in fresh if info.result == results.OK]
    if len({info.trace_no for info in approved}) > 1:
        raise InDoubt("protocol_error", "The terminal reported two transactions.")
    chosen = approved or fresh
    return chosen[-1] if chosen else None


def judge(
    dialogue: Dialogue, order: Order, near: datetime, compose: bool = False
) -> Outcome:
    """Return how the order ended.

    :param near: local time now, for the year of the terminal's date.
    :param compose: write slips when the terminal sent none.
    :raises InDoubt: no result, an unexpected amount, or a contradiction.
    """
    if dialogue.refused is not None:
        return refused(dialogue.refused)
    info = _relevant(dialogue, order.baseline)
    if dialogue.aborted is not None:
        return _ended(dialogue, dialogue.aborted, info, order, near)
    if info is None:
        raise InDoubt("no_answer", "The terminal ended without a result.")
    result = to_result(info, dialogue.slips, near, order.kind if compose else None)
    if info.result != results.OK:
        _check_refusal(info, order)
        return negative(info.result, info.text, result)
    if not _fits(info, order):
        raise InDoubt("amount_mismatch", _OTHER)
    return Outcome("approved", None, "Approved", result, _seconds(info, near))


def _ended(
    dialogue: Dialogue,
    aborted: int,
    info: StatusInformation | None,
    order: Order,
    near: datetime,
) -> Outcome:
    """Return the outcome of an order that the terminal ended with ``06 1E``."""
    if info is None and aborted == results.OK:
        raise InDoubt(
            "contradiction", "The terminal aborted and said that all is well."
        )
    if info is None:
        result = _slips_only(dialogue.slips, order)
        return negative(aborted, dialogue.abort_text, result)
    if info.result == results.OK:
        raise InDoubt("contradiction", "The terminal approved and then aborted.")
    _check_refusal(info, order)
    result = to_result(info, dialogue.slips, near)
    return negative(info.result, info.text or dialogue.abort_text, result)


def _check_refusal(info: StatusInformation, order: Order) -> None:
    """Take a refusal only when it is this order's; it may name no amount.

    :raises InDoubt: it names another amount or currency.
    """
    amount_fits = info.amount in (None, 0, order.amount)
    if not amount_fits or info.currency not in ("", order.currency):
        raise InDoubt("amount_mismatch", _OTHER)


def _seconds(info: StatusInformation, near: datetime) -> float | None:
    skew = clock_skew(info, near)
    return skew.total_seconds() if skew is not None else None


def not_known() -> Outcome:
    """Return the outcome of an order that never reached the terminal's books."""
    return Outcome(
        "failed", "not_known_to_terminal", "The terminal did not charge the card."
    )


def match(
    info: StatusInformation | None,
    order: Order,
    hint: Hint,
    tolerance: Tolerance,
    compose: bool = False,
) -> Verdict:
    """Compare the terminal's last transaction with an order in doubt.

    :param info: last transaction, None when the terminal has none.
    :param hint: ``sent_at`` in local time and the transaction known before.
    """
    if info is None:
        if hint.baseline is not None and not hint.baseline.receipt_no:
            return not_known()
        return Undecided("The terminal shows no last transaction.")
    if is_same(info, hint.baseline):
        return not_known()
    if _numbers(info) in hint.earlier:
        return not_known()
    if not _in_window(info, hint, tolerance) or not _fits(info, order):
        return Undecided("The terminal's last transaction is another one.")
    return _recovered(info, order, hint, order.kind if compose else None)


def _recovered(
    info: StatusInformation, order: Order, hint: Hint, compose_for: str | None
) -> Outcome:
    """Return the outcome of the order that ``info`` was found to belong to."""
    if order.kind == "sale" and info.original_trace_no.strip("0"):
        words = "The terminal took the payment back by itself."
        return Outcome("failed", "reversed_by_terminal", words)
    result = to_result(info, {}, hint.sent_at, compose_for)
    if info.result != results.OK:
        return negative(info.result, info.text, result)
    return Outcome("approved", None, "Approved", result)


def _age(info: StatusInformation, hint: Hint) -> timedelta | None:
    """Return how long after sending the transaction happened, by corrected clock."""
    skew = hint.baseline.clock_skew if hint.baseline is not None else None
    ahead = clock_skew(info, hint.sent_at)
    return ahead - timedelta(seconds=skew or 0) if ahead is not None else None


def _allowance(hint: Hint, tolerance: Tolerance) -> timedelta:
    known = hint.baseline is not None and hint.baseline.clock_skew is not None
    return timedelta(
        seconds=tolerance.known_clock if known else tolerance.unknown_clock
    )


def _in_window(info: StatusInformation, hint: Hint, tolerance: Tolerance) -> bool:
    age = _age(info, hint)
    return age is not None and age >= -_allowance(hint, tolerance)
