"""Which product of the garage a catalogue part is, and which one it may be.

Sure are, in this order: the EAN; brand and number; the number under which the product
is bought from this supplier; the maker's number on a product without a brand.  The last
two count only when one product and one brand have the number.  The rest is asked.
Statements read ``item``, its ``source`` and the ``company`` of the user.
"""

from __future__ import annotations

from typing import Any

from odoo.tools import SQL

#: a product of the tables p and t that this company sees
_SEEN = SQL(
    """p.active AND t.active AND (t.company_id IS NULL OR t.company_id = ANY(
        string_to_array(trim(company.parent_path, '/'), '/')::int[]))"""
)
_PRODUCTS = SQL("product_product p JOIN product_template t ON t.id = p.product_tmpl_id")
_BOUGHT = SQL(
    """product_supplierinfo line
    JOIN product_template t ON t.id = line.product_tmpl_id
    JOIN product_product p ON p.product_tmpl_id = t.id
        AND (line.product_id IS NULL OR line.product_id = p.id)"""
)
_BY_SUPPLIER = SQL(
    """line.partner_id = source.partner_id
    AND line.garage_code_norm IN (SELECT item.number_norm UNION ALL
        SELECT x.number_norm FROM garage_catalog_xref x
         WHERE x.item_id = item.id AND x.relation = 'supplier_no')
    AND (t.garage_brand_id IS NULL OR t.garage_brand_id = item.brand_id)"""
)
_BY_BARE_NUMBER = SQL(
    "p.garage_number_norm = item.number_norm AND t.garage_brand_id IS NULL"
)
#: numbers that a garage counts up itself are found in catalogues by chance
_TELLING = SQL(
    """(length(item.number_norm) >= 8 OR (length(item.number_norm) >= 5
        AND item.number_norm ~ '[0-9]' AND item.number_norm ~ '[^0-9]'))"""
)
_OTHER_EAN = SQL(
    "COALESCE(p.barcode, '') <> '' AND COALESCE(item.ean, '') NOT IN ('', p.barcode)"
)
_OTHER_BRAND = SQL(
    """SELECT FROM garage_catalog_item other
    JOIN garage_catalog_source place ON place.id = other.source_id
    WHERE other.number_norm = item.number_norm AND other.brand_id <> item.brand_id
      AND other.state <> 'deleted'"""
)


def alike() -> SQL:
    """Return the id of the product that surely is this part, or nothing."""
    return SQL(
        "COALESCE((%s), (%s), (%s), (%s))",
        _first(SQL("p.barcode = item.ean")),
        _first(
            SQL(
                "p.garage_number_norm = item.number_norm"
                " AND t.garage_brand_id = item.brand_id"
            )
        ),
        SQL(
            """SELECT min(p.id) FROM %s WHERE %s AND %s AND NOT EXISTS (
                %s AND place.partner_id = source.partner_id)
            HAVING count(DISTINCT p.id) = 1""",
            _BOUGHT,
            _SEEN,
            _BY_SUPPLIER,
            _OTHER_BRAND,
        ),
        SQL(
            """SELECT min(p.id) FROM %s
            WHERE %s AND %s AND %s AND NOT EXISTS (%s)
            HAVING count(*) = 1 AND NOT bool_or(%s)""",
            _PRODUCTS,
            _SEEN,
            _BY_BARE_NUMBER,
            _TELLING,
            _OTHER_BRAND,
            _OTHER_EAN,
        ),
    )


def _first(condition: SQL) -> SQL:
    return SQL(
        "SELECT p.id FROM %s WHERE %s AND %s ORDER BY p.id LIMIT 1",
        _PRODUCTS,
        _SEEN,
        condition,
    )


def find_alike(cr: Any, item_id: int, company_id: int) -> int | None:
    """Return the product that this part surely is, of those that a company sees."""
    return _about(cr, SQL("SELECT %s", alike()), item_id, company_id)[0]


def find_possible(cr: Any, item_id: int, company_id: int) -> list[int]:
    """Return products that have the part's number and may be it, oldest first."""
    ids = SQL(
        """SELECT ARRAY(
            SELECT p.id FROM %s WHERE %s AND %s UNION
            SELECT p.id FROM %s WHERE %s AND %s ORDER BY 1)""",
        _BOUGHT,
        _SEEN,
        _BY_SUPPLIER,
        _PRODUCTS,
        _SEEN,
        _BY_BARE_NUMBER,
    )
    return list(_about(cr, ids, item_id, company_id)[0])


def _about(cr: Any, question: SQL, item_id: int, company_id: int) -> Any:
    """Ask a question about one part for the users of a company."""
    cr.execute(
        SQL(
            """SELECT (%s) FROM garage_catalog_item item
            JOIN garage_catalog_source source ON source.id = item.source_id
            JOIN res_company company ON company.id = %s
            WHERE item.id = %s""",
            question,
            company_id,
            item_id,
        )
    )
    return cr.fetchone()
