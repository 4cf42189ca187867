"""Result codes and status codes of ZVT in words (PA00P015, chapters 10 and 12).

Codes are the hexadecimal bytes of BMP 27, ``06 1E``, ``84 xx`` and ``05 01``.
"""

from __future__ import annotations

OK = 0x00
TIMEOUT_OR_ABORT = 0x6C
NOT_REGISTERED = 0x6B
PLEASE_WAIT = 0x9C
CARD_INSERTED = 0xDC

_HOST = range(0x01, 0x64)
_BUSY = frozenset({PLEASE_WAIT, 0xA0, CARD_INSERTED, 0xE1})

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
    0x77: "End of day is not possible now, repeat it later",
    0x78: "The card has expired, use another card",
    0x79: "The card is not valid yet, use another card",
    0x7A: "Unknown card, use another card",
    0x7D: "The terminal's network part is faulty, check its network",
    0x83: "The terminal cannot do that",
    0x9A: "The terminal reports a protocol error",
    0x9B: "The terminal has no connection to the bank",
    0x9C: "The terminal is busy, please wait",
    0xA0: "The terminal is not ready",
    0xA1: "The bank does not answer, check the terminal's network",
    0xA3: "No connection to the bank, check the terminal's network",
    0xB1: "The terminal's memory is full, run its end of day",
    0xB2: "The terminal's journal is full, run its end of day",
    0xB4: "This payment was reversed before",
    0xB5: "Reversal is not possible, make a refund instead",
    0xC2: "The terminal asks for a diagnosis",
    0xC3: "The amount is above the terminal's limit",
    0xC5: "The terminal does not take this way of payment",
    0xC6: "The terminal does not take this currency",
    0xC8: "The amount is above the terminal's limit",
    0xC9: "The amount is below the terminal's minimum",
    0xCC: "The terminal's printer is not ready, check its paper",
    0xDC: "A card is in the terminal, take it out",
    0xDF: "The terminal is out of order",
    0xE0: "The terminal is being maintained, wait for its update",
    0xE1: "The card was not taken out",
    0xE4: "The terminal must be activated",
    0xF0: "The terminal has an open batch, run its end of day",
    0xFF: "The terminal reports a system error",
}
_STATUS_TEXTS = {
    0x00: "Ready",
    0x51: "The terminal needs an initialisation",
    0x62: "The terminal's date or time is wrong",
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


def is_host_decline(code: int) -> bool:
    """Tell whether the code came from the card's bank (01-63 hexadecimal)."""
    return code in _HOST


def is_busy(code: int) -> bool:
    """Tell whether the terminal is at work, so that asking again later helps."""
    return code in _BUSY
