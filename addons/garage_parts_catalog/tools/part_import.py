"""Files of many kinds of records (DATANORM, PIES, BMEcat) on their way in."""

from __future__ import annotations

from typing import Any, BinaryIO

from ..domain.formats.xml_records import PartChoice
from ..domain.issues import LineIssue
from ..reading.order import LOGGED_ISSUES
from .bulk_tables import ITEM_VALUES
from .catalog_import import CatalogImport, OpenFile
from .part_load import PartLoad, apply_discounts, apply_groups
from .progress import Progress


class PartImport(CatalogImport):
    """Reads one file for one batch; raises CatalogFileError when it is refused."""

    _STEPS = 9

    def __init__(
        self, env: Any, source: Any, batch: Any, progress: Progress | None = None
    ) -> None:
        super().__init__(env, source, batch, progress)
        self.load: PartLoad = PartLoad(env.cr, env.uid, source.id, batch.id)
        self.load.pace.tell = self._tell_merging
        self._batch = batch

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
        told = self._stage(stream, self._order("datanorm"))
        self.header = told["header"]
        self.counts["lines_skipped"] = told["skipped"]
        self._merge_parts()
        if self.source.full_list and self.counts["parts_named"]:
            self._merge(self.load.end_missing_items)
            self.counts.update(self.load.end_missing_references())
        self._merge_groups()

    def run_pies(self, stream: BinaryIO, choice: PartChoice) -> None:
        """Import an article file; a full one replaces what its brands had before."""
        told = self._stage(stream, self._order("pies", choice=choice.to_dict()))
        self.header = told["header"]
        self._merge_parts()
        if self.source.full_list:
            self._merge(self.load.end_missing_items)
        elif told["full"]:
            self._merge(self.load.end_missing_of_brands)
        if self.source.full_list or told["full"]:
            self.counts.update(self.load.end_missing_references())

    def run_bmecat(self, stream: BinaryIO, choice: PartChoice) -> None:
        """Import a catalogue, an update of articles or of prices."""
        told = self._stage(stream, self._order("bmecat", choice=choice.to_dict()))
        self.header = told["header"]
        self._merge_parts()
        if self.source.full_list and self.header["transaction"] == "T_NEW_CATALOG":
            self._merge(self.load.end_missing_items)
            self.counts.update(self.load.end_missing_references())
        self._merge_groups()

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
