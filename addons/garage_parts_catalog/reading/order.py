"""What is to be read of a supplier's file, and what comes of it: plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import IO, Any, Protocol

from ..domain.issues import LineIssue
from ..domain.rows import DiscountGroup, ProductGroup

CHUNK = 5000
#: of the lines that were left out so many are told one by one
LOGGED_ISSUES = 200


@dataclass(frozen=True, slots=True)
class ReadingOrder:
    """What a reader has to know; every value can be written as JSON.

    :ivar kind: csv, aces, datanorm, pies or bmecat
    :ivar catalogue: name that stands for a missing brand
    :ivar currency: three letters; prices in another one are refused
    :ivar profile: layout of a price list, as ``CsvProfile.to_dict`` gives it
    :ivar systems: vehicle number systems that are known
    :ivar brand_name: name for the brand of a fitment file, if it is new
    :ivar choice: which of several prices and texts, as ``PartChoice.to_dict`` gives it
    """

    kind: str
    catalogue: str
    currency: str = ""
    profile: dict[str, Any] | None = None
    systems: Sequence[str] = ()
    brand_name: str | None = None
    choice: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Piece:
    """Some lines of the file, as rows of the staging tables.

    :ivar tables: text of PostgreSQL's COPY by table; read in this order
    :ivar read: lines, with those left out
    :ivar damaged: lines left out; ``issues`` names the first of them
    :ivar position: bytes of the file that were read so far
    """

    tables: dict[str, IO[Any]] = field(default_factory=dict)
    read: int = 0
    damaged: int = 0
    issues: list[LineIssue] = field(default_factory=list)
    discounts: list[DiscountGroup] = field(default_factory=list)
    groups: list[ProductGroup] = field(default_factory=list)
    position: int = 0


class Ids(Protocol):
    """Numbers of records by what a file calls them; missing ones are made."""

    def brands(self, names: list[str]) -> list[int]:
        """Return the brands of these names."""

    def coded_brand(self, code: str, name: str) -> int:
        """Return the brand of a sender's code; ``name`` names it if it is new."""

    def kinds(self, names: list[str]) -> list[int]:
        """Return the kinds of parts of these names."""

    def part_types(self, numbers: list[int]) -> list[int]:
        """Return the kinds of parts of these part type numbers."""
