"""Intermediate status ``04 FF``: what the customer should do now (PA00P015, 3.7)."""

from __future__ import annotations

from dataclasses import dataclass

from ...errors import ProtocolError
from . import bitmaps, const, tlv

_REMOVE_CARD = 0x40

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
    0x14: ("please_wait", "Not enough credit"),
    0x15: ("pin_entry", "Wrong PIN"),
    0x17: ("please_wait", "Please wait"),
    0x18: ("please_wait", "Too many wrong PINs"),
    0x1C: ("please_wait", "Approved, waiting for the end of the dialogue"),
    0x1D: ("please_wait", "Declined, waiting for the end of the dialogue"),
    0x68: ("please_wait", "Card inserted"),
    0xC8: ("signature_check", "Waiting for the cashier at the terminal"),
    0xCC: ("pin_entry", "PIN needed"),
}


@dataclass(frozen=True)
class Intermediate:
    """Step for the screen, a sentence, and the new time-out in seconds if told."""

    status: int
    step: str
    text: str
    timeout: float | None = None


def _split(data: bytes) -> tuple[int | None, bytes]:
    """Return time-out minutes (or none) and TLV bytes behind the status byte.

    ``status [timeout] [06 TLV]``, and a time-out of 6 minutes is also 06: with two
    data bytes the second is the time-out; a 06 whose TLV length takes exactly the
    rest is the container; else the time-out comes first.
    """
    rest = data[1:]
    if not rest:
        return None, b""
    if len(rest) > 1 and rest[0] == bitmaps.TLV:
        size, start = tlv.read_length(rest, 1)
        if start + size == len(rest):
            return None, rest[start:]
    tail = rest[1:]
    if len(tail) > 1 and tail[0] == bitmaps.TLV:
        size, start = tlv.read_length(tail, 1)
        return rest[0], tail[start : start + size]
    return rest[0], b""


def _display_text(container: bytes) -> str:
    for element in tlv.parse(container):
        if element.tag == const.TAG_DISPLAY_TEXTS:
            lines = [child.value for child in element.children]
            return " ".join(line.decode("utf-8", "replace").strip() for line in lines)
    return ""


def _step(status: int) -> tuple[str, str]:
    if status in _STEPS:
        return _STEPS[status]
    if status & _REMOVE_CARD and status & ~_REMOVE_CARD in _STEPS:
        text = _STEPS[status & ~_REMOVE_CARD][1]
        return "remove_card", f"{text}. Take out the card"
    return "please_wait", "Please wait"


def parse(data: bytes) -> Intermediate:
    """Read the data of ``04 FF``; the time-out is decimal minutes (BCD).

    :raises ProtocolError: no status byte or a broken container.
    """
    if not data:
        raise ProtocolError("Intermediate status without a status byte")
    minutes, container = _split(data)
    step, text = _step(data[0])
    timeout = None
    if minutes and minutes & 0x0F <= 9 and minutes >> 4 <= 9:
        timeout = 60.0 * ((minutes >> 4) * 10 + (minutes & 0x0F))
    return Intermediate(data[0], step, _display_text(container) or text, timeout)
