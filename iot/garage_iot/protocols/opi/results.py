"""What OverallResult and the bank's answer code mean (one source)."""

from __future__ import annotations

APPROVED, DECLINED, CANCELLED = "approved", "declined", "cancelled"
BUSY, NOT_STARTED, UNCLEAR = "busy", "refused", "unclear"

_OVERALL: dict[str, tuple[str, str]] = {
    "Success": (APPROVED, "Approved"),
    "Failure": (DECLINED, "The card was declined"),
    "UnknownCard": (DECLINED, "The terminal does not know this card"),
    "Aborted": (CANCELLED, "The payment was cancelled"),
    "TimedOut": (CANCELLED, "No card came in time"),
    "Busy": (BUSY, "The terminal is busy with something else"),
    "Loggedout": (NOT_STARTED, "The terminal wants the till to log in first"),
    "LoggedOut": (NOT_STARTED, "The terminal wants the till to log in first"),
    "DeviceUnavailable": (
        NOT_STARTED,
        "The terminal did not start: it cannot work now, or does not reach the box",
    ),
    "FormatError": (NOT_STARTED, "The terminal does not understand the request"),
    "ParsingError": (NOT_STARTED, "The terminal cannot read the request"),
    "ValidationError": (NOT_STARTED, "The terminal does not accept the request"),
    "MissingMandatoryData": (NOT_STARTED, "The terminal misses something"),
    "CommunicationError": (UNCLEAR, "The terminal lost the bank or the till"),
    "PartialFailure": (UNCLEAR, "The terminal did only a part"),
}
LOGGED_OUT = frozenset({"Loggedout", "LoggedOut"})

# ISO 8583 answer codes that a cashier can act on; others are told as numbers.
_ACTIONS = {
    "5": "The bank does not honour the card",
    "12": "The bank does not allow this",
    "13": "The bank does not accept the amount",
    "14": "The card number is not valid",
    "30": "The bank does not understand the terminal",
    "33": "The card has expired",
    "34": "The bank suspects fraud",
    "43": "The card was stolen",
    "51": "There is not enough money on the account",
    "54": "The card has expired",
    "55": "The PIN was wrong",
    "56": "The bank does not know the card",
    "58": "The terminal may not do this",
    "61": "The card's limit is reached",
    "62": "The card is restricted",
    "65": "The card's limit is reached; use chip and PIN",
    "75": "The PIN was wrong too often",
    "91": "The bank does not answer",
    "92": "The bank is not reached",
    "96": "The bank has a fault",
}


def overall(result: str) -> tuple[str, str]:
    """Return the group of an OverallResult and a sentence; unknown ones are unclear."""
    return _OVERALL.get(result, (UNCLEAR, f"The terminal answered {result[:40]}"))


def action(code: str) -> str:
    """Return a sentence for the bank's answer code, empty when there is none."""
    number = code.lstrip("0")
    if not number:
        return ""
    return _ACTIONS.get(number, f"The bank refused (code {code[:10]})")
