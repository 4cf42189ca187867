"""Chains of parts that replace one another, for a whole page in one statement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from odoo.tools import SQL

MOST_STEPS = 5


def read_chains(cr: Any, ids: Sequence[int]) -> dict[int, list[int]]:
    """Return {part: [part, newer part, ..., newest part]}.

    A step is the catalogue's own link, else a cross reference "replaced by" to a part
    of the named brand, or of the same one.  Five steps at most; a circle ends before
    it closes.  Parts that nothing replaces are left out.
    """
    if not ids:
        return {}
    cr.execute(
        SQL(
            """WITH RECURSIVE chain AS (
                SELECT unnest(%s) AS start, unnest(%s) AS id, 0 AS steps,
                    ARRAY[]::int[] AS path
                UNION ALL
                SELECT c.start, newer.id, c.steps + 1, c.path || c.id
                FROM chain c JOIN garage_catalog_item item ON item.id = c.id
                JOIN LATERAL (
                    (SELECT item.superseded_by_id AS id
                    WHERE item.superseded_by_id IS NOT NULL)
                    UNION ALL
                    (SELECT other.id FROM garage_catalog_xref x
                    JOIN garage_catalog_item other ON other.number_norm = x.number_norm
                        AND other.brand_id = COALESCE(x.brand_id, item.brand_id)
                        AND other.state != 'deleted'
                    WHERE x.item_id = item.id AND x.relation = 'replaced_by'
                    ORDER BY other.source_id = item.source_id DESC, other.id LIMIT 1)
                    LIMIT 1) newer ON newer.id != ALL(c.path || c.id)
                WHERE c.steps < %s)
            SELECT DISTINCT ON (start) start, path || id FROM chain
            WHERE steps > 0 ORDER BY start, steps DESC""",
            list(ids),
            list(ids),
            MOST_STEPS,
        )
    )
    return dict(cr.fetchall())
