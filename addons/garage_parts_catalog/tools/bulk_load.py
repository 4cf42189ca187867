"""The only place where catalogue rows are written past the ORM.

A supplier's list has up to millions of lines; the ORM would need hours.  Rows go by
COPY into temporary tables and from there, set by set, into the catalogue.  Rows that
did not change are not written.  Everything happens in the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from odoo.tools import SQL

from ..reading.order import Piece
from . import undo
from .bulk_tables import ITEM_VALUES, TABLES
from .pace import Pace

_LOCK_SPACE = 1_734_439_521  # any constant of our own: advisory locks are global
_COPIED = 256 * 1024  # at a time
_ANALYZE_FROM = 500  # written rows after which the planner's numbers are stale
_MADE = ("garage_stage_named", "garage_stage_statement", "garage_stage_whole")
#: for this transaction only: sort in memory, and gather new words for the text indexes
#: before they are merged into them
_SETTINGS = {
    "work_mem": "64MB",
    "maintenance_work_mem": "128MB",
    "gin_pending_list_limit": "64MB",
}


def try_lock(cr: Any, source_id: int) -> bool:
    """Return whether no other import of this source is running.

    The lock ends with the transaction.  A transaction that began before the last
    import ended does not see what it wrote: then the database refuses the short look
    at the source, and the server begins anew.
    """
    cr.execute(SQL("SELECT pg_try_advisory_xact_lock(%s, %s)", _LOCK_SPACE, source_id))
    if not cr.fetchone()[0]:
        return False
    cr.execute("SAVEPOINT garage_catalog_fresh")
    cr.execute(
        SQL("SELECT 1 FROM garage_catalog_source WHERE id = %s FOR SHARE", source_id)
    )
    # no lock on the row is kept: people go on working with the catalogue
    cr.execute("ROLLBACK TO SAVEPOINT garage_catalog_fresh")
    return True


class BulkLoad:
    """Staging and merging of one file; ``uid`` signs the written rows."""

    def __init__(self, cr: Any, uid: int, source_id: int, batch_id: int) -> None:
        self._cr = cr
        self._stamp = SQL("%s, now() AT TIME ZONE 'utc'", uid)
        self._source_id = source_id
        self._batch_id = batch_id
        self.pace = Pace(cr)

    def open(self) -> None:
        """Make the empty staging tables; they end with the transaction."""
        self.close()
        undo.begin(self._cr, self._batch_id)
        for name, value in _SETTINGS.items():
            self._cr.execute(SQL("SELECT set_config(%s, %s, true)", name, value))
        for table, columns in TABLES.items():
            definition = SQL(", ").join(
                SQL("%s %s", SQL.identifier(name), SQL(kind)) for name, kind in columns
            )
            self._cr.execute(
                SQL(
                    "CREATE TEMP TABLE %s (%s) ON COMMIT DROP",
                    SQL.identifier(table),
                    definition,
                )
            )

    def close(self) -> None:
        """Drop the staging tables."""
        for table in (*TABLES, *_MADE):
            self._cr.execute(SQL("DROP TABLE IF EXISTS %s", SQL.identifier(table)))

    def stage(self, piece: Piece) -> None:
        """Append rows in the column order of ``TABLES``."""
        for table, text in piece.tables.items():
            names = [SQL.identifier(name) for name, _kind in TABLES[table]]
            query = SQL(
                "COPY %s (%s) FROM STDIN", SQL.identifier(table), SQL(", ").join(names)
            )
            self._cr.copy_expert(query.code, text, size=_COPIED)

    def _in_steps(
        self, table: str, wanted: SQL, statement: Callable[[SQL], SQL]
    ) -> int:
        """Run a statement over staged rows ``s``, a few pages of them at a time.

        :param wanted: condition on ``s``; nothing is run where no row meets it
        :param statement: gets the condition on ``s`` that says which rows
        """
        name = SQL.identifier(table)
        self._cr.execute(SQL("SELECT 1 FROM %s s WHERE %s LIMIT 1", name, wanted))
        if not self._cr.rowcount:
            return 0
        self._cr.execute(
            SQL(
                """SELECT pg_relation_size(%s)
                / current_setting('block_size')::bigint""",
                table,
            )
        )
        pages, first, written = int(self._cr.fetchone()[0]), 0, 0
        self.pace.start()
        while first < pages:
            begun, end = self.pace.begin(), first + self.pace.pages
            rows = SQL(
                "%s AND s.ctid >= %s::tid AND s.ctid < %s::tid",
                wanted,
                f"({first},0)",
                f"({end},0)",
            )
            self._cr.execute(statement(rows))
            written += self._cr.rowcount
            first = end
            self.pace.end(begun, min(first / pages, 1))
        return written

    def merge_items(
        self, columns: Iterable[str], *, complete_only: bool = False
    ) -> dict[str, int]:
        """Insert and update articles; only ``columns`` of known ones change.

        :param complete_only: fill what is empty on known articles and leave the rest:
            a fitment file says nothing about spelling or availability
        """
        given = [SQL.identifier(name) for name in columns if name != "name"]
        self._analyze("garage_stage_item", "brand_id", "number_norm")
        staged = self._count("garage_stage_item")
        named = self._settle_items(given)
        new = self._insert_items()
        update = self._complete_items if complete_only else self._update_items
        counts = {"items_new": new, "items_changed": update(given)}
        written = sum(counts.values())
        if written > _ANALYZE_FROM:
            # the next joins need to know that the table has grown
            self._analyze("garage_catalog_item")
        return {
            **counts,
            "items_unchanged": named - written,
            "duplicates": staged - named,
        }

    def _settle_items(self, given: list[SQL]) -> int:
        """Keep the last word of the file on each article, beside what is stored."""
        self._cr.execute(
            SQL(
                """CREATE TEMP TABLE garage_stage_named ON COMMIT DROP AS
                SELECT s.*, item.id AS known_id,
                    (item.state, item.number, item.name %s) IS DISTINCT FROM (
                        'active', s.number, COALESCE(s.name, item.name) %s) AS differs
                FROM (SELECT DISTINCT ON (brand_id, number_norm) *
                        FROM garage_stage_item
                    ORDER BY brand_id, number_norm, line DESC) s
                LEFT JOIN garage_catalog_item item ON item.source_id = %s
                    AND item.brand_id = s.brand_id
                    AND item.number_norm = s.number_norm""",
                SQL().join(SQL(", item.%s", column) for column in given),
                SQL().join(SQL(", %s", self._staged_value(col)) for col in given),
                self._source_id,
            )
        )
        self._analyze("garage_stage_named", "brand_id", "number_norm", "known_id")
        return self._count("garage_stage_named")

    def _insert_items(self) -> int:
        names = [name for name, _kind in ITEM_VALUES]
        # an article of an import is signed by its batch: checking the same user for
        # each of a million rows would cost as much as writing them
        return self._in_steps(
            "garage_stage_named",
            SQL("s.known_id IS NULL"),
            lambda rows: SQL(
                """INSERT INTO garage_catalog_item (
                    source_id, batch_id, state, brand_id, number, number_norm,
                    search_text, create_date, write_date, %s)
                SELECT %s, %s, 'active', s.brand_id, s.number, s.number_norm,
                    concat_ws(' ', s.number, b.name, s.name),
                    now() AT TIME ZONE 'utc', now() AT TIME ZONE 'utc', %s
                FROM garage_stage_named s
                JOIN garage_catalog_brand b ON b.id = s.brand_id
                WHERE %s""",
                SQL(", ").join(map(SQL.identifier, names)),
                self._source_id,
                self._batch_id,
                SQL(", ").join(
                    self._staged_value(SQL.identifier(name)) for name in names
                ),
                rows,
            ),
        )

    def _update_items(self, given: list[SQL]) -> int:
        return self._in_steps(
            "garage_stage_named",
            SQL("s.known_id IS NOT NULL AND s.differs"),
            lambda rows: SQL(
                """UPDATE garage_catalog_item item SET
                    batch_id = %s, state = 'active', number = s.number,
                    name = COALESCE(s.name, item.name),
                    search_text = CASE WHEN s.name IS NULL THEN item.search_text
                        ELSE concat_ws(' ', s.number, b.name, s.name) END,
                    (write_uid, write_date) = ROW(%s) %s
                FROM garage_stage_named s
                JOIN garage_catalog_brand b ON b.id = s.brand_id
                WHERE item.id = s.known_id AND %s""",
                self._batch_id,
                self._stamp,
                SQL().join(
                    SQL(", %s = %s", column, self._staged_value(column))
                    for column in given
                ),
                rows,
            ),
        )

    def _complete_items(self, given: list[SQL]) -> int:
        """Fill what known articles do not say."""
        return self._in_steps(
            "garage_stage_named",
            SQL("s.known_id IS NOT NULL"),
            lambda rows: SQL(
                """UPDATE garage_catalog_item item
                SET batch_id = %s, (write_uid, write_date) = ROW(%s) %s
                FROM garage_stage_named s
                WHERE item.id = s.known_id AND (%s) AND %s""",
                self._batch_id,
                self._stamp,
                SQL().join(
                    SQL(", %s = COALESCE(item.%s, s.%s)", column, column, column)
                    for column in given
                ),
                SQL(" OR ").join(
                    SQL("(item.%s IS NULL AND s.%s IS NOT NULL)", column, column)
                    for column in given
                ),
                rows,
            ),
        )

    @staticmethod
    def _staged_value(column: SQL) -> SQL:
        if column == SQL.identifier("price_qty"):
            return SQL("COALESCE(s.price_qty, 1)")
        return SQL("s.%s", column)

    def end_missing_items(self) -> dict[str, int]:
        """Mark articles of the source that the file does not name as discontinued."""
        self._cr.execute(
            SQL(
                """UPDATE garage_catalog_item item
                SET state = 'discontinued', batch_id = %s,
                    (write_uid, write_date) = ROW(%s)
                WHERE item.source_id = %s AND item.state = 'active' AND NOT EXISTS (
                    SELECT FROM garage_stage_named s WHERE s.brand_id = item.brand_id
                       AND s.number_norm = item.number_norm)""",
                self._batch_id,
                self._stamp,
                self._source_id,
            )
        )
        return {"items_ended": self._cr.rowcount}

    def merge_references(self) -> dict[str, int]:
        """Add cross references, and follow replacements inside the catalogue."""
        self._analyze("garage_stage_xref")
        self._cr.execute(
            SQL(
                """INSERT INTO garage_catalog_xref (
                    item_id, source_id, batch_ref, relation, number, number_norm,
                    create_uid, create_date, write_uid, write_date)
                SELECT DISTINCT ON (item.id, s.relation, s.ref_norm)
                    item.id, %s, %s, s.relation, s.ref_number, s.ref_norm, %s, %s
                FROM garage_stage_xref s JOIN garage_catalog_item item
                  ON item.source_id = %s AND item.brand_id = s.brand_id
                 AND item.number_norm = s.number_norm
                ORDER BY item.id, s.relation, s.ref_norm, s.line DESC
                ON CONFLICT (item_id, relation, COALESCE(brand_id, 0), number_norm)
                DO NOTHING""",
                self._source_id,
                self._batch_id,
                self._stamp,
                self._stamp,
                self._source_id,
            )
        )
        added = self._cr.rowcount
        self._follow_replacements()
        return {"references_new": added}

    def end_missing_references(
        self, relations: Iterable[str] | None = None
    ) -> dict[str, int]:
        """Drop references that the file no longer names for the parts it names.

        Only kinds of references that the file speaks of, which are those that it
        names unless ``relations`` says more; comes after the new ones.
        """
        kinds = sorted(relations or self._staged_relations())
        self._cr.execute(
            SQL(
                """DELETE FROM garage_catalog_xref x
                USING garage_catalog_item item, garage_stage_named named
                WHERE x.source_id = %s AND x.relation = ANY(%s)
                  AND x.batch_ref IS DISTINCT FROM %s AND item.id = x.item_id
                  AND item.id = named.known_id AND NOT EXISTS (
                    SELECT FROM garage_stage_xref s WHERE s.relation = x.relation
                       AND s.brand_id = item.brand_id
                       AND s.number_norm = item.number_norm
                       AND s.ref_norm = x.number_norm)""",
                self._source_id,
                kinds,
                self._batch_id,
            )
        )
        ended = self._cr.rowcount
        if "replaced_by" in kinds:
            self._forget_replacements()
        return {"references_ended": ended}

    def _staged_relations(self) -> list[str]:
        self._cr.execute(SQL("SELECT DISTINCT relation FROM garage_stage_xref"))
        return [row[0] for row in self._cr.fetchall()]

    def _forget_replacements(self) -> None:
        """An article that the file names without a successor has none any more."""
        self._cr.execute(
            SQL(
                """UPDATE garage_catalog_item item SET superseded_by_id = NULL
                FROM garage_stage_named named
                WHERE item.id = named.known_id AND item.superseded_by_id IS NOT NULL
                  AND NOT EXISTS (SELECT FROM garage_catalog_xref x
                    WHERE x.item_id = item.id AND x.relation = 'replaced_by')"""
            )
        )

    def _follow_replacements(self) -> None:
        """Point articles at their successors where the catalogue has them."""
        self._cr.execute(
            SQL(
                """WITH named AS MATERIALIZED (
                    SELECT DISTINCT ON (brand_id, number_norm)
                           brand_id, number_norm, ref_norm
                      FROM garage_stage_xref WHERE relation = 'replaced_by'
                  ORDER BY brand_id, number_norm, line DESC)
                UPDATE garage_catalog_item item
                SET superseded_by_id = successor.id
                FROM named JOIN garage_catalog_item successor
                  ON successor.source_id = %s AND successor.brand_id = named.brand_id
                 AND successor.number_norm = named.ref_norm
                WHERE item.source_id = %s AND item.brand_id = named.brand_id
                  AND item.number_norm = named.number_norm
                  AND item.id != successor.id
                  AND item.superseded_by_id IS DISTINCT FROM successor.id""",
                self._source_id,
                self._source_id,
            )
        )

    def finish(self) -> None:
        """Merge new words into the text indexes, so that no look-up has to."""
        self.close()
        undo.end(self._cr)
        self._cr.execute(
            SQL(
                """SELECT gin_clean_pending_list(indexrelid::regclass)
                FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
                JOIN pg_am ON pg_am.oid = relam AND amname = 'gin'
                WHERE indrelid = 'garage_catalog_item'::regclass"""
            )
        )

    def _analyze(self, table: str, *columns: str) -> None:
        """Tell the planner of the rows, at least of these columns."""
        names = SQL(", ").join(map(SQL.identifier, columns))
        listed = SQL("(%s)", names) if columns else SQL()
        self._cr.execute(SQL("ANALYZE %s %s", SQL.identifier(table), listed))

    def _count(self, table: str) -> int:
        self._cr.execute(SQL("SELECT count(*) FROM %s", SQL.identifier(table)))
        return int(self._cr.fetchone()[0])
