"""What the files of a UPOS run prove about an order. Pure rules.

Approved only on code 0 and, where the slip shows them, the same amount, currency and
kind of operation. A code that leaves the end open is in doubt.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from ..protocols.sberbank import codes, result
from ..protocols.sberbank.slip import Slip
from ..protocols.sberbank.slip import parse as parse_slip
from ..transports.program import Files
from .base import Baseline, Hint, InDoubt, Order, Outcome, Result, Undecided, Verdict

# A slip shows minutes only, and the terminal's clock may be a little behind.
_CLOCK = timedelta(minutes=2)
_OTHER = "The terminal's last slip belongs to another payment."


def judge(files: Files, slip_name: str, order: Order) -> Outcome:
    """Return how an order ended.

    :param files: fresh result files of its run.
    :param slip_name: name of the slip file (``PrinterFile`` of ``pinpad.ini``).
    :raises InDoubt: no result code, an open one, or a slip of something else.
    """
    answer = result.parse(files.get(result.NAME, b""))
    if answer is None:
        raise InDoubt("no_answer", "The terminal's program left no result.")
    slip = parse_slip(files.get(slip_name, b""))
    if not answer.ended and answer.code != codes.OK and not codes.is_known(answer.code):
        raise InDoubt("protocol_error", "The terminal's result is cut off.")
    if answer.code != codes.OK:
        return _negative(answer.code)
    if slip is not None and not _fits(slip, order):
        raise InDoubt("amount_mismatch", "The terminal's slip shows something else.")
    if slip is not None and order.kind == "sale" and is_same(slip, order.baseline):
        raise InDoubt("contradiction", "The terminal answered with an earlier payment.")
    return approved(slip, order, answer.operation_no)


def approved(slip: Slip | None, order: Order, operation_no: str = "") -> Outcome:
    """Return the outcome of an order that the terminal booked."""
    return Outcome("approved", None, "Approved", to_result(slip, order, operation_no))


def to_result(slip: Slip | None, order: Order, operation_no: str) -> Result:
    """Translate a slip; without one only the order's own figures are known."""
    shown = slip or Slip(())
    copies = (*shown.copies, "", "")
    return Result(
        terminal_id=shown.terminal_id,
        merchant_no=shown.merchant_no,
        receipt_no=shown.receipt_no or operation_no,
        trace_no=shown.reference_no,
        auth_code=shown.auth_code,
        card_brand=shown.card_brand,
        masked_pan=shown.masked_pan,
        amount=order.amount,
        currency=order.currency,
        terminal_time=shown.moment.isoformat() if shown.moment else "",
        slip_customer=copies[0],
        slip_merchant=copies[1] or copies[0],
        transaction_id=shown.reference_no,
    )


def is_same(slip: Slip, baseline: Baseline | None) -> bool:
    """Tell whether the slip is the one that was known before."""
    return (
        baseline is not None
        and bool(slip.receipt_no)
        and (slip.receipt_no, slip.reference_no)
        == (baseline.receipt_no, baseline.trace_no)
    )


def match(slip: Slip | None, order: Order, hint: Hint) -> Verdict:
    """Compare the terminal's last slip with an order in doubt.

    :param hint: ``sent_at`` in local time and the slips known before.
    """
    if slip is None or slip.amount is None or slip.moment is None:
        return Undecided("The terminal's last slip cannot be read.")
    recent = _in_window(slip.moment, hint.sent_at)
    if _is_known(slip, order, hint):
        # Slip numbers begin again each day; only the bank's reference is unique.
        sure = bool(slip.reference_no) or not recent
        return not_known() if sure else Undecided(_OTHER)
    if not _fits(slip, order) or not recent:
        return Undecided(_OTHER)
    return approved(slip, order)


def _is_known(slip: Slip, order: Order, hint: Hint) -> bool:
    """Tell whether the slip belongs to an earlier order.

    The slip of a cancellation carries the numbers of the sale it takes back, so it is
    told from the sale's own slip by its word.
    """
    known = (slip.receipt_no, slip.reference_no) in hint.earlier
    if order.kind == "reversal" and slip.operation != "sale":
        return False
    return known or is_same(slip, hint.baseline)


def not_known() -> Outcome:
    """Return the outcome of an order that is not in the terminal's books."""
    words = "The terminal did not charge the card."
    return Outcome("failed", "not_known_to_terminal", words)


def _negative(code: int) -> Outcome:
    words = f"{codes.text(code)}."
    if codes.is_doubtful(code):
        raise InDoubt("no_answer", words)
    state, name = codes.outcome(code)
    return Outcome(state, name, words)


def _fits(slip: Slip, order: Order) -> bool:
    return (
        slip.amount in (None, order.amount)
        and slip.currency in ("", order.currency)
        and slip.operation in ("", order.kind)
    )


def _in_window(moment: datetime, sent_at: datetime) -> bool:
    """Tell whether a slip's minute may lie after the sending."""
    return moment >= sent_at.replace(second=0, microsecond=0) - _CLOCK
