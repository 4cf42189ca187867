"""Files of many kinds of records (DATANORM, PIES, BMEcat) on their way in."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from ..domain.formats.bmecat import BmecatReader
from ..domain.formats.datanorm import DatanormReader
from ..domain.formats.pies import PiesReader
from ..domain.formats.xml_records import PartChoice
from ..domain.issues import CatalogFileError
from ..domain.number import normalize
from ..domain.rows import (
    DiscountGroup,
    PartRow,
    ProductGroup,
    Renumbering,
    Retirement,
    TextLine,
)
from .order import Ids, ReadingOrder
from .price_list import told_references
from .stager import Stager

_GROUPS_LIMIT = 200_000  # groups are kept in memory; no supplier has that many


class _RecordStager(Stager):
    """Puts each record where it belongs."""

    def __init__(self, order: ReadingOrder, ids: Ids) -> None:
        super().__init__(order, ids)
        self._groups = 0
        self._places: dict[type, Callable[[list[Any]], None]] = {
            PartRow: self._stage_parts,
            TextLine: self._stage_texts,
            Retirement: self._stage_retirements,
            Renumbering: self._stage_renumberings,
            DiscountGroup: lambda rows: self._piece.discounts.extend(rows),
            ProductGroup: lambda rows: self._piece.groups.extend(rows),
        }

    def _stage(self, rows: list[Any]) -> None:
        for kind, stage in self._places.items():
            if chosen := [row for row in rows if isinstance(row, kind)]:
                stage(chosen)
        self._groups += len(self._piece.discounts) + len(self._piece.groups)
        if self._groups > _GROUPS_LIMIT:
            raise CatalogFileError("mostly_damaged", value=str(_GROUPS_LIMIT))

    def _stage_parts(self, rows: list[PartRow]) -> None:
        self._know_part_brands(rows)
        self._know_kinds({row.kind for row in rows if row.kind})
        self._know_part_types({row.part_type for row in rows if row.part_type})
        parts, references = [], list[tuple[Any, ...]]()
        for row in rows:
            key = (row.line, self._brand_id(row.brand), normalize(row.number))
            kind = self._kinds.get(row.part_type or row.kind or "")
            assets = json.dumps(list(row.assets)) if row.assets else None
            parts.append((*key, row.number, row.rank, row.partial, row.main_group,
                row.name, kind, row.ean,
                row.list_price, row.cost, row.price_qty, row.uom, row.discount_group,
                row.deposit, row.pack_qty, row.min_qty, row.weight,
                row.description, row.text_key, row.product_group, row.cost_by_group,
                row.hazardous, row.un_no, assets,
            ))  # fmt: skip
            references += told_references(key, row)
        self._put("garage_stage_part", parts)
        self._put("garage_stage_xref", references)

    def _stage_texts(self, rows: list[TextLine]) -> None:
        self._put(
            "garage_stage_text",
            [
                (row.line, row.kind, normalize(row.key) if row.kind == "D" else row.key,
                 row.position, row.text, row.insert or None)
                for row in rows
            ],
        )  # fmt: skip

    def _stage_retirements(self, rows: list[Retirement]) -> None:
        self._know_part_brands(rows)
        self._put(
            "garage_stage_end",
            [
                (row.line, self._brand_id(row.brand), normalize(row.number))
                for row in rows
            ],
        )

    def _stage_renumberings(self, rows: list[Renumbering]) -> None:
        self._know_brands({self._order.catalogue})
        brand = self._brands[self._order.catalogue]
        self._put(
            "garage_stage_renumber",
            [
                (row.line, brand, normalize(row.number), row.new_number,
                 normalize(row.new_number))
                for row in rows
            ],
        )  # fmt: skip

    def _brand_id(self, brand: str) -> int:
        return self._brands[brand or self._order.catalogue]

    def _know_part_brands(self, rows: list[Any]) -> None:
        """Make the brands of rows known; the catalogue stands for a missing one."""
        self._know_brands({row.brand or self._order.catalogue for row in rows})


class DatanormStager(_RecordStager):
    """Stages the records of one file of a DATANORM delivery."""

    _reader: DatanormReader

    def result(self) -> dict[str, Any]:
        """Return the header, and how many records were of a kind that is not read."""
        header = self._reader.header
        told = {
            "version": header.version,
            "date": header.date,
            "currency": header.currency,
            "title": header.title,
            "records": dict(header.records),
        }
        return {"header": told, "skipped": header.skipped}

    def _rows(self, stream: BinaryIO) -> Iterator[Any]:
        """Yield the rows; refuses a file in another currency before any of them."""
        self._reader = DatanormReader(stream)
        for row in self._reader:
            told = self._reader.header.currency
            if told and told != self._order.currency:
                value = f"{told}/{self._order.currency}"
                raise CatalogFileError("currency", value=value)
            yield row


class PiesStager(_RecordStager):
    """Stages the items of a PIES file, whose brands have codes."""

    _reader: PiesReader

    def result(self) -> dict[str, Any]:
        """Return the header, and whether the file replaces what its brands had."""
        header = self._reader.header
        return {"header": dict(header.values), "full": header.full}

    def _rows(self, stream: BinaryIO) -> Iterator[Any]:
        choice = PartChoice.from_dict(self._order.choice)
        self._reader = PiesReader(stream, choice)
        return iter(self._reader)

    def _know_part_brands(self, rows: list[Any]) -> None:
        for row in rows:
            code = row.brand or self._order.catalogue
            if code not in self._brands:
                name = getattr(row, "brand_name", None) or code
                self._brands[code] = self._ids.coded_brand(row.brand, name)


class BmecatStager(_RecordStager):
    """Stages a BMEcat catalogue, or an update of articles or prices."""

    _reader: BmecatReader

    def result(self) -> dict[str, Any]:
        """Return the header, and what the file does to what was sent before."""
        header = self._reader.header
        return {"header": {**header.values, "transaction": header.transaction}}

    def _rows(self, stream: BinaryIO) -> Iterator[Any]:
        choice = PartChoice.from_dict(self._order.choice)
        self._reader = BmecatReader(stream, choice)
        return iter(self._reader)
