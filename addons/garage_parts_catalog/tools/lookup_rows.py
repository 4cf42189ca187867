"""Everything that a row of the look-up shows, in one statement for the whole page.

The ORM would ask once per table; a page of parts must not take longer than the search.
Who may read parts, brands, kinds and catalogues is checked by the caller.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from odoo.tools import SQL

from . import own_products


@dataclass(frozen=True, slots=True)
class LookupRow:
    """One part; ``unit_price`` and ``unit_cost`` in the catalogue's own currency.

    ``product_id`` is the product that was made of it, ``alike_id`` a product of the
    garage that surely is it (:mod:`own_products`).
    """

    id: int
    number: str
    number_norm: str
    name: str
    brand: str
    brand_id: int
    kind: str
    kind_id: int
    source: str
    source_id: int
    state: str
    ean: str
    deposit: float
    unit_price: float
    unit_cost: float
    currency_id: int
    product_id: int
    alike_id: int
    replaced: bool
    company_currency_id: int


def read_rows(
    cr: Any, ids: Sequence[int], lang: str, company_id: int
) -> dict[int, LookupRow]:
    """Return the parts by id, in the order of ``ids``, for a user of this company."""
    if not ids:
        return {}
    cr.execute(
        SQL(
            """SELECT item.id, item.number, item.number_norm,
                COALESCE(item.name, ''), COALESCE(brand.name, ''), item.brand_id,
                COALESCE(kind.name ->> %(lang)s, kind.name ->> 'en_US', ''),
                COALESCE(item.kind_id, 0), source.name, item.source_id, item.state,
                COALESCE(item.ean, ''), COALESCE(item.deposit, 0)::float8,
                (COALESCE(item.list_price, 0)
                    / COALESCE(NULLIF(item.price_qty, 0), 1))::float8,
                (CASE WHEN source.price_basis = 'net' THEN COALESCE(item.cost, 0)
                    / COALESCE(NULLIF(item.price_qty, 0), 1) ELSE 0 END)::float8,
                source.currency_id, COALESCE(item.product_id, 0),
                COALESCE(item.product_id, %(alike)s, 0),
                item.superseded_by_id IS NOT NULL OR EXISTS (
                    SELECT FROM garage_catalog_xref x WHERE x.item_id = item.id
                    AND x.relation = 'replaced_by'), company.currency_id
            FROM garage_catalog_item item
            JOIN garage_catalog_source source ON source.id = item.source_id
            JOIN res_company company ON company.id = %(company)s
            LEFT JOIN garage_catalog_brand brand ON brand.id = item.brand_id
            LEFT JOIN garage_catalog_kind kind ON kind.id = item.kind_id
            WHERE item.id = ANY(%(ids)s)""",
            alike=own_products.alike(),
            lang=lang,
            company=company_id,
            ids=list(ids),
        )
    )
    found = {values[0]: LookupRow(*values) for values in cr.fetchall()}
    return {item_id: found[item_id] for item_id in ids if item_id in found}


def read_references(
    cr: Any, ids: Sequence[int], norm: str
) -> list[tuple[int, str, str]]:
    """Return (part, relation, number) of the cross reference that led to each part."""
    cr.execute(
        SQL(
            """SELECT DISTINCT ON (item_id) item_id, relation, number
            FROM garage_catalog_xref WHERE item_id = ANY(%s) AND number_norm = %s
            ORDER BY item_id, relation, id""",
            list(ids),
            norm,
        )
    )
    return list(cr.fetchall())


def ordered_union(steps: Iterable[tuple[str, SQL]], limit: int) -> SQL:
    """Return a statement for (id, step) that runs the steps' searches in turn."""
    parts = [
        SQL(
            "(SELECT s.id, %s AS step, %s AS place, row_number() OVER () AS seat"
            " FROM (%s) s)",
            name,
            place,
            search,
        )
        for place, (name, search) in enumerate(steps)
    ]
    return SQL(
        "SELECT id, step FROM (%s) found ORDER BY place, seat LIMIT %s",
        SQL(" UNION ALL ").join(parts),
        limit,
    )
