"""One supplier file from its rows to the catalogue, in chunks of bounded size."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any, BinaryIO, NamedTuple

from ..domain.formats.aces import SYSTEMS as ACES_SYSTEMS
from ..domain.formats.csv_profile import CsvProfile
from ..domain.issues import CatalogFileError, LineIssue
from ..domain.rows import DiscountGroup, ProductGroup
from ..reading.aside import Reading
from ..reading.order import LOGGED_ISSUES, Piece, ReadingOrder
from .bulk_brands import adopt_brands
from .bulk_fitments import FitmentLoad
from .bulk_tables import ITEM_VALUES
from .progress import NoProgress, Progress
from .record_ids import RecordIds

#: what a price list's columns tell of other numbers
RELATIONS = {
    "oe_numbers": "oe",
    "equivalents": "equivalent",
    "replaced_by": "replaced_by",
}
_LEFT_OUT_LIMIT = 20  # fewer damaged lines never refuse a file


class OpenFile(NamedTuple):
    """A supplier's file: what it is and how it is read."""

    stream: BinaryIO
    kind: str
    digest: str
    profile: CsvProfile | None = None


class CatalogImport:
    """Reads one file for one batch; raises CatalogFileError when it is refused."""

    _STEPS = 4  # of merging, for the progress that people see

    def __init__(
        self, env: Any, source: Any, batch: Any, progress: Progress | None = None
    ) -> None:
        self.env = env
        self._progress = progress or NoProgress()
        self._merged = 0
        self.load = FitmentLoad(env.cr, env.uid, source.id, batch.id)
        self.load.pace.tell = self._tell_merging
        self.source = source
        self.counts: dict[str, int] = {"lines_read": 0, "lines_damaged": 0}
        self.issues: list[LineIssue] = []
        self._discounts: list[DiscountGroup] = []
        self._groups: list[ProductGroup] = []
        self.header: dict[str, Any] = {}
        self._ids = RecordIds(env)

    def run_price_list(self, stream: BinaryIO, profile: CsvProfile) -> None:
        """Import a price list; known articles change only in the mapped columns."""
        self.header = profile.to_dict()
        keys = self.env["garage.vehicle.type.key"]._fields["system"].selection
        self._stage(
            stream, self._order("csv", profile=self.header, systems=[*dict(keys)])
        )
        self._adopt_brands()
        columns = dict(ITEM_VALUES).keys() & profile.columns.keys()
        if "kind" in profile.columns:
            columns = columns | {"kind_id"}
        self._merge(lambda: self.load.merge_items(sorted(columns)))
        if self.source.full_list:
            self._merge(self.load.end_missing_items)
        self._merge(self.load.merge_references)
        told = {RELATIONS[name] for name in RELATIONS.keys() & profile.columns.keys()}
        if self.source.full_list and told:
            self.counts.update(self.load.end_missing_references(told))
        if "vehicle_keys" in profile.columns:
            full = self.source.full_list
            self._merge(lambda: self.load.merge_fitments(replace=full))

    def _adopt_brands(self) -> None:
        """Find the brand of lines that name none among the catalogue's articles."""
        nameless = self._ids.by_name.get(self.source.name)
        if nameless:
            unclear = adopt_brands(self.env.cr, self.source.id, nameless)
            self._note(
                LineIssue(line, "brand", number[:40]) for line, number in unclear
            )

    def run_aces(self, stream: BinaryIO, brand_name: str | None = None) -> None:
        """Import a fitment file; ``brand_name`` names the file's brand if new."""
        told = self._stage(stream, self._order("aces", brand_name=brand_name))
        self.header = told["header"]
        # parts are staged about once each; how often says nothing of the file
        self._merge(
            lambda: {
                **self.load.merge_items(["kind_id"], complete_only=True),
                "duplicates": 0,
            }
        )
        self._merge(
            lambda: self.load.merge_fitments(replace=told["full"], systems=ACES_SYSTEMS)
        )

    def _merge(self, step: Callable[[], dict[str, int]]) -> None:
        """Do one step of merging, count what it did and tell that it was done."""
        self._tell_merging()
        self.counts.update(step())

    def _tell_merging(self, part: float = 0) -> None:
        """Tell that a step of merging begins, or how much of it is done.

        :param part: of the step before, up to 1; 0 where a step begins
        """
        self._merged += not part
        done = min(int(100 * (self._merged - 1 + part) / self._STEPS), 99)
        self._progress.told("merging", done, self.counts["lines_read"])

    def _order(self, kind: str, **values: Any) -> ReadingOrder:
        return ReadingOrder(
            kind, self.source.name, self.source.currency_id.name, **values
        )

    def _stage(self, stream: BinaryIO, order: ReadingOrder) -> dict[str, Any]:
        """Bring the file into the staging tables; returns what it says of itself."""
        self.load.open()
        reading = Reading(stream, order, self._ids)
        for piece in reading:
            begun = time.monotonic()
            self.load.stage(piece)
            self._take(piece)
            self.load.pace.give_way(time.monotonic() - begun)
            percent = 100 * piece.position // max(reading.size, 1)
            self._progress.told("reading", percent, self.counts["lines_read"])
        read, damaged = self.counts["lines_read"], self.counts["lines_damaged"]
        if read == damaged:
            raise CatalogFileError("no_lines", value=str(read))
        if damaged > _LEFT_OUT_LIMIT and damaged * 5 > read:
            raise CatalogFileError("mostly_damaged", value=f"{damaged}/{read}")
        return reading.result

    def _take(self, piece: Piece) -> None:
        """Count the lines of a piece, and keep what is not staged."""
        self.counts["lines_read"] += piece.read
        self.counts["lines_damaged"] += piece.damaged
        self.issues += piece.issues[: max(LOGGED_ISSUES - len(self.issues), 0)]
        self._discounts += piece.discounts
        self._groups += piece.groups

    def _note(self, issues: Iterable[LineIssue]) -> None:
        told = list(issues)
        self._take(Piece(damaged=len(told), issues=told))
