"""Files of many kinds of records (DATANORM, PIES, BMEcat) on their way in."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from ..domain.formats.bmecat import BmecatReader
from ..domain.formats.datanorm import DatanormReader
from ..domain.formats.pies import PiesReader
from ..domain.formats.xml_records import PartChoice
from ..domain.issues import CatalogFileError, LineIssue
from ..domain.number import normalize
from ..domain.rows import (
    DiscountGroup,
    PartRow,
    ProductGroup,
    Renumbering,
    Retirement,
    TextLine,
)
from .bulk_tables import ITEM_VALUES
from .catalog_import import LOGGED_ISSUES, CatalogImport, OpenFile
from .part_load import PartLoad, apply_discounts, apply_groups
from .progress import Progress

_GROUPS_LIMIT = 200_000  # groups are kept in memory; no supplier has that many


class PartImport(CatalogImport):
    """Reads one file for one batch; raises CatalogFileError when it is refused."""

    _STEPS = 9

    def __init__(
        self, env: Any, source: Any, batch: Any, progress: Progress | None = None
    ) -> None:
        super().__init__(env, source, batch, progress)
        self.load: PartLoad = PartLoad(env.cr, env.uid, source.id, batch.id)
        self._batch = batch
        self._discounts: list[DiscountGroup] = []
        self._groups: list[ProductGroup] = []
        self._by_code = False

    def run(self, file: OpenFile, brand_name: str | None, choice: PartChoice) -> None:
        """Import the file as what it is, up to the last step."""
        if file.profile:
            self._STEPS = CatalogImport._STEPS
            self.run_price_list(file.stream, file.profile)
        elif file.kind == "datanorm":
            self.run_datanorm(file.stream)
        elif file.kind == "pies":
            self.run_pies(file.stream, choice)
        elif file.kind == "bmecat":
            self.run_bmecat(file.stream, choice)
        else:
            self._STEPS = CatalogImport._STEPS
            self.run_aces(file.stream, brand_name)
        self._progress.last_step(self.counts["lines_read"])

    def run_datanorm(self, stream: BinaryIO) -> None:
        """Import one file of a DATANORM delivery, whichever kind it is."""
        self._watch(stream)
        reader = DatanormReader(stream)
        self._stage_all(self._in_currency(reader), self._stage_rows)
        header = reader.header
        self.header = {
            "version": header.version,
            "date": header.date,
            "currency": header.currency,
            "title": header.title,
            "records": dict(header.records),
        }
        self.counts["lines_skipped"] = header.skipped
        self._merge_parts()
        if self.source.full_list and self.counts["parts_named"]:
            self._merge(self.load.end_missing_items)
            self.counts.update(self.load.end_missing_references())
        self._merge_groups()

    def run_pies(self, stream: BinaryIO, choice: PartChoice) -> None:
        """Import an article file; a full one replaces what its brands had before."""
        self._watch(stream)
        reader = PiesReader(stream, choice)
        self._by_code = True
        self._stage_all(iter(reader), self._stage_rows)
        self.header = dict(reader.header.values)
        self._merge_parts()
        if self.source.full_list:
            self._merge(self.load.end_missing_items)
        elif reader.header.full:
            self._merge(self.load.end_missing_of_brands)
        if self.source.full_list or reader.header.full:
            self.counts.update(self.load.end_missing_references())

    def run_bmecat(self, stream: BinaryIO, choice: PartChoice) -> None:
        """Import a catalogue, an update of articles or of prices."""
        self._watch(stream)
        reader = BmecatReader(stream, choice)
        self._stage_all(iter(reader), self._stage_rows)
        transaction = reader.header.transaction
        self.header = {**reader.header.values, "transaction": transaction}
        self._merge_parts()
        if self.source.full_list and transaction == "T_NEW_CATALOG":
            self._merge(self.load.end_missing_items)
            self.counts.update(self.load.end_missing_references())
        self._merge_groups()

    def _in_currency(self, reader: DatanormReader) -> Iterator[Any]:
        """Yield the rows; refuses a file in another currency before any of them."""
        for row in reader:
            told = reader.header.currency
            if told and told != self.source.currency_id.name:
                value = f"{told}/{self.source.currency_id.name}"
                raise CatalogFileError("currency", value=value)
            yield row

    def _merge_parts(self) -> None:
        """Bring the staged records together, article by article."""
        load = self.load
        self._merge(load.renumber)
        unknown = load.drop_partial()
        self.counts["parts_unknown"] = len(unknown)
        room = max(LOGGED_ISSUES - len(self.issues), 0)
        self.issues += [LineIssue(line, "unknown_part", number[:40])
                        for line, number in unknown[:room]]  # fmt: skip
        self._merge(load.gather_parts)
        self._merge(lambda: load.merge_items([name for name, _kind in ITEM_VALUES]))
        self._tell_merging()
        for name, number in load.merge_extras().items():
            self.counts[name] += number
        self.counts["duplicates"] = 0
        self._merge(load.merge_references)
        self._tell_merging()
        texts = load.merge_texts()
        self.counts["texts_changed"] += texts["texts_changed"]
        self.counts["texts_missing"] = texts["texts_missing"]
        self._merge(load.retire)

    def _merge_groups(self) -> None:
        """Keep discount and product groups, and work out what follows from them."""
        self._tell_merging()
        env = self.env(context={**self.env.context, "garage_catalog_reading": True})
        discounts, groups = env["garage.catalog.discount"], env["garage.catalog.group"]
        self.counts["discounts_changed"] = discounts._merge(
            self.source, self._discounts
        )
        self.counts["groups_changed"] = groups._merge(self.source, self._groups)
        env.flush_all()
        cr, uid, source_id = env.cr, env.uid, self.source.id
        self.counts["prices_by_group"] = apply_discounts(
            cr, uid, source_id, self._batch.id
        )
        apply_groups(cr, uid, source_id)

    def _stage_rows(self, rows: list[Any]) -> None:
        """Put each row where it belongs."""
        stages: dict[type, Callable[[list[Any]], None]] = {
            PartRow: self._stage_parts,
            TextLine: self._stage_texts,
            Retirement: self._stage_retirements,
            Renumbering: self._stage_renumberings,
            DiscountGroup: self._discounts.extend,
            ProductGroup: self._groups.extend,
        }
        for kind, stage in stages.items():
            if chosen := [row for row in rows if isinstance(row, kind)]:
                stage(chosen)
        if len(self._discounts) + len(self._groups) > _GROUPS_LIMIT:
            raise CatalogFileError("mostly_damaged", value=str(_GROUPS_LIMIT))

    def _stage_parts(self, rows: list[PartRow]) -> None:
        self._know_part_brands(rows)
        self._know_kinds({row.kind for row in rows if row.kind})
        self._know_part_types({row.part_type for row in rows if row.part_type})
        parts, references = [], []
        for row in rows:
            key = (row.line, self._brand_id(row.brand), normalize(row.number))
            kind = self._kinds.get(row.part_type or row.kind)
            assets = json.dumps(list(row.assets)) if row.assets else None
            parts.append((*key, row.number, row.rank, row.partial, row.main_group,
                row.name, kind, row.ean,
                row.list_price, row.cost, row.price_qty, row.uom, row.discount_group,
                row.deposit, row.pack_qty, row.min_qty, row.weight,
                row.description, row.text_key, row.product_group, row.cost_by_group,
                row.hazardous, row.un_no, assets,
            ))  # fmt: skip
            references += [
                (*key, ref.relation, ref.number, normalize(ref.number))
                for ref in row.references
            ]
            if row.replaced_by:
                successor = normalize(row.replaced_by)
                references.append((*key, "replaced_by", row.replaced_by, successor))
        self.load.stage("garage_stage_part", parts)
        self.load.stage("garage_stage_xref", references)

    def _stage_texts(self, rows: list[TextLine]) -> None:
        self.load.stage(
            "garage_stage_text",
            [
                (row.line, row.kind, normalize(row.key) if row.kind == "D" else row.key,
                 row.position, row.text, row.insert or None)
                for row in rows
            ],
        )  # fmt: skip

    def _stage_retirements(self, rows: list[Retirement]) -> None:
        self._know_part_brands(rows)
        self.load.stage(
            "garage_stage_end",
            [
                (row.line, self._brand_id(row.brand), normalize(row.number))
                for row in rows
            ],
        )

    def _stage_renumberings(self, rows: list[Renumbering]) -> None:
        self._know_brands({self.source.name})
        brand = self._brands[self.source.name]
        self.load.stage(
            "garage_stage_renumber",
            [
                (row.line, brand, normalize(row.number), row.new_number,
                 normalize(row.new_number))
                for row in rows
            ],
        )  # fmt: skip

    def _brand_id(self, brand: str) -> int:
        return self._brands[brand or self.source.name]

    def _know_part_brands(self, rows: list[Any]) -> None:
        """Make the brands of rows known; the catalogue stands for a missing one."""
        if not self._by_code:
            self._know_brands({row.brand or self.source.name for row in rows})
            return
        for row in rows:
            code = row.brand or self.source.name
            if code not in self._brands:
                name = getattr(row, "brand_name", None) or code
                self._brands[code] = self.env["garage.catalog.brand"]._id_by_code(
                    row.brand, name
                )

    def _know_part_types(self, numbers: set[int | None]) -> None:
        missing = numbers - self._kinds.keys()
        if missing:
            model = self.env["garage.catalog.kind"]
            self._kinds.update(model._ids_by_part_type(sorted(missing)))
