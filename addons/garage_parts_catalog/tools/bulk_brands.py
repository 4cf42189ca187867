"""Brands of staged and of stored articles, set by set in the caller's transaction."""

from __future__ import annotations

from typing import Any

from odoo.tools import SQL

_STAGED = ("garage_stage_item", "garage_stage_xref", "garage_stage_fitment")


def adopt_brands(cr: Any, source_id: int, nameless: int) -> list[tuple[int, str]]:
    """Give staged lines without a brand that of the catalogue's only such number.

    A price update often names numbers and prices alone.  Lines whose number several
    brands have are left out; returns their (line, number).

    :param nameless: the brand under which lines without one are staged
    """
    cr.execute(
        SQL(
            """SELECT EXISTS (SELECT FROM garage_catalog_item
                WHERE source_id = %s AND brand_id != %s)""",
            source_id,
            nameless,
        )
    )
    if not cr.fetchone()[0]:
        return []
    _find_brands(cr, source_id, nameless)
    for table in _STAGED:
        cr.execute(
            SQL(
                """UPDATE %s s SET brand_id = b.brand_id FROM garage_stage_brand b
                WHERE s.brand_id = %s AND s.number_norm = b.number_norm
                  AND b.brand_id IS NOT NULL""",
                SQL.identifier(table),
                nameless,
            )
        )
    unclear = _drop_unclear(cr, nameless)
    cr.execute("DROP TABLE garage_stage_brand")
    return unclear


def _find_brands(cr: Any, source_id: int, nameless: int) -> None:
    """Keep the brand of each number, without one where several are possible.

    Articles that are available count before those that ended.
    """
    cr.execute(
        SQL(
            """CREATE TEMP TABLE garage_stage_brand ON COMMIT DROP AS
            SELECT number_norm, CASE
                WHEN count(*) FILTER (WHERE state = 'active') = 1
                    THEN min(brand_id) FILTER (WHERE state = 'active')
                WHEN count(*) = 1 THEN min(brand_id) END AS brand_id
            FROM garage_catalog_item WHERE source_id = %s AND number_norm IN (
                SELECT number_norm FROM garage_stage_item WHERE brand_id = %s)
            GROUP BY number_norm HAVING NOT bool_or(brand_id = %s)""",
            source_id,
            nameless,
            nameless,
        )
    )


def _drop_unclear(cr: Any, nameless: int) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for table in reversed(_STAGED):
        told = SQL("s.number") if table == _STAGED[0] else SQL("s.number_norm")
        cr.execute(
            SQL(
                """DELETE FROM %s s USING garage_stage_brand b
                WHERE s.brand_id = %s AND s.number_norm = b.number_norm
                RETURNING s.line, %s""",
                SQL.identifier(table),
                nameless,
                told,
            )
        )
        found = cr.fetchall()
    return sorted(found)


def move_brand(cr: Any, old_id: int, new_id: int) -> None:
    """File the articles of one spelling of a brand under the other.

    Where the catalogue has an article in both, the one of the old spelling is
    withdrawn and hands over its product.
    """
    cr.execute(
        SQL(
            """UPDATE garage_catalog_item kept SET product_id = gone.product_id
            FROM garage_catalog_item gone
            WHERE kept.brand_id = %s AND gone.brand_id = %s
              AND gone.source_id = kept.source_id
              AND gone.number_norm = kept.number_norm
              AND kept.product_id IS NULL AND gone.product_id IS NOT NULL""",
            new_id,
            old_id,
        )
    )
    cr.execute(
        SQL(
            """UPDATE garage_catalog_item gone SET state = 'deleted', product_id = NULL
            FROM garage_catalog_item kept
            WHERE gone.brand_id = %s AND kept.brand_id = %s
              AND gone.source_id = kept.source_id
              AND gone.number_norm = kept.number_norm""",
            old_id,
            new_id,
        )
    )
    cr.execute(
        SQL(
            """UPDATE garage_catalog_item item SET brand_id = brand.id,
                search_text = concat_ws(' ', item.number, brand.name, item.name)
            FROM garage_catalog_brand brand
            WHERE item.brand_id = %s AND brand.id = %s AND NOT EXISTS (
                SELECT FROM garage_catalog_item kept
                 WHERE kept.brand_id = brand.id AND kept.source_id = item.source_id
                   AND kept.number_norm = item.number_norm)""",
            old_id,
            new_id,
        )
    )
    cr.execute(
        SQL(
            """UPDATE product_template SET garage_brand_id = %s
            WHERE garage_brand_id = %s""",
            new_id,
            old_id,
        )
    )
