"""Taking an import back: every row that it changed becomes what it was.

While an import runs, triggers keep the rows that it is going to change, whatever
statement changes them, as they were before its first change (`garage_catalog_undo`).
They work for the transaction of an import only; a person's own changes cost nothing.
New rows are known by the import's number that they carry.
"""

from __future__ import annotations

from typing import Any

from odoo.tools import SQL

_SETTING = "garage.catalog_batch"
#: rows that an import changes or takes away; whether it may also add unmarked ones
_TABLES = {
    "garage_catalog_item": False,
    "garage_catalog_xref": False,
    "garage_catalog_fitment": False,
    "garage_catalog_discount": True,
    "garage_catalog_group": True,
}
#: what stays as it is when an article becomes what it was
_KEPT_COLUMNS = {"id", "product_id"}
_FUNCTION = """
CREATE OR REPLACE FUNCTION garage_catalog_keep() RETURNS trigger AS $body$
DECLARE
    batch int := NULLIF(current_setting('garage.catalog_batch', true), '')::int;
BEGIN
    IF batch IS NULL THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'INSERT' THEN
        INSERT INTO garage_catalog_undo (batch_id, row_table, row_id)
        SELECT batch, TG_TABLE_NAME, now_there.id FROM now_there;
        RETURN NULL;
    END IF;
    -- a row that carries the number of this import was kept before, or is new
    INSERT INTO garage_catalog_undo (batch_id, row_table, row_id, image)
    SELECT batch, TG_TABLE_NAME, row.id, row.image
      FROM (SELECT was.id, to_jsonb(was) AS image
              FROM was OFFSET 0) row
     WHERE COALESCE((row.image ->> 'batch_id')::int,
                    (row.image ->> 'batch_ref')::int) IS DISTINCT FROM batch;
    RETURN NULL;
END $body$ LANGUAGE plpgsql
"""


def install_journal(cr: Any) -> None:
    """Make the triggers; does nothing where they are."""
    cr.execute(SQL(_FUNCTION))
    for table, added in _TABLES.items():
        _ensure_trigger(cr, table, "UPDATE", SQL("OLD TABLE AS was"))
        if added:
            _ensure_trigger(cr, table, "INSERT", SQL("NEW TABLE AS now_there"))
    _ensure_trigger(cr, "garage_catalog_xref", "DELETE", SQL("OLD TABLE AS was"))


def _ensure_trigger(cr: Any, table: str, event: str, rows: SQL) -> None:
    name = f"garage_catalog_keep_{event.lower()}"
    cr.execute(
        SQL(
            """SELECT 1 FROM pg_trigger WHERE tgname = %s AND tgrelid = to_regclass(%s)
            UNION ALL SELECT 1 WHERE to_regclass(%s) IS NULL""",
            name,
            table,
            table,
        )
    )
    if not cr.rowcount:
        cr.execute(
            SQL(
                """CREATE TRIGGER %s AFTER %s ON %s REFERENCING %s
                FOR EACH STATEMENT EXECUTE FUNCTION garage_catalog_keep()""",
                SQL.identifier(name),
                SQL(event),
                SQL.identifier(table),
                rows,
            )
        )


def remove_journal(cr: Any) -> None:
    """Take away what the add-on's tables do not take with them."""
    cr.execute(SQL("DROP FUNCTION IF EXISTS garage_catalog_keep() CASCADE"))


def begin(cr: Any, batch_id: int) -> None:
    """Keep from now on what this import changes."""
    cr.execute(SQL("SELECT set_config(%s, %s, true)", _SETTING, str(batch_id)))


def end(cr: Any) -> None:
    """What follows is no import."""
    cr.execute(SQL("SELECT set_config(%s, '', true)", _SETTING))


def keep_source(cr: Any, batch_id: int, source_id: int) -> None:
    """Keep what a catalogue remembers of its last file."""
    cr.execute(
        SQL(
            """INSERT INTO garage_catalog_undo (batch_id, row_table, row_id, image)
            SELECT %s, 'garage_catalog_source', id, jsonb_build_object(
                'profile', profile, 'last_batch_id', last_batch_id)
            FROM garage_catalog_source WHERE id = %s""",
            batch_id,
            source_id,
        )
    )


def count(cr: Any, batch_id: int) -> int:
    """Return about how many rows have to be written to take the import back."""
    cr.execute(
        SQL(
            """SELECT (SELECT count(*) FROM garage_catalog_undo WHERE batch_id = %s)
            + (SELECT count(*) FROM garage_catalog_item WHERE batch_id = %s)
            + (SELECT count(*) FROM garage_catalog_fitment WHERE batch_ref = %s)""",
            batch_id,
            batch_id,
            batch_id,
        )
    )
    return int(cr.fetchone()[0])


def forget(cr: Any, batch_ids: list[int]) -> None:
    """Forget how rows looked before these imports."""
    cr.execute(
        SQL("DELETE FROM garage_catalog_undo WHERE batch_id = ANY(%s)", batch_ids)
    )


class Undo:
    """Takes the newest import of a catalogue back, in the caller's transaction."""

    def __init__(self, cr: Any, batch_id: int, source_id: int) -> None:
        self._cr = cr
        self._batch_id = batch_id
        self._source_id = source_id

    def run(self) -> None:
        """Make every row what it was; products and their links stay."""
        self._first_images()
        self._drop_new()
        self._restore("garage_catalog_fitment")
        self._restore("garage_catalog_item")
        self._put_back("garage_catalog_xref")
        for table in ("garage_catalog_discount", "garage_catalog_group"):
            self._drop_noted(table)
            self._restore(table)
        self._drop_noted("product_supplierinfo")
        self._restore("product_supplierinfo")
        self._restore("garage_catalog_source", ("profile", "last_batch_id"))
        forget(self._cr, [self._batch_id])

    def _first_images(self) -> None:
        """Of several images of a row the first counts."""
        self._run("DROP TABLE IF EXISTS garage_undo_first")
        self._run(
            """CREATE TEMP TABLE garage_undo_first ON COMMIT DROP AS
            SELECT DISTINCT ON (row_table, row_id) row_table, row_id, image
              FROM garage_catalog_undo WHERE batch_id = %s
          ORDER BY row_table, row_id, id""",
            self._batch_id,
        )
        self._run("ANALYZE garage_undo_first")

    def _drop_new(self) -> None:
        """Take away what the import brought.

        A new article that became a product since, or of which a person said what it
        fits, stays, as withdrawn, unless its number is that of an article which gets
        its old number back.
        """
        self._run(
            "DELETE FROM garage_catalog_xref WHERE source_id = %s AND batch_ref = %s",
            self._source_id,
            self._batch_id,
        )
        self._run(
            """DELETE FROM garage_catalog_fitment f WHERE batch_ref = %s
               AND NOT EXISTS (SELECT FROM garage_undo_first u
                WHERE u.row_table = 'garage_catalog_fitment' AND u.row_id = f.id)""",
            self._batch_id,
        )
        new = SQL(
            """item.batch_id = %s AND NOT EXISTS (SELECT FROM garage_undo_first u
                WHERE u.row_table = 'garage_catalog_item' AND u.row_id = item.id)""",
            self._batch_id,
        )
        self._run(
            """DELETE FROM garage_catalog_item item WHERE %s AND (
                (product_id IS NULL AND NOT EXISTS (
                    SELECT FROM garage_part_fitment own WHERE own.item_id = item.id))
                OR (brand_id, number_norm) IN (
                    SELECT (image ->> 'brand_id')::int, image ->> 'number_norm'
                      FROM garage_undo_first
                     WHERE row_table = 'garage_catalog_item'))""",
            new,
        )
        self._run(
            """UPDATE garage_catalog_item item SET state = 'deleted', batch_id = NULL
            WHERE %s""",
            new,
        )

    def _columns(self, table: str) -> list[str]:
        self._cr.execute(
            SQL(
                """SELECT attname FROM pg_attribute
                WHERE attrelid = to_regclass(%s) AND attnum > 0 AND NOT attisdropped
                  AND attgenerated = '' ORDER BY attnum""",
                table,
            )
        )
        return [row[0] for row in self._cr.fetchall()]

    def _restore(self, table: str, only: tuple[str, ...] = ()) -> None:
        """Write the old values of changed rows that are still there."""
        names = only or [c for c in self._columns(table) if c not in _KEPT_COLUMNS]
        self._run(
            """UPDATE %s now_there SET (%s) = ROW(%s)
            FROM garage_undo_first u,
                 LATERAL jsonb_populate_record(NULL::%s, u.image) was
            WHERE u.row_table = %s AND u.image IS NOT NULL
              AND now_there.id = u.row_id""",
            SQL.identifier(table),
            SQL(", ").join(map(SQL.identifier, names)),
            SQL(", ").join(SQL.identifier("was", name) for name in names),
            SQL.identifier(table),
            table,
        )

    def _put_back(self, table: str) -> None:
        """Add rows that the import took away, under their old numbers."""
        names = self._columns(table)
        self._run(
            """INSERT INTO %s (%s) SELECT %s FROM garage_undo_first u,
                 LATERAL jsonb_populate_record(NULL::%s, u.image) was
            WHERE u.row_table = %s AND u.image IS NOT NULL ON CONFLICT DO NOTHING""",
            SQL.identifier(table),
            SQL(", ").join(map(SQL.identifier, names)),
            SQL(", ").join(SQL.identifier("was", name) for name in names),
            SQL.identifier(table),
            table,
        )

    def _drop_noted(self, table: str) -> None:
        """Take away rows of small tables that were noted as new."""
        self._run(
            """DELETE FROM %s gone USING garage_undo_first u
            WHERE u.row_table = %s AND u.image IS NULL AND gone.id = u.row_id""",
            SQL.identifier(table),
            table,
        )

    def _run(self, query: str, *arguments: object) -> None:
        self._cr.execute(SQL(query, *arguments))
