"""Answers of the terminal.

The positions in the documents count from 1 at the first character of the message; here
they count in the data, which begin at position 15.
"""

from __future__ import annotations

from dataclasses import dataclass

from ...errors import ProtocolError
from ...framing.ucs import Message
from ..masking import mask_card_numbers, mask_pan
from . import const

_FIRST = 15
_SEPARATOR = b"\x1b"


@dataclass(frozen=True)
class Authorisation:
    """The result of a sale, refund or reversal (60); the card is masked.

    ``operation`` is what the code of its request was; ``stamp`` the terminal's date and
    time as ``YYYYMMDDHHMMSS``; ``rrn`` the bank's reference number.
    """

    terminal: str
    operation: str
    amount: int
    currency: str
    stamp: str
    merchant: str
    rrn: str
    code: str
    auth_code: str
    masked_pan: str
    card_brand: str
    text: str

    @property
    def approved(self) -> bool:
        """The bank said yes."""
        return self.code == const.APPROVED


@dataclass(frozen=True)
class Failure:
    """An error (5X): two characters and a text."""

    code: str
    text: str


def authorisation(message: Message) -> Authorisation:
    """Read a 60.

    :raises ProtocolError: too short, or an amount that is no number.
    """
    fixed, *rest = message.data.split(_SEPARATOR)
    if len(fixed) < _at(74):
        raise ProtocolError("The terminal's result is too short")
    amount = _text(message, 16, 12)
    if not amount.isdecimal():
        raise ProtocolError("The terminal sent an amount that is no number")
    card, brand, text = (*rest, b"", b"", b"")[:3]
    return Authorisation(
        terminal=message.terminal,
        operation=_text(message, 15, 1),
        amount=int(amount),
        currency=_text(message, 28, 3),
        stamp=_text(message, 31, 14),
        merchant=_text(message, 45, 15).strip(),
        rrn=_text(message, 60, 12),
        code=_text(message, 72, 2),
        auth_code=_plain(fixed[_at(74) :]),
        masked_pan=mask_pan(_plain(card).partition("=")[0]),
        card_brand=_plain(brand).strip("* "),
        text=mask_card_numbers(_plain(text)),
    )


def failure(message: Message) -> Failure:
    """Read a 5X."""
    return Failure(_text(message, 15, 2), _plain(message.data[_at(17) :]))


def slip_line(message: Message) -> tuple[str, bool]:
    """Read a 32: its text, and whether it is the last line."""
    text = message.data[_at(16) :].decode(const.ENCODING, "replace")
    lines = text.replace("\r", "").split("\n")
    shown = "\n".join(_printable(line).rstrip() for line in lines)
    return mask_card_numbers(shown), message.data[:1] == b"1"


def day_end_due(message: Message) -> bool:
    """Tell whether a 31 says that the day must be finalised first."""
    return len(message.data) == 2 and message.data[1:] == b"1"


def console_text(message: Message) -> str:
    """Return the text that a 5M wants shown."""
    return mask_card_numbers(_plain(message.data))


def _at(position: int) -> int:
    return position - _FIRST


def _text(message: Message, position: int, size: int) -> str:
    raw = message.data[_at(position) : _at(position) + size]
    return raw.decode(const.ENCODING, "replace")


def _plain(raw: bytes) -> str:
    return _printable(raw.decode(const.ENCODING, "replace")).strip()


def _printable(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable())
