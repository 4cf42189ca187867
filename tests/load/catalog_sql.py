"""Look-ups written by hand: one statement each, with all that the screen shows.

The same rows in the same order as the product's method, straight from the tables: no
rights, no languages, no rule for the fit; conditions come along as they are stored.
"""

ROW = """SELECT i.id, h.step, i.number, COALESCE(i.name, k.name ->> 'en_US'), b.name,
    k.name ->> 'en_US', s.name, i.state, i.deposit, s.currency_id,
    i.list_price / COALESCE(NULLIF(i.price_qty, 0), 1), i.cost, newer.number,
    p.id, stock.free, h.conditions
FROM (%s) h
JOIN garage_catalog_item i ON i.id = h.id
JOIN garage_catalog_source s ON s.id = i.source_id
JOIN garage_catalog_brand b ON b.id = i.brand_id
LEFT JOIN garage_catalog_kind k ON k.id = i.kind_id
LEFT JOIN garage_catalog_item newer ON newer.id = i.superseded_by_id
LEFT JOIN LATERAL (SELECT COALESCE(i.product_id,
    (SELECT id FROM product_product WHERE barcode = i.ean LIMIT 1),
    (SELECT pp.id FROM product_product pp
        JOIN product_template t ON t.id = pp.product_tmpl_id
        WHERE pp.garage_number_norm = i.number_norm
        AND t.garage_brand_id = i.brand_id LIMIT 1)) AS id) p ON true
LEFT JOIN LATERAL (SELECT sum(q.quantity - q.reserved_quantity) AS free
    FROM stock_quant q JOIN stock_location l ON l.id = q.location_id
    WHERE q.product_id = p.id AND l.usage = 'internal') stock ON true
ORDER BY h.step, i.number_norm, i.id LIMIT 40"""
NUMBER = (
    ROW
    % """SELECT id, min(step) AS step, NULL::jsonb AS conditions FROM (
    (SELECT id, 0 AS step FROM garage_catalog_item WHERE state != 'deleted'
        AND number_norm = %(norm)s LIMIT 40)
    UNION ALL (SELECT id, 0 FROM garage_catalog_item WHERE state != 'deleted'
        AND ean = %(norm)s LIMIT 40)
    UNION ALL (SELECT i.id, 1 FROM garage_catalog_xref x
        JOIN garage_catalog_item i ON i.id = x.item_id AND i.state != 'deleted'
        WHERE x.number_norm = %(norm)s ORDER BY i.number_norm, i.id LIMIT 40)
    UNION ALL (SELECT id, 2 FROM garage_catalog_item WHERE state != 'deleted'
        AND number_norm LIKE %(prefix)s ORDER BY number_norm, id LIMIT 40)
) found GROUP BY id"""
)
FITMENT = (
    ROW
    % """SELECT i.id, 0 AS step, f.conditions
    FROM (SELECT f.item_id, jsonb_agg(f.qualifiers) AS conditions
        FROM garage_vehicle v
        JOIN garage_vehicle_type_key k ON k.vehicle_type_id = v.catalog_type_id
        JOIN garage_catalog_fitment f ON f.vehicle_ref = k.code
            AND f.system = k.system AND f.active
        WHERE v.id = %(vehicle)s GROUP BY f.item_id) f
    JOIN garage_catalog_item i ON i.id = f.item_id AND i.state != 'deleted'
    ORDER BY i.number_norm, i.id LIMIT 40"""
)
_WORD = """(search_text ILIKE %({name})s OR kind_id = ANY(ARRAY(
        SELECT id FROM garage_catalog_kind WHERE name ->> 'en_US' ILIKE %({name})s)))"""
TEXT = (
    ROW
    % f"""SELECT id, 0 AS step, NULL::jsonb AS conditions
    FROM garage_catalog_item WHERE state != 'deleted'
    AND {_WORD.format(name="first")} AND {_WORD.format(name="second")}
    ORDER BY number_norm, id LIMIT 40"""
)


def by_number(cr, norm: str) -> list[tuple]:
    """Parts with this number, this cross reference, a number that begins so."""
    cr.execute(NUMBER, {"norm": norm, "prefix": norm + "%"})
    return cr.fetchall()


def by_vehicle(cr, vehicle_id: int) -> list[tuple]:
    """Parts for a vehicle, with the conditions."""
    cr.execute(FITMENT, {"vehicle": vehicle_id})
    return cr.fetchall()


def by_words(cr, text: str) -> list[tuple]:
    """Parts whose text or kind holds two words."""
    first, second = text.split()
    cr.execute(TEXT, {"first": f"%{first}%", "second": f"%{second}%"})
    return cr.fetchall()
