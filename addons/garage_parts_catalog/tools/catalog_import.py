"""One supplier file from its rows to the catalogue, in chunks of bounded size."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, BinaryIO, NamedTuple

from ..domain.formats.aces import SYSTEMS as ACES_SYSTEMS
from ..domain.formats.aces import AcesReader
from ..domain.formats.csv_profile import CsvProfile
from ..domain.formats.csv_reader import read_articles
from ..domain.issues import CatalogFileError, LineIssue
from ..domain.number import normalize
from ..domain.qualifiers import stored_qualifiers
from ..domain.rows import Application, ArticleRow
from .bulk_brands import adopt_brands
from .bulk_fitments import FitmentLoad
from .bulk_tables import ITEM_VALUES
from .progress import NoProgress, Progress

CHUNK = 5000
#: what a price list's columns tell of other numbers
RELATIONS = {
    "oe_numbers": "oe",
    "equivalents": "equivalent",
    "replaced_by": "replaced_by",
}
LOGGED_ISSUES = 200
_REMEMBERED = 100_000  # parts of a fitment file: bounds the memory
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
        self._stream: BinaryIO | None = None
        self._size = 0
        self._merged = 0
        self.load = FitmentLoad(env.cr, env.uid, source.id, batch.id)
        self.source = source
        self.counts: dict[str, int] = {"lines_read": 0, "lines_damaged": 0}
        self.issues: list[LineIssue] = []
        self.header: dict[str, Any] = {}
        self._brands: dict[str, int] = {}
        self._kinds: dict[Any, int] = {}
        self._systems = set(
            dict(env["garage.vehicle.type.key"]._fields["system"].selection)
        )

    def run_price_list(self, stream: BinaryIO, profile: CsvProfile) -> None:
        """Import a price list; known articles change only in the mapped columns."""
        self.header = profile.to_dict()
        self._watch(stream)
        currency = self.source.currency_id.name
        rows = read_articles(stream, profile, currency)
        self._stage_all(rows, self._stage_articles)
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
        nameless = self._brands.get(self.source.name)
        if nameless:
            unclear = adopt_brands(self.env.cr, self.source.id, nameless)
            self._note(
                LineIssue(line, "brand", number[:40]) for line, number in unclear
            )

    def run_aces(self, stream: BinaryIO, brand_name: str | None = None) -> None:
        """Import a fitment file; ``brand_name`` names the file's brand if new."""
        self._watch(stream)
        reader = AcesReader(stream)
        self._aces_names: dict[str, str | None] = {}
        self._own_brand_name = brand_name
        self._reader = reader
        self._seen: set[tuple[int, str]] = set()
        self._stage_all(iter(reader), self._stage_applications)
        self.header = {"version": reader.header.version, **reader.header.values}
        # parts are staged about once each; how often says nothing of the file
        self._merge(
            lambda: {
                **self.load.merge_items(["kind_id"], complete_only=True),
                "duplicates": 0,
            }
        )
        full = reader.header.full
        self._merge(
            lambda: self.load.merge_fitments(replace=full, systems=ACES_SYSTEMS)
        )

    def _merge(self, step: Callable[[], dict[str, int]]) -> None:
        """Do one step of merging, count what it did and tell that it was done."""
        self._tell_merging()
        self.counts.update(step())

    def _tell_merging(self) -> None:
        done = min(100 * self._merged // self._STEPS, 99)
        self._progress.told("merging", done, self.counts["lines_read"])
        self._merged += 1

    def _watch(self, stream: BinaryIO) -> None:
        """Remember how long the file is, to tell how much of it was read."""
        self._stream = stream
        self._size = stream.seek(0, io.SEEK_END)
        stream.seek(0)

    def _tell_reading(self) -> None:
        if self._stream and self._size:
            percent = 100 * self._stream.tell() // self._size
            self._progress.told("reading", percent, self.counts["lines_read"])

    def _stage_all(
        self, rows: Iterator[Any], stage: Callable[[list[Any]], None]
    ) -> None:
        self.load.open()
        while chunk := list(islice(rows, CHUNK)):
            good = [row for row in chunk if not isinstance(row, LineIssue)]
            self._note(row for row in chunk if isinstance(row, LineIssue))
            self.counts["lines_read"] += len(chunk)
            stage(good)
            self._tell_reading()
        read, damaged = self.counts["lines_read"], self.counts["lines_damaged"]
        if read == damaged:
            raise CatalogFileError("no_lines", value=str(read))
        if damaged > _LEFT_OUT_LIMIT and damaged * 5 > read:
            raise CatalogFileError("mostly_damaged", value=f"{damaged}/{read}")

    def _note(self, issues: Iterable[LineIssue]) -> None:
        for issue in issues:
            self.counts["lines_damaged"] += 1
            if len(self.issues) < LOGGED_ISSUES:
                self.issues.append(issue)

    def _stage_articles(self, rows: list[ArticleRow]) -> None:
        self._know_brands({row.brand or self.source.name for row in rows})
        self._know_kinds({row.kind for row in rows if row.kind})
        items, references, fitments = [], [], []
        for row in rows:
            brand = self._brands[row.brand or self.source.name]
            norm = normalize(row.number)
            kind = self._kinds.get(row.kind)
            items.append((row.line, brand, norm, row.number, row.name, kind, row.ean,
                row.list_price, row.cost, row.price_qty, row.uom, row.discount_group,
                row.deposit, row.pack_qty, row.min_qty, row.weight,
            ))  # fmt: skip
            key = (row.line, brand, norm)
            if row.references:
                references += [
                    (*key, ref.relation, ref.number, normalize(ref.number))
                    for ref in row.references
                ]
            if row.replaced_by and normalize(row.replaced_by):
                successor = normalize(row.replaced_by)
                references.append((*key, "replaced_by", row.replaced_by, successor))
            if row.vehicle_keys:
                fitments += self._plain_fitments(key, row)
        self.load.stage("garage_stage_item", items)
        self.load.stage("garage_stage_xref", references)
        self.load.stage("garage_stage_fitment", fitments)

    def _plain_fitments(
        self, key: tuple[int, int, str], row: ArticleRow
    ) -> Iterator[tuple[Any, ...]]:
        for system, code in row.vehicle_keys:
            if system not in self._systems:
                self._note([LineIssue(row.line, "key", system[:40])])
                continue
            plain = (system, code, 0, 0, 1, 0, 0, *stored_qualifiers(()))
            yield (*key, *plain, None, False)

    def _stage_applications(self, rows: list[Application]) -> None:
        self._know_aces_brands({row.brand for row in rows})
        kinds = {row.part_type for row in rows} - self._kinds.keys()
        if kinds:
            model = self.env["garage.catalog.kind"]
            self._kinds.update(model._ids_by_part_type(sorted(kinds)))
        items, fitments = [], []
        if len(self._seen) > _REMEMBERED:
            self._seen.clear()  # some parts are staged again, which harms nothing
        for row in rows:
            brand = self._brands[row.brand]
            norm = normalize(row.number)
            if (brand, norm) not in self._seen and not row.delete:
                self._seen.add((brand, norm))
                values = [None] * len(ITEM_VALUES)
                values[1] = self._kinds[row.part_type]
                items.append((row.line, brand, norm, row.number, *values))
            fitments.append((row.line, brand, norm, row.system, row.vehicle_ref,
                row.part_type, row.position, row.quantity, row.year_from, row.year_to,
                *stored_qualifiers(row.qualifiers, row.year_from, row.year_to),
                row.note or None, row.delete,
            ))  # fmt: skip
        self.load.stage("garage_stage_item", items)
        self.load.stage("garage_stage_fitment", fitments)

    def _know_brands(self, names: set[str]) -> None:
        missing = names - self._brands.keys()
        if missing:
            model = self.env["garage.catalog.brand"]
            self._brands.update(model._ids_by_name(sorted(missing)))

    def _know_aces_brands(self, codes: set[str]) -> None:
        own_code = self._reader.header.brand_code
        for code in codes - self._brands.keys():
            name = self._own_brand_name if code == own_code else None
            self._brands[code] = self.env["garage.catalog.brand"]._id_by_code(
                code, name or code or self.source.name
            )

    def _know_kinds(self, names: set[str]) -> None:
        missing = names - self._kinds.keys()
        if missing:
            model = self.env["garage.catalog.kind"]
            self._kinds.update(model._ids_by_name(sorted(missing)))
