"""Price lists on their way to the staging tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from ..domain.formats.csv_profile import CsvProfile
from ..domain.formats.csv_reader import read_articles
from ..domain.issues import LineIssue
from ..domain.number import normalize
from ..domain.qualifiers import stored_qualifiers
from ..domain.rows import ArticleRow
from .stager import Stager

_Key = tuple[int, int, str]
_NO_CONDITIONS = stored_qualifiers(())


class PriceListStager(Stager):
    """Stages articles, their cross references and plain vehicle numbers."""

    def result(self) -> dict[str, Any]:
        """A price list says nothing about itself."""
        return {}

    def _rows(self, stream: BinaryIO) -> Iterator[ArticleRow | LineIssue]:
        profile = CsvProfile.from_dict(self._order.profile or {})
        yield from read_articles(stream, profile, self._order.currency)

    def _stage(self, rows: list[ArticleRow]) -> None:
        catalogue = self._order.catalogue
        self._know_brands({row.brand or catalogue for row in rows})
        self._know_kinds({row.kind for row in rows if row.kind})
        items, references = [], list[tuple[Any, ...]]()
        fitments = list[tuple[Any, ...]]()
        for row in rows:
            brand = self._brands[row.brand or catalogue]
            norm = normalize(row.number)
            kind = self._kinds.get(row.kind or "")
            items.append((row.line, brand, norm, row.number, row.name, kind, row.ean,
                row.list_price, row.cost, row.price_qty, row.uom, row.discount_group,
                row.deposit, row.pack_qty, row.min_qty, row.weight,
            ))  # fmt: skip
            key = (row.line, brand, norm)
            if row.references or row.replaced_by:
                references += told_references(key, row)
            if row.vehicle_keys:
                fitments += self._plain_fitments(key, row)
        self._put("garage_stage_item", items)
        self._put("garage_stage_xref", references)
        self._put("garage_stage_fitment", fitments)

    def _plain_fitments(self, key: _Key, row: ArticleRow) -> Iterator[tuple[Any, ...]]:
        for system, code in row.vehicle_keys:
            if system not in self._order.systems:
                self._note([LineIssue(row.line, "key", system[:40])])
                continue
            plain = (system, code, 0, 0, 1, 0, 0, *_NO_CONDITIONS)
            yield (*key, *plain, None, False)


def told_references(key: _Key, row: ArticleRow) -> Iterator[tuple[Any, ...]]:
    """Yield the other numbers that a row tells of its article."""
    for ref in row.references:
        yield (*key, ref.relation, ref.number, normalize(ref.number))
    if row.replaced_by and (successor := normalize(row.replaced_by)):
        yield (*key, "replaced_by", row.replaced_by, successor)
