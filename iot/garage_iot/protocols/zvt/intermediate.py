"""Intermediate status ``04 FF``: what the customer should do now (PA00P015, 3.7)."""

from __future__ import annotations

from dataclasses import dataclass

from ...errors import ProtocolError
from . import charsets, const, containers, tlv

_REMOVE_CARD = 0x40
_WITH_REMOVE_CARD = range(0x41, 0x5E)

_STEPS = {
    0x00: ("card_wanted", "Confirm the amount at the terminal"),
    0x01: ("pin_entry", "Follow the terminal's PIN pad"),
    0x02: ("pin_entry", "Follow the terminal's PIN pad"),
    0x03: ("please_wait", "Not accepted"),
    0x04: ("authorising", "Waiting for the bank"),
    0x05: ("please_wait", "The terminal reverses by itself"),
    0x06: ("please_wait", "The terminal sends its bookings"),
    0x07: ("card_wanted", "This card is not admitted"),
    0x08: ("card_wanted", "Unknown card"),
    0x09: ("please_wait", "The card has expired"),
    0x0A: ("card_wanted", "Insert or tap the card"),
    0x0B: ("remove_card", "Take out the card"),
    0x0C: ("card_wanted", "Card not readable, try again"),
    0x0D: ("please_wait", "Aborted"),
    0x0E: ("please_wait", "Please wait"),
    0x0F: ("please_wait", "End of day is running"),
    0x10: ("card_wanted", "The card is not valid"),
    0x11: ("please_wait", "The terminal shows the card's balance"),
    0x12: ("please_wait", "Fault in the terminal's system"),
    0x13: ("please_wait", "Payment is not possible"),
    0x14: ("please_wait", "Not enough credit"),
    0x15: ("pin_entry", "Wrong PIN"),
    0x16: ("please_wait", "The card's limit is too low"),
    0x17: ("please_wait", "Please wait"),
    0x18: ("please_wait", "Too many wrong PINs"),
    0x19: ("card_wanted", "The card's data are wrong"),
    0x1A: ("please_wait", "The terminal is in service mode"),
    0x1B: ("please_wait", "Approved, waiting for the end of the dialogue"),
    0x1C: ("please_wait", "Approved, waiting for the end of the dialogue"),
    0x1D: ("please_wait", "Declined, waiting for the end of the dialogue"),
    0x26: ("pin_entry", "Enter the mobile number at the terminal"),
    0x27: ("pin_entry", "Enter the mobile number again at the terminal"),
    0x28: ("card_wanted", "Choose the currency at the terminal"),
    0x29: ("card_wanted", "Choose the language at the terminal"),
    0x2A: ("card_wanted", "Insert the card that is to be loaded"),
    0x2B: ("please_wait", "The terminal works offline in an emergency"),
    0x2C: ("card_wanted", "Choose debit or credit at the terminal"),
    0x66: ("please_wait", "Please wait"),
    0x67: ("please_wait", "Please wait"),
    0x68: ("please_wait", "Card inserted"),
    0x69: ("card_wanted", "Choose the currency of the payment at the terminal"),
    0xC7: ("pin_entry", "Enter the mileage at the terminal"),
    0xC8: ("signature_check", "Waiting for the cashier at the terminal"),
    0xC9: ("please_wait", "The terminal runs its diagnosis"),
    0xCA: ("please_wait", "The terminal runs its initialisation"),
    0xCB: ("please_wait", "The terminal's journal is full"),
    0xCC: ("pin_entry", "PIN needed"),
    0xD2: ("authorising", "The terminal dials the bank"),
    0xD3: ("authorising", "The terminal is connected with the bank"),
    0xE0: ("card_wanted", "Choose the card's application at the terminal"),
    0xE1: ("card_wanted", "Choose the language at the terminal"),
    0xE2: ("card_wanted", "The terminal asks for its cleaning card"),
    0xF1: ("please_wait", "The terminal is offline"),
    0xF2: ("please_wait", "The terminal is online"),
    0xF3: ("please_wait", "The terminal pays offline"),
}
"""Status -> step of the screen and sentence. 05, 45, 1B to 1D are information only:
the result of a payment is the status information alone."""


@dataclass(frozen=True)
class Intermediate:
    """Step for the screen, a sentence, and the new time-out in seconds if told."""

    status: int
    step: str
    text: str
    timeout: float | None = None


def _display_text(found: tuple[tlv.Tlv, ...], charset: str) -> str:
    shown = next((e for e in found if e.tag == const.TAG_DISPLAY_TEXTS), None)
    lines = [child.value for child in shown.children] if shown is not None else []
    return " ".join(charsets.decode(line, charset).strip() for line in lines).strip()


def _step(status: int) -> tuple[str, str]:
    if status in _STEPS:
        return _STEPS[status]
    plain = status & ~_REMOVE_CARD
    if status in _WITH_REMOVE_CARD and plain in _STEPS:
        return "remove_card", f"{_STEPS[plain][1]}. Take out the card"
    return "please_wait", "Please wait"


def parse(data: bytes, charset: str = charsets.DEFAULT) -> Intermediate:
    """Read the data of ``04 FF``; the time-out is decimal minutes (BCD).

    The terminal's own display text (tag 24) goes before the sentence of the status.
    A container that cannot be read is passed over: it only decorates the screen.

    :raises ProtocolError: no status byte.
    """
    if not data:
        raise ProtocolError("Intermediate status without a status byte")
    minutes, found = containers.split_status(data)
    step, text = _step(data[0])
    timeout = None
    if minutes and minutes & 0x0F <= 9 and minutes >> 4 <= 9:
        timeout = 60.0 * ((minutes >> 4) * 10 + (minutes & 0x0F))
    return Intermediate(data[0], step, _display_text(found, charset) or text, timeout)
