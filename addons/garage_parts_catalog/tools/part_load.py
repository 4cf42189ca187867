"""Sets of records that together make an article, merged in the caller's transaction."""

from __future__ import annotations

from odoo.tools import SQL

from .bulk_fitments import FitmentLoad
from .bulk_tables import ITEM_VALUES
from .part_tables import EXTRA_VALUES

_WHOLE = "garage_stage_whole"
# The rule that says how a text of several lines reads in one piece.
_TEXT = SQL(
    "btrim(string_agg(line.body, E'\\n' ORDER BY line.position, line.line), %s)", "\n "
)
# Blocks under a key of their own, and the texts of articles with blocks put in.
_TEXTS = SQL(
    """block AS (
        SELECT line.kind || line.key AS key, %s AS body
          FROM garage_stage_text line WHERE line.kind != 'D' GROUP BY 1),
    own AS (
        SELECT line.key AS number_norm, %s AS body FROM (
            SELECT d.line, d.key, d.position, COALESCE(b.body, d.body) AS body
              FROM garage_stage_text d LEFT JOIN block b ON b.key = d.insert_key
             WHERE d.kind = 'D') line GROUP BY 1)""",
    _TEXT,
    _TEXT,
)


class PartLoad(FitmentLoad):
    """What DATANORM and PIES need beside articles, references and fitments."""

    def drop_partial(self) -> list[tuple[int, str]]:
        """Leave out additions to articles that nobody has; returns line and number."""
        self._analyze("garage_stage_part")
        self._run(
            """DELETE FROM garage_stage_part p WHERE p.partial AND NOT EXISTS (
                SELECT FROM garage_stage_part a WHERE NOT a.partial
                   AND a.brand_id = p.brand_id AND a.number_norm = p.number_norm)
            AND NOT EXISTS (
                SELECT FROM garage_catalog_item item
                 WHERE item.source_id = %s AND item.brand_id = p.brand_id
                   AND item.number_norm = p.number_norm AND item.state = 'active')
            RETURNING p.line, p.number""",
            self._source_id,
        )
        return sorted(self._cr.fetchall())

    def gather_parts(self) -> dict[str, int]:
        """Make one staged article of all its records and of what is known of it."""
        values = [name for name, _kind in (*ITEM_VALUES, *EXTRA_VALUES)]
        columns = [self._gathered(name) for name in values]
        self._run(
            """CREATE TEMP TABLE garage_stage_whole ON COMMIT DROP AS
            SELECT max(p.line) AS line, p.brand_id, p.number_norm, %s AS number, %s,
                item.id AS item_id, item.list_price AS was_list, item.cost AS was_cost,
                item.description AS was_description,
                bool_or(NOT p.partial) AS named
            FROM garage_stage_part p LEFT JOIN garage_catalog_item item
              ON item.source_id = %s AND item.brand_id = p.brand_id
             AND item.number_norm = p.number_norm
            GROUP BY p.brand_id, p.number_norm, item.id""",
            SQL("COALESCE(%s, min(p.number))", self._last("number", "NOT p.partial")),
            SQL(", ").join(columns),
            self._source_id,
        )
        self._analyze(_WHOLE)
        self._gather_texts()
        shown = SQL(", ").join(SQL.identifier(name) for name, _kind in ITEM_VALUES)
        self._run(
            """INSERT INTO garage_stage_item (line, brand_id, number_norm, number, %s)
            SELECT line, brand_id, number_norm, number, %s FROM garage_stage_whole""",
            shown,
            shown,
        )
        self._run(
            """SELECT count(*) FILTER (WHERE item_id IS NOT NULL
                AND (list_price, cost) IS DISTINCT FROM (was_list, was_cost)),
                count(*) FILTER (WHERE named),
                count(*) FILTER (WHERE description IS DISTINCT FROM was_description)
            FROM garage_stage_whole"""
        )
        names = ("prices_changed", "parts_named", "texts_changed")
        return dict(zip(names, self._cr.fetchone(), strict=True))

    def _gather_texts(self) -> None:
        """Put the file's texts to its own articles, to be written once with them."""
        self._analyze("garage_stage_text")
        self._run(
            """WITH %s
            UPDATE garage_stage_whole whole SET description = told.body FROM (
                SELECT w.brand_id, w.number_norm, COALESCE(own.body, block.body) AS body
                  FROM garage_stage_whole w
                  LEFT JOIN own ON own.number_norm = w.number_norm
                  LEFT JOIN block ON block.key = 'T' || w.text_key) told
            WHERE told.body IS NOT NULL AND whole.brand_id = told.brand_id
              AND whole.number_norm = told.number_norm""",
            _TEXTS,
        )

    def _gathered(self, name: str) -> SQL:
        """Return the last word of the file on a column, else what is known."""
        if name == "assets":
            known, found = SQL("item.attrs -> 'assets'"), self._last(name)
        elif name == "product_group":
            known = SQL("item.product_group")
            found = SQL(
                "NULLIF(concat_ws('/', %s, %s), '')",
                self._last("main_group"),
                self._last("product_group"),
            )
        else:
            known, found = SQL.identifier("item", name), self._last(name)
        return SQL("COALESCE(%s, %s) AS %s", found, known, SQL.identifier(name))

    @staticmethod
    def _last(name: str, condition: str = "TRUE") -> SQL:
        return SQL(
            """(array_agg(p.%s ORDER BY p.rank DESC, p.line DESC)
                FILTER (WHERE p.%s IS NOT NULL AND %s))[1]""",
            SQL(name),
            SQL(name),
            SQL(condition),
        )

    def merge_extras(self) -> dict[str, int]:
        """Write what a price list cannot say; counts parts not counted before."""
        plain = [name for name, _kind in EXTRA_VALUES if name != "assets"]
        self._run(
            """WITH changed AS (
                SELECT item.id, item.batch_id AS was, %s,
                    CASE WHEN w.assets IS NULL THEN item.attrs ELSE
                        COALESCE(item.attrs, '{}') || jsonb_build_object(
                            'assets', w.assets) END AS attrs
                FROM garage_stage_whole w JOIN garage_catalog_item item
                  ON item.source_id = %s AND item.brand_id = w.brand_id
                 AND item.number_norm = w.number_norm)
            UPDATE garage_catalog_item item
            SET attrs = c.attrs, batch_id = %s, (write_uid, write_date) = ROW(%s), %s
            FROM changed c WHERE item.id = c.id
              AND (item.attrs, %s) IS DISTINCT FROM (c.attrs, %s)
            RETURNING c.was IS DISTINCT FROM %s""",
            SQL(", ").join(SQL("w.%s", SQL.identifier(name)) for name in plain),
            self._source_id,
            self._batch_id,
            self._stamp,
            SQL(", ").join(
                SQL("%s = c.%s", SQL.identifier(name), SQL.identifier(name))
                for name in plain
            ),
            SQL(", ").join(SQL.identifier("item", name) for name in plain),
            SQL(", ").join(SQL.identifier("c", name) for name in plain),
            self._batch_id,
        )
        more = sum(row[0] for row in self._cr.fetchall())
        return {"items_changed": more, "items_unchanged": -more}

    def merge_texts(self) -> dict[str, int]:
        """Put the texts to articles that the file does not name otherwise.

        A text of its own comes before a block.
        """
        self._run(
            """WITH %s,
            told AS (
                SELECT item.id, COALESCE(own.body, block.body) AS body
                  FROM garage_catalog_item item
                  LEFT JOIN own ON own.number_norm = item.number_norm
                  LEFT JOIN block ON block.key = 'T' || item.text_key
                 WHERE item.source_id = %s
                   AND COALESCE(own.body, block.body) IS NOT NULL)
            UPDATE garage_catalog_item item
            SET description = told.body, batch_id = %s,
                (write_uid, write_date) = ROW(%s)
            FROM told WHERE item.id = told.id
              AND item.description IS DISTINCT FROM told.body""",
            _TEXTS,
            self._source_id,
            self._batch_id,
            self._stamp,
        )
        changed = self._cr.rowcount
        self._run(
            """SELECT count(*) FROM garage_stage_whole w JOIN garage_catalog_item item
                ON item.source_id = %s AND item.brand_id = w.brand_id
               AND item.number_norm = w.number_norm
            WHERE item.text_key IS NOT NULL AND item.description IS NULL""",
            self._source_id,
        )
        return {"texts_changed": changed, "texts_missing": self._cr.fetchone()[0]}

    def renumber(self) -> dict[str, int]:
        """Give articles their new number; the old one stays a way to find them."""
        self._run(
            """WITH moved AS (
                UPDATE garage_catalog_item item
                SET number = s.new_number, number_norm = s.new_norm, batch_id = %s,
                    search_text = concat_ws(' ', s.new_number, b.name, item.name),
                    (write_uid, write_date) = ROW(%s)
                FROM (SELECT DISTINCT ON (brand_id, new_norm) *
                        FROM garage_stage_renumber
                       ORDER BY brand_id, new_norm, line DESC) s
                JOIN garage_catalog_brand b ON b.id = s.brand_id
                JOIN garage_catalog_item old ON old.source_id = %s
                 AND old.brand_id = s.brand_id AND old.number_norm = s.number_norm
                WHERE item.id = old.id AND s.new_norm != s.number_norm
                  AND NOT EXISTS (SELECT FROM garage_catalog_item taken
                    WHERE taken.source_id = old.source_id
                      AND taken.brand_id = s.brand_id
                      AND taken.number_norm = s.new_norm)
                RETURNING item.id, old.number AS old_number, s.number_norm)
            INSERT INTO garage_catalog_xref (item_id, source_id, batch_ref, relation,
                number, number_norm, create_uid, create_date, write_uid, write_date)
            SELECT id, %s, %s, 'replaces', old_number, number_norm, %s, %s FROM moved
            ON CONFLICT (item_id, relation, COALESCE(brand_id, 0), number_norm)
            DO NOTHING""",
            self._batch_id,
            self._stamp,
            self._source_id,
            self._source_id,
            self._batch_id,
            self._stamp,
            self._stamp,
        )
        return {"items_renumbered": self._cr.rowcount}

    def retire(self) -> dict[str, int]:
        """Withdraw the articles that the file deletes and does not name later."""
        self._run(
            """UPDATE garage_catalog_item item
            SET state = 'deleted', batch_id = %s, (write_uid, write_date) = ROW(%s)
            FROM garage_stage_end e
            WHERE item.source_id = %s AND item.brand_id = e.brand_id
              AND item.number_norm = e.number_norm AND item.state != 'deleted'
              AND NOT EXISTS (SELECT FROM garage_stage_part p WHERE NOT p.partial
                  AND p.brand_id = e.brand_id AND p.number_norm = e.number_norm
                  AND p.line > e.line)""",
            self._batch_id,
            self._stamp,
            self._source_id,
        )
        return {"items_withdrawn": self._cr.rowcount}

    def end_missing_of_brands(self) -> dict[str, int]:
        """Mark articles of the file's brands that it does not name as discontinued."""
        self._run(
            """UPDATE garage_catalog_item item
            SET state = 'discontinued', batch_id = %s, (write_uid, write_date) = ROW(%s)
            WHERE item.source_id = %s AND item.state = 'active'
              AND item.brand_id IN (SELECT brand_id FROM garage_stage_item)
              AND NOT EXISTS (SELECT FROM garage_stage_item s
                  WHERE s.brand_id = item.brand_id
                    AND s.number_norm = item.number_norm)""",
            self._batch_id,
            self._stamp,
            self._source_id,
        )
        return {"items_ended": self._cr.rowcount}

    def _run(self, query: str, *arguments: object) -> None:
        self._cr.execute(SQL(query, *arguments))


def apply_discounts(cr, uid: int, source_id: int, batch_id: int | None = None) -> int:
    """Work out purchase prices that follow from the discount group; counts them."""
    cr.execute(
        SQL(
            """WITH priced AS (
                SELECT item.id, round(item.list_price * CASE d.kind
                    WHEN 'rate' THEN 1 - d.value / 100 ELSE d.value END, 4) AS cost
                  FROM garage_catalog_item item JOIN garage_catalog_discount d
                    ON d.source_id = item.source_id AND d.code = item.discount_group
                 WHERE item.source_id = %s AND item.cost_by_group
                   AND item.list_price IS NOT NULL)
            UPDATE garage_catalog_item item SET cost = priced.cost,
                batch_id = COALESCE(%s, item.batch_id), write_uid = %s,
                write_date = now() AT TIME ZONE 'utc'
            FROM priced WHERE item.id = priced.id
              AND item.cost IS DISTINCT FROM priced.cost""",
            source_id,
            batch_id,
            uid,
        )
    )
    return int(cr.rowcount)


def apply_groups(cr, uid: int, source_id: int) -> int:
    """Give articles without a kind the kind of their product group; counts them."""
    cr.execute(
        SQL(
            """UPDATE garage_catalog_item item SET kind_id = COALESCE(
                    sub.kind_id, main.kind_id), write_uid = %s,
                write_date = now() AT TIME ZONE 'utc'
            FROM garage_catalog_item same
            LEFT JOIN garage_catalog_group sub ON sub.source_id = same.source_id
                 AND sub.code = same.product_group
            LEFT JOIN garage_catalog_group main ON main.source_id = same.source_id
                 AND main.code = split_part(same.product_group, '/', 1)
            WHERE item.id = same.id AND item.source_id = %s AND item.kind_id IS NULL
              AND COALESCE(sub.kind_id, main.kind_id) IS NOT NULL""",
            uid,
            source_id,
        )
    )
    return int(cr.rowcount)
