"""An import's new prices on the products that its articles became, set by set.

Comes last in an import: the rows are locked for the blink that writing them takes.
"""

from __future__ import annotations

from typing import Any

from odoo.tools import SQL

# What each supplier line of a changed article's product should say.
_WANTED = """wanted AS (
        SELECT DISTINCT ON (si.id) si.id, item.number AS product_code,
            item.number_norm AS garage_code_norm,
            NULLIF(item.name, '') AS product_name,
            source.currency_id,
            COALESCE(item.min_qty, 0)::numeric AS min_qty,
            CASE WHEN source.price_basis = 'net' THEN
                COALESCE(item.cost, 0) / COALESCE(NULLIF(item.price_qty, 0)::numeric, 1)
            ELSE 0 END AS price
          FROM garage_catalog_item item
          JOIN garage_catalog_source source ON source.id = item.source_id
          JOIN product_product product ON product.id = item.product_id
          JOIN LATERAL (
            SELECT line.id FROM product_supplierinfo line
             WHERE line.product_tmpl_id = product.product_tmpl_id
               AND line.partner_id = source.partner_id
          ORDER BY line.sequence, line.min_qty DESC, line.price, line.id LIMIT 1
          ) si ON TRUE
         WHERE item.batch_id = %s
      ORDER BY si.id, item.id)"""


def refresh(cr: Any, uid: int, batch_id: int, digits: tuple[int, int]) -> int:
    """Write the changed lines and keep the old ones for taking back; counts them.

    :param digits: decimals of prices and of quantities
    """
    price_digits, quantity_digits = digits
    cr.execute(
        SQL(
            """WITH %s,
            changed AS MATERIALIZED (
                SELECT w.id, w.product_code, w.garage_code_norm, w.product_name,
                    w.currency_id, round(w.min_qty, %s) AS min_qty,
                    round(w.price, %s) AS price
                  FROM wanted w JOIN product_supplierinfo line ON line.id = w.id
                 WHERE (line.product_code, line.product_name, line.currency_id,
                        line.min_qty, line.price) IS DISTINCT FROM (w.product_code,
                        w.product_name, w.currency_id, round(w.min_qty, %s),
                        round(w.price, %s))),
            kept AS (
                INSERT INTO garage_catalog_undo (batch_id, row_table, row_id, image)
                SELECT %s, 'product_supplierinfo', line.id, to_jsonb(line)
                  FROM product_supplierinfo line JOIN changed ON changed.id = line.id)
            UPDATE product_supplierinfo line
            SET product_code = c.product_code, product_name = c.product_name,
                garage_code_norm = c.garage_code_norm,
                currency_id = c.currency_id, min_qty = c.min_qty, price = c.price,
                write_uid = %s, write_date = now() AT TIME ZONE 'utc'
            FROM changed c WHERE line.id = c.id""",
            SQL(_WANTED, batch_id),
            quantity_digits,
            price_digits,
            quantity_digits,
            price_digits,
            batch_id,
            uid,
        )
    )
    return int(cr.rowcount)


def without_line(cr: Any, batch_id: int) -> list[int]:
    """Return changed articles whose product has no line of the supplier."""
    cr.execute(
        SQL(
            """SELECT item.id FROM garage_catalog_item item
            JOIN garage_catalog_source source ON source.id = item.source_id
            JOIN product_product product ON product.id = item.product_id
            WHERE item.batch_id = %s AND source.partner_id IS NOT NULL
              AND NOT EXISTS (SELECT FROM product_supplierinfo line
                WHERE line.product_tmpl_id = product.product_tmpl_id
                  AND line.partner_id = source.partner_id)
            ORDER BY item.id""",
            batch_id,
        )
    )
    return [row[0] for row in cr.fetchall()]


def keep_new(cr: Any, batch_id: int, line_ids: list[int]) -> None:
    """Note lines that the import added."""
    cr.execute(
        SQL(
            """INSERT INTO garage_catalog_undo (batch_id, row_table, row_id)
            SELECT %s, 'product_supplierinfo', unnest(%s)""",
            batch_id,
            line_ids,
        )
    )
