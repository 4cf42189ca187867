"""Requests of the till. Example: ``1000012345670C000000004990`` is a sale of 49.90."""

from __future__ import annotations

from ...framing.ucs import Message
from . import const

HIGHEST_AMOUNT = 10**12 - 1
RRN_SIZE = 12


def terminal_id(digits: str) -> str:
    """Return a terminal id with ten digits; the printed one has eight."""
    return digits.zfill(10)


def login(terminal: str) -> Message:
    """Begin a working session; answered by 31."""
    return Message(const.LOGIN, terminal)


def sale(terminal: str, amount: int) -> Message:
    """Ask for a payment; ``amount`` in minor units."""
    return Message(const.SALE, terminal, _amount(amount))


def refund(terminal: str, amount: int) -> Message:
    """Pay back to a card, without reference to a sale."""
    return Message(const.REFUND, terminal, _amount(amount))


def reversal(terminal: str, rrn: str, amount: int) -> Message:
    """Take back the sale with this reference number and amount.

    :raises ValueError: a reference number that has not twelve characters.
    """
    number = rrn.encode("ascii", "replace")
    if len(number) != RRN_SIZE:
        raise ValueError("A reference number (RRN) has twelve characters")
    return Message(const.REVERSAL, terminal, number + _amount(amount))


def finalise_day(terminal: str) -> Message:
    """Close the day at the bank (Z); answered by 22 and the slip."""
    return Message(const.FINALISE_DAY, terminal)


def report(terminal: str, which: str) -> Message:
    """Ask for a report as slip: short X, X, or the duplicate of the last Z."""
    return Message(const.REPORT, terminal, which.encode("ascii"))


def _amount(amount: int) -> bytes:
    if not 0 < amount <= HIGHEST_AMOUNT:
        raise ValueError("UCS takes amounts from 1 to 999999999999")
    return b"%012d" % amount
