"""Result codes and status codes of ZVT in words (PA00P015, chapters 10 and 12).

Codes are the hexadecimal bytes of BMP 27, ``06 1E``, ``84 xx`` and ``05 01``. The
same number may mean different things as a result and as a status (51), so each has
its own table.
"""

from __future__ import annotations

OK = 0x00
TIMEOUT_OR_ABORT = 0x6C
NOT_REGISTERED = 0x6B
WRONG_CURRENCY = 0x6F
NOT_POSSIBLE = 0x83
PLEASE_WAIT = 0x9C
ALREADY_REVERSED = 0xB4
REVERSAL_IMPOSSIBLE = 0xB5
OPEN_PREAUTHORISATIONS = 0xB8
DIAGNOSIS_REQUIRED = 0xC2
CARD_INSERTED = 0xDC
MAINTENANCE = 0xE0
OPEN_BATCH = 0xF0
INITIALISATION_REQUIRED = 0x51
CLOCK_WRONG = 0x62

_HOST = range(0x01, 0x64)
_BUSY = frozenset({PLEASE_WAIT, 0x9D, 0xA0, CARD_INSERTED, 0xE1})

_TEXTS = {
    0x05: "Declined by the card's bank",
    0x51: "Declined: not enough money on the account",
    0x64: "Card not readable, try again",
    0x65: "No card data, insert the card properly",
    0x66: "The terminal could not process the card, try again",
    0x67: "This card may not do that, use another card",
    0x68: "This card may not do that, use another card",
    0x6A: "The terminal is full, run its end of day",
    0x6B: "The terminal is not registered, reconnect it",
    0x6C: "Cancelled at the terminal",
    0x6E: "The card is blocked, use another card",
    0x6F: "The terminal does not take this currency",
    0x71: "Not enough credit on the card",
    0x72: "The card's chip is faulty, use another card",
    0x73: "The card's data are wrong, use another card",
    0x74: "The terminal's key counter is used up, call its service",
    0x75: "The card's data are not authentic, use another card",
    0x76: "This card is not on the terminal's list, use another card",
    0x77: "End of day is not possible now, repeat it later",
    0x78: "The card has expired, use another card",
    0x79: "The card is not valid yet, use another card",
    0x7A: "Unknown card, use another card",
    0x7B: "The magnetic stripe may not be used, insert the chip",
    0x7C: "The magnetic stripe may not be used, insert the chip",
    0x7D: "The terminal's network part is faulty, check its network",
    0x7E: "The magnetic stripe may not be used, insert the chip",
    0x83: "The terminal cannot do that",
    0x85: "The terminal's key is missing, call its service",
    0x89: "The terminal's PIN pad is defective, call its service",
    0x9A: "The terminal reports a protocol error",
    0x9B: "The terminal has no connection to the bank",
    0x9C: "The terminal is busy, please wait",
    0x9D: "The terminal waits for the goods to be taken",
    0xA0: "The terminal is not ready",
    0xA1: "The bank does not answer, check the terminal's network",
    0xA3: "No connection to the bank, check the terminal's network",
    0xA5: "The payment industry's rules do not allow that",
    0xB1: "The terminal's memory is full, run its end of day",
    0xB2: "The terminal's journal is full, run its end of day",
    0xB4: "This payment was reversed before",
    0xB5: "Reversal is not possible, make a refund instead",
    0xB7: "The reservation's number or amount is wrong",
    0xB8: "The reservation could not be booked, or reservations are open",
    0xBF: "The terminal's power supply is too weak, call its service",
    0xC0: "The terminal is locked by a card, call its service",
    0xC1: "The terminal needs the merchant card",
    0xC2: "The terminal asks for a diagnosis",
    0xC3: "The amount is above the terminal's limit",
    0xC4: "The terminal's card profile is not valid, call its service",
    0xC5: "The terminal does not take this way of payment",
    0xC6: "The terminal does not take this currency",
    0xC8: "The amount is above the terminal's limit",
    0xC9: "The amount is below the terminal's minimum",
    0xCB: "The terminal takes EUR only",
    0xCC: "The terminal's printer is not ready, check its paper",
    0xCD: "The terminal pays no cash out",
    0xD2: "Not possible with a service card",
    0xDC: "A card is in the terminal, take it out",
    0xDD: "The terminal's card reader is faulty, call its service",
    0xDE: "The terminal's card reader is faulty, call its service",
    0xDF: "The terminal is out of order",
    0xE0: "The terminal is being maintained, wait for its update",
    0xE1: "The card was not taken out",
    0xE2: "The terminal's card reader does not answer, call its service",
    0xE3: "The terminal's card reader was closed, call its service",
    0xE4: "The terminal must be activated",
    0xE7: "The goods group is wrong",
    0xE8: "The terminal has no table of goods groups",
    0xE9: "The card's restriction does not allow these goods",
    0xEA: "The card's code is not allowed",
    0xEB: "The card's security check is unknown to the terminal",
    0xEC: "The PIN could not be processed",
    0xED: "The terminal's PIN pad is missing or defective, call its service",
    0xF0: "The terminal has an open batch, run its end of day",
    0xF1: "Offline payment is not possible",
    0xF5: "The terminal's outdoor part reports a fault, call its service",
    0xF6: "The terminal's outdoor part needs a service action",
    0xFA: "Offline payment is not possible",
    0xFB: "The terminal's data are damaged, call its service",
    0xFC: "A part of the terminal is missing, call its service",
    0xFD: "The terminal's line speed is not possible",
    0xFE: "A part of the terminal does not answer, call its service",
    0xFF: "The terminal reports a system error",
}
_STATUS_TEXTS = {
    0x00: "Ready",
    0x51: "The terminal needs an initialisation",
    0x62: "The terminal's date or time is wrong",
    0x9D: "The terminal waits for the goods to be taken",
    0xB1: "The terminal's memory is full, run its end of day",
    0xB2: "The terminal's journal is full, call its service",
    0xC4: "The terminal needs a software update",
    0xF0: "The terminal needs a reconciliation, run its end of day",
}


def text(code: int) -> str:
    """Return a sentence for the cashier; unknown codes show their number."""
    if code in _TEXTS:
        return _TEXTS[code]
    if code in _HOST:
        return f"Declined by the card's bank (code {code:02X})"
    return f"The terminal reports code {code:02X}"


def status_text(code: int) -> str:
    """Return what a terminal status of ``05 01`` means."""
    return _STATUS_TEXTS.get(code) or text(code)


def known() -> frozenset[int]:
    """Return every result code that has words of its own."""
    return frozenset(_TEXTS)


def is_host_decline(code: int) -> bool:
    """Tell whether the code came from the card's bank (01-63 hexadecimal)."""
    return code in _HOST


def is_busy(code: int) -> bool:
    """Tell whether the terminal is at work, so that asking again later helps."""
    return code in _BUSY
