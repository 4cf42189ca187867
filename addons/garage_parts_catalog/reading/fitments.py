"""Fitment files (ACES) on their way to the staging tables."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, BinaryIO

from ..domain.formats.aces import AcesReader
from ..domain.issues import LineIssue
from ..domain.number import normalize_again
from ..domain.qualifiers import stored_qualifiers
from ..domain.rows import Application, Qualifier
from ..tools.bulk_tables import ITEM_VALUES, copy_text
from .order import Ids, ReadingOrder
from .stager import Stager

_REMEMBERED = 100_000  # parts: bounds the memory


@lru_cache(maxsize=8192)
def _copied(
    qualifiers: tuple[Qualifier, ...], year_from: int, year_to: int, note: str
) -> str:
    """Return conditions, their hash and the note as COPY text; files repeat few."""
    stored = stored_qualifiers(qualifiers, year_from, year_to)
    text: str = copy_text([(*stored, note or None)])
    return text.removesuffix("\n")


class FitmentStager(Stager):
    """Stages applications, and each of their parts about once.

    The rows of statements are written as COPY text at once: their numbers and keys
    hold nothing that COPY would take for a sign of its own.
    """

    _reader: AcesReader

    def __init__(self, order: ReadingOrder, ids: Ids) -> None:
        super().__init__(order, ids)
        self._seen: set[tuple[int, str]] = set()

    def result(self) -> dict[str, Any]:
        """Return the header, and whether the file replaces the one before."""
        header = self._reader.header
        return {
            "header": {"version": header.version, **header.values},
            "full": header.full,
        }

    def _rows(self, stream: BinaryIO) -> Iterator[Application | LineIssue]:
        self._reader = AcesReader(stream)
        return iter(self._reader)

    def _stage(self, rows: list[Application]) -> None:
        self._know_codes({row.brand for row in rows})
        self._know_part_types({row.part_type for row in rows})
        items, fitments = [], []
        if len(self._seen) > _REMEMBERED:
            self._seen.clear()  # some parts are staged again, which harms nothing
        for row in rows:
            brand = self._brands[row.brand]
            norm = normalize_again(row.number)
            if (brand, norm) not in self._seen and not row.delete:
                self._seen.add((brand, norm))
                values: list[int | None] = [None] * len(ITEM_VALUES)
                values[1] = self._kinds[row.part_type]
                items.append((row.line, brand, norm, row.number, *values))
            said = _copied(row.qualifiers, row.year_from, row.year_to, row.note)
            fitments.append(
                f"{row.line}\t{brand}\t{norm}\t{row.system}\t{row.vehicle_ref}\t"
                f"{row.part_type}\t{row.position}\t{row.quantity}\t{row.year_from}\t"
                f"{row.year_to}\t{said}\t{'t' if row.delete else 'f'}\n"
            )
        self._put("garage_stage_item", items)
        self._put_text("garage_stage_fitment", "".join(fitments))

    def _know_codes(self, codes: set[str]) -> None:
        own_code = self._reader.header.brand_code
        for code in codes - self._brands.keys():
            name = self._order.brand_name if code == own_code else None
            self._brands[code] = self._ids.coded_brand(
                code, name or code or self._order.catalogue
            )
