"""Totals of ``06 10`` and ``06 50``: BMP 60 (PA00P015, chapter 8).

First and last receipt (2 BCD each), then per group in fixed order a count (one
binary byte) and a sum (6 BCD).
"""

from __future__ import annotations

from dataclasses import dataclass

from ...errors import ProtocolError
from . import bcd
from .status import StatusInformation

GROUPS = ("girocard", "JCB", "Mastercard", "Amex", "Visa", "Diners", "Other")
_GROUP_SIZE = 7


@dataclass(frozen=True)
class GroupTotal:
    """Count and sum (minor units) of one card brand."""

    brand: str
    count: int
    amount: int


@dataclass(frozen=True)
class Totals:
    """The terminal's counters since its last end of day; amount in minor units."""

    amount: int
    count: int
    first_receipt: str
    last_receipt: str
    groups: tuple[GroupTotal, ...]


def parse_groups(data: bytes) -> tuple[str, str, tuple[GroupTotal, ...]]:
    """Return first receipt, last receipt and the groups of a BMP 60.

    :raises ProtocolError: the size fits no number of groups.
    """
    body = data[4:]
    if len(data) < 4 or len(body) % _GROUP_SIZE:
        raise ProtocolError("Totals have a wrong length")
    groups = []
    for index in range(len(body) // _GROUP_SIZE):
        part = body[index * _GROUP_SIZE : (index + 1) * _GROUP_SIZE]
        brand = GROUPS[min(index, len(GROUPS) - 1)]
        groups.append(GroupTotal(brand, part[0], bcd.decode_signed(part[1:])))
    return bcd.digits(data[:2]), bcd.digits(data[2:4]), tuple(groups)


def build_groups(first: str, last: str, groups: dict[str, tuple[int, int]]) -> bytes:
    """Return a BMP 60 value; ``groups`` maps a brand to (count, minor units)."""
    out = bytes.fromhex(first.zfill(4) + last.zfill(4))
    for brand in GROUPS:
        count, amount = groups.get(brand, (0, 0))
        out += bytes([count & 0xFF]) + bcd.encode_signed(amount, 6)
    return out


def from_status(info: StatusInformation) -> Totals:
    """Return the totals of an end-of-day status information.

    :raises ProtocolError: the totals are missing or damaged.
    """
    if info.totals is None:
        return Totals(info.amount or 0, 0, "", "", ())
    first, last, groups = parse_groups(info.totals)
    total = sum(group.amount for group in groups)
    return Totals(
        amount=info.amount if info.amount is not None else total,
        count=sum(group.count for group in groups),
        first_receipt=first,
        last_receipt=last,
        groups=tuple(group for group in groups if group.count or group.amount),
    )
