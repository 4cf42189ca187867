"""Plain values that go into the matching engine and come out of it.

All amounts are integers in the minor unit of the currency (cents).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class BankLine:
    """One line of a bank statement.

    ``amount`` is signed: money received is positive. ``text`` is everything the
    payer wrote, ``reference`` the structured reference if the bank gave one.
    """

    id: int
    amount: int
    currency: str
    text: str = ""
    reference: str = ""
    iban: str = ""
    payer: str = ""


@dataclass(frozen=True)
class OpenItem:
    """One open entry of a customer; ``amount`` is signed (invoice positive)."""

    id: int
    partner: int
    partner_name: str
    amount: int
    currency: str
    number: str
    reference: str = ""
    due: date | None = None
    account: int = 0
    tokens: tuple[str, ...] = ()


@dataclass(frozen=True)
class Knowledge:
    """What earlier payments taught: who pays from which account and name."""

    partners_by_iban: Mapping[str, frozenset[int]] = field(default_factory=dict)
    partners_by_name: Mapping[str, frozenset[int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Settings:
    """``threshold``: score from which a match is posted by itself (0-100).

    ``difference``: largest difference written off, in minor units.
    ``keep``: proposals kept per line. ``max_items``: invoices in one payment.
    ``max_steps``: bound of the search for a sum of invoices.
    """

    threshold: int = 90
    difference: int = 0
    keep: int = 3
    max_items: int = 8
    max_steps: int = 20_000


@dataclass(frozen=True)
class Proposal:
    """Items that a line probably pays.

    ``rule`` is a code, ``score`` 0-100, ``difference`` = paid minus open (minor
    units), ``evidence`` the piece of text or account the rule rests on,
    ``payer_known`` whether the payer's account or name belongs to the customer.
    """

    rule: str
    score: int
    items: tuple[int, ...]
    partner: int
    difference: int = 0
    evidence: str = ""
    payer_known: bool = False
    ambiguous: bool = False
