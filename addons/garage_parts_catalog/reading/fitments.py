"""Fitment files (ACES) on their way to the staging tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from ..domain.formats.aces import AcesReader
from ..domain.issues import LineIssue
from ..domain.number import normalize
from ..domain.qualifiers import stored_qualifiers
from ..domain.rows import Application
from ..tools.bulk_tables import ITEM_VALUES
from .order import Ids, ReadingOrder
from .stager import Stager

_REMEMBERED = 100_000  # parts: bounds the memory


class FitmentStager(Stager):
    """Stages applications, and each of their parts about once."""

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
            norm = normalize(row.number)
            if (brand, norm) not in self._seen and not row.delete:
                self._seen.add((brand, norm))
                values: list[int | None] = [None] * len(ITEM_VALUES)
                values[1] = self._kinds[row.part_type]
                items.append((row.line, brand, norm, row.number, *values))
            fitments.append((row.line, brand, norm, row.system, row.vehicle_ref,
                row.part_type, row.position, row.quantity, row.year_from, row.year_to,
                *stored_qualifiers(row.qualifiers, row.year_from, row.year_to),
                row.note or None, row.delete,
            ))  # fmt: skip
        self._put("garage_stage_item", items)
        self._put("garage_stage_fitment", fitments)

    def _know_codes(self, codes: set[str]) -> None:
        own_code = self._reader.header.brand_code
        for code in codes - self._brands.keys():
            name = self._order.brand_name if code == own_code else None
            self._brands[code] = self._ids.coded_brand(
                code, name or code or self._order.catalogue
            )
