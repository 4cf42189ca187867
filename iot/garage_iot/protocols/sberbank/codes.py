"""Result codes of UPOS and what they mean at the counter.

Codes as read in kutsoff/pilot_nt.sberbank (``doc/Error Codes``, ``Errorlst.ini``) and
till integrations; 44xx carries the bank's own code xx.
"""

from __future__ import annotations

OK = 0
NOTHING_TO_PRINT = 4309
NOT_SUSPENDED = frozenset({4140, 4141, 4142})

# The pinpad was lost or the reason is lost: the code does not tell whether it charged.
_DOUBTFUL = frozenset({12, 99, NOTHING_TO_PRINT}) | NOT_SUSPENDED
_UNREACHABLE = frozenset({12, 99})
_CANCELLED = frozenset({2000, 2002, 4334})
_DECLINED = frozenset({4117, 4132, 4143, 4148, 5116, 5120, 5133, *range(5100, 5112)})
_HOST = range(4400, 4500)

_CABLE = "The pinpad does not answer. Check its cable and power"
_OTHER_CARD = "The chip cannot be read. Wipe the card or take another one"
_RECONCILE = "The terminal wants its reconciliation first. Run the end of day, then pay"
_SERVICE = "The terminal's keys are missing or wrong. Call the bank's service"
_SETUP = "The terminal's program refused the call. Check the set-up of this terminal"
_PIN = "The PIN was refused"
_NO_BANK = "The terminal reached no bank: not paid. Check its network, and its slip"
_REPEAT = "The reconciliation or report failed. Repeat it"
_TYPED = "The card number was not accepted. Insert or present the card"
_LISTED = "The bank does not accept this card, use another card"

_TEXTS = {
    12: _CABLE,
    99: _CABLE,
    361: _OTHER_CARD,
    362: _OTHER_CARD,
    363: _OTHER_CARD,
    364: _OTHER_CARD,
    2000: "Cancelled at the terminal",
    2002: "The PIN was not entered in time. Start the payment again",
    4100: _NO_BANK,
    4119: _NO_BANK,
    4108: _TYPED,
    4115: _TYPED,
    4116: _TYPED,
    4110: _RECONCILE,
    4111: _RECONCILE,
    4112: _RECONCILE,
    4117: _PIN,
    4120: _SERVICE,
    4121: _SERVICE,
    4122: _SERVICE,
    4123: _SERVICE,
    4124: _SERVICE,
    4125: "This card has a chip. Insert it instead of swiping it",
    4128: _SERVICE,
    4130: _RECONCILE,
    4132: "Declined by the card, use another card",
    4134: "No reconciliation for more than five days. Run the end of day, then pay",
    4140: "The terminal holds no last operation of this amount. Check its last slip",
    4141: "The terminal's last operation is closed already. Check its last slip",
    4142: "The terminal's last operation is closed already. Check its last slip",
    4143: _LISTED,
    4148: _LISTED,
    4300: _SETUP,
    4301: _SETUP,
    4302: _SETUP,
    4303: _SETUP,
    4304: _SETUP,
    4305: _SETUP,
    4306: "The terminal's program is starting after its update. Repeat once",
    4309: "The terminal has nothing to print, and its reason is lost",
    4313: "Another card was used than for the sale. Use the card of the sale",
    4332: _REPEAT,
    4333: _REPEAT,
    4334: "No card was read: cancelled or too late",
    4336: "The terminal does not take this currency. Check its set-up",
    5116: _PIN,
    5120: _PIN,
    5133: "Declined by the card, use another card",
}


def text(code: int) -> str:
    """Return a sentence (without full stop) for the cashier."""
    if code in _TEXTS:
        return _TEXTS[code]
    if code in _HOST:
        return f"Declined by the card's bank (code {code - _HOST.start:02d})"
    if code in _DECLINED:
        return "The card may not do this. Use another card"
    return f"The terminal reports code {code}"


def is_known(code: int) -> bool:
    """Tell whether the vendor's lists have the code."""
    return code in _TEXTS or code in _HOST or code in _DECLINED or code in _DOUBTFUL


def is_doubtful(code: int) -> bool:
    """Tell whether the code leaves open if money moved."""
    return code in _DOUBTFUL


def is_unreachable(code: int) -> bool:
    """Tell whether the tool could not talk to the pinpad."""
    return code in _UNREACHABLE


def outcome(code: int) -> tuple[str, str]:
    """Return state and contract code of a payment that ended without money."""
    if code in _CANCELLED:
        return "cancelled", "cancelled_by_customer"
    if code in _HOST:
        return "declined", f"declined:{code - _HOST.start:02d}"
    if code in _DECLINED:
        return "declined", f"declined:{code}"
    return "failed", f"terminal_refused:{code}"
