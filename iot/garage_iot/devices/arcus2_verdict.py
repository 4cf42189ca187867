"""What the files of an ARCUS2 run prove about an order. Pure rules.

Approved only when every code there is says 000, the amounts shown are the one asked
for, and the tool did not cancel by itself. There is no question to the terminal: what
the files leave open is for a person.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..protocols.arcus2 import result
from ..protocols.arcus2.files import FileNames
from ..protocols.arcus2.result import Output
from ..transports.program import Files
from .base import InDoubt, Order, Outcome, Result

_UNREADABLE = "The terminal's result cannot be read."
_SILENT = "The pinpad did not answer, and it may have charged. Look at its slip."


def judge(
    files: Files, names: FileNames, order: Order, texts: Mapping[str, str]
) -> Outcome:
    """Return how an order ended.

    :param files: fresh result files of its run.
    :param texts: sentences by result code (``rc_res.ini``).
    :raises InDoubt: no code, one that cannot be read, two codes, no answer of the
        pinpad, another amount.
    """
    output = read_output(files, names)
    slip = result.slip_text(files.get(names.slip, b""))
    code = _code(_own_code(files, names), output)
    if not result.is_usual(code) and code not in texts:
        raise InDoubt("protocol_error", _UNREADABLE)
    if code != result.OK and not _cancelled(files, names):
        words = texts.get(code) or output.message or f"The terminal says {code}"
        return Outcome("declined", f"declined:{code}", f"{words.rstrip('.')}.")
    cancelled = _cancelled(files, names)
    if cancelled is not None:
        return cancelled
    _check_complete(files, names)
    _check_amounts(output, slip, order)
    found = to_result(output, slip, order)
    if order.kind == "sale" and _is_known(found, order):
        raise InDoubt("contradiction", "The terminal answered for the one before.")
    return Outcome("approved", None, "Approved", found)


def read_output(files: Files, names: FileNames) -> Output:
    """Return the lines of ``output.dat``, under whatever name it is there.

    :raises InDoubt: its first line is no code.
    """
    for name in names.data:
        if files.get(name, b"").strip():
            output = result.parse_output(files[name])
            if not output.code:
                raise InDoubt("protocol_error", _UNREADABLE)
            return output
    return Output()


def to_result(output: Output, slip: str, order: Order) -> Result:
    """Translate what the files show."""
    rrn = output.rrn or result.slip_reference(slip)
    return Result(
        terminal_id=output.terminal_id,
        receipt_no=result.slip_receipt(slip) or rrn,
        trace_no=rrn,
        auth_code=output.auth_code,
        card_brand=output.card_type,
        masked_pan=output.masked_pan,
        amount=order.amount,
        currency=order.currency,
        slip_customer=slip,
        slip_merchant=slip,
        transaction_id=rrn,
    )


def _is_known(found: Result, order: Order) -> bool:
    """Tell whether the numbers are those of the payment known before."""
    known = order.baseline
    return (
        known is not None
        and bool(found.receipt_no)
        and (found.receipt_no, found.trace_no) == (known.receipt_no, known.trace_no)
    )


def _own_code(files: Files, names: FileNames) -> str:
    """Return the code of ``rc.out``, empty when the run wrote none."""
    code = result.parse_code(files.get(names.result, b""))
    if names.result in files and not code:
        raise InDoubt("protocol_error", _UNREADABLE)
    return code


def _code(own: str, output: Output) -> str:
    """Return the one code that all files agree on."""
    codes = {code for code in (own, output.code) if code}
    if not codes:
        raise InDoubt("no_answer", "The terminal's program left no result.")
    if len(codes) > 1:
        raise InDoubt("contradiction", "The terminal's files contradict each other.")
    code = codes.pop()
    if code == result.NO_ANSWER:
        raise InDoubt("no_answer", _SILENT)
    return code


def _cancelled(files: Files, names: FileNames) -> Outcome | None:
    """Return that the tool took the payment back by itself (``can_rc.out``)."""
    if result.parse_code(files.get(names.cancel_result, b"")) == result.OK:
        words = "The terminal took the payment back by itself."
        return Outcome("failed", "reversed_by_terminal", words)
    if names.cancel_result in files or names.cancel_slip in files:
        words = "The terminal tried to take the payment back. Look at its slips."
        raise InDoubt("contradiction", words)
    return None


def _check_complete(files: Files, names: FileNames) -> None:
    others = (names.slip, *names.data)
    written = [name for name in others if files.get(name, b"").strip()]
    if names.result not in files or not written:
        raise InDoubt("no_answer", "The terminal's files are not complete.")


def _check_amounts(output: Output, slip: str, order: Order) -> None:
    shown = {output.amount, result.slip_amount(slip)} - {None}
    if shown - {order.amount}:
        raise InDoubt("amount_mismatch", "The terminal reported another amount.")
