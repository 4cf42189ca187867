"""What an ErrorCondition of nexo means for the till [two sources: Adyen, DataMesh]."""

from __future__ import annotations

SUCCESS, FAILURE, PARTIAL = "Success", "Failure", "Partial"
IN_PROGRESS, NOT_FOUND = "InProgress", "NotFound"

CANCELLED, DECLINED, NOT_STARTED, BUSY = "cancelled", "declined", "refused", "busy"
# The terminal says "declined" but cannot be sure of the host: ask once more.
UNSURE = "unsure"

_MEANING: dict[str, tuple[str, str]] = {
    "Aborted": (CANCELLED, "The payment was stopped"),
    "Cancel": (CANCELLED, "The customer cancelled the payment"),
    "Refusal": (DECLINED, "The card was declined"),
    "InvalidCard": (DECLINED, "The card is not valid"),
    "WrongPIN": (DECLINED, "The PIN was wrong"),
    "PaymentRestriction": (DECLINED, "This card may not pay for this"),
    "UnreachableHost": (UNSURE, "The terminal does not reach the bank"),
    "UnavailableService": (UNSURE, "The bank does not offer this now"),
    "Busy": (BUSY, "The terminal is busy with something else"),
    "LoggedOut": (NOT_STARTED, "The terminal wants the till to log in first"),
    "UnavailableDevice": (NOT_STARTED, "The terminal cannot take cards now"),
    "DeviceOut": (NOT_STARTED, "A part of the terminal is missing or out of order"),
    "InsertedCard": (NOT_STARTED, "A card is still in the terminal; take it out"),
    "NotAllowed": (NOT_STARTED, "The terminal may not do this"),
    "MessageFormat": (NOT_STARTED, "The terminal does not understand the request"),
    "NotFound": (NOT_STARTED, "The terminal does not know the earlier payment"),
    "InProgress": (IN_PROGRESS, "The payment is still running"),
}


def meaning(condition: str) -> tuple[str, str]:
    """Return the group of an ErrorCondition and a sentence; unknown ones too."""
    unknown = (NOT_STARTED, f"The terminal refused: {condition or 'no reason given'}")
    return _MEANING.get(condition, unknown)


# Adyen's display events -> steps of the box [one source; other events are shown only].
_STEPS = {
    "TENDER_CREATED": ("card_wanted", "Present the card"),
    "CARD_INSERTED": ("authorising", "The card was read"),
    "CARD_PRESENTED": ("authorising", "The card was read"),
    "CARD_SWIPED": ("authorising", "The card was read"),
    "WAIT_FOR_PIN": ("pin_entry", "The customer enters the PIN"),
    "PIN_ENTERED": ("authorising", "Asking the bank"),
    "ASK_SIGNATURE": ("signature_check", "The customer signs"),
    "CHECK_SIGNATURE": ("signature_check", "Check the signature"),
    "CARD_REMOVED": ("authorising", "The card was taken out"),
}


def step(event: str, shown: str) -> tuple[str, str]:
    """Return step and sentence for a display event and the text shown with it."""
    name, words = _STEPS.get(event, ("authorising", "The terminal is at work"))
    return name, shown or words
