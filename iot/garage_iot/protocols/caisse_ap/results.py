"""The reasons ``AF`` in words, and what they mean for the payment [2+]."""

from __future__ import annotations

AUTHORISED, FORCED = "01", "03"

DECLINED = frozenset({"02", "04", "05"})
CANCELLED = frozenset({"06", "11"})
TIMED_OUT = "08"
NOT_STARTED = frozenset({"09", "10", "12", "13"})
UNKNOWN_ACTION = "12"

_LOOK = "Look at the terminal's ticket before you try again"
_TEXTS = {
    "00": f"The terminal did not complete the payment. {_LOOK}",
    "01": "Authorised",
    "02": "The bank wants a call before it decides, use another card",
    "03": "Forced",
    "04": "Declined by the card's bank",
    "05": "This card is not allowed, use another card",
    "06": "Cancelled at the terminal",
    "07": f"The terminal did not complete the payment. {_LOOK}",
    "08": "No card or no input came in time",
    "09": "The terminal did not understand the request",
    "10": "The terminal could not select the application, check its set-up",
    "11": "Cancelled by the operator at the terminal",
    "12": "The terminal does not know this function",
    "13": "The terminal does not take this currency",
}


def text(reason: str) -> str:
    """Return a sentence for the cashier; unknown codes show themselves."""
    if not reason:
        return _TEXTS["00"]
    return _TEXTS.get(reason, f"The terminal reports code {reason}. {_LOOK}")


def is_positive(reason: str) -> bool:
    """Tell whether a reason goes with a payment that was made."""
    return reason in ("", "00", AUTHORISED, FORCED)
