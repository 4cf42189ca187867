"""The only place where catalogue rows are written past the ORM.

A supplier's list has up to millions of lines; the ORM would need hours.  Rows go by
COPY into temporary tables and from there, set by set, into the catalogue.  Rows that
did not change are not written.  Everything happens in the caller's transaction.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from odoo.tools import SQL

from .bulk_tables import ITEM_VALUES, TABLES, copy_text

_LOCK_SPACE = 1_734_439_521  # any constant of our own: advisory locks are global
_ANALYZE_FROM = 500  # written rows after which the planner's numbers are stale


class BulkLoad:
    """Staging and merging of one file; ``uid`` signs the written rows."""

    def __init__(self, cr: Any, uid: int, source_id: int, batch_id: int) -> None:
        self._cr = cr
        self._stamp = SQL("%s, now() AT TIME ZONE 'utc'", uid)
        self._source_id = source_id
        self._batch_id = batch_id

    def try_lock(self) -> bool:
        """Return whether no other import of this source is running."""
        self._cr.execute(
            SQL(
                "SELECT pg_try_advisory_xact_lock(%s, %s)", _LOCK_SPACE, self._source_id
            )
        )
        return bool(self._cr.fetchone()[0])

    def open(self) -> None:
        """Make the empty staging tables; they end with the transaction."""
        self.close()
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
        for table in (*TABLES, "garage_stage_statement", "garage_stage_whole"):
            self._cr.execute(SQL("DROP TABLE IF EXISTS %s", SQL.identifier(table)))

    def stage(self, table: str, rows: Iterable[Sequence[Any]]) -> None:
        """Append rows in the column order of ``TABLES[table]``."""
        names = SQL(", ").join(SQL.identifier(name) for name, _kind in TABLES[table])
        query = SQL("COPY %s (%s) FROM STDIN", SQL.identifier(table), names)
        self._cr.copy_expert(query.code, io.StringIO(copy_text(rows)))

    def merge_items(self, columns: Iterable[str]) -> dict[str, int]:
        """Insert and update articles; only ``columns`` of known ones change."""
        self._analyze("garage_stage_item")
        values = [SQL.identifier(name) for name, _kind in ITEM_VALUES]
        given = [SQL.identifier(name) for name in columns if name != "name"]
        staged = self._count("garage_stage_item")
        self._cr.execute(
            SQL(
                """WITH merged AS (
                INSERT INTO garage_catalog_item AS item (
                    source_id, batch_id, state, brand_id, number, number_norm,
                    search_text, create_uid, create_date, write_uid, write_date, %s)
                SELECT %s, %s, 'active', s.brand_id, s.number, s.number_norm,
                    concat_ws(' ', s.number, b.name, s.name), %s, %s, %s
                FROM (SELECT DISTINCT ON (brand_id, number_norm) *
                        FROM garage_stage_item
                    ORDER BY brand_id, number_norm, line DESC) s
                JOIN garage_catalog_brand b ON b.id = s.brand_id
                ON CONFLICT (source_id, brand_id, number_norm) DO UPDATE SET
                    batch_id = EXCLUDED.batch_id, state = 'active',
                    number = EXCLUDED.number,
                    name = COALESCE(EXCLUDED.name, item.name),
                    search_text = CASE WHEN EXCLUDED.name IS NULL
                        THEN item.search_text ELSE EXCLUDED.search_text END,
                    write_uid = EXCLUDED.write_uid, write_date = EXCLUDED.write_date
                    %s
                WHERE (item.state, item.number, item.name %s) IS DISTINCT FROM (
                    'active', EXCLUDED.number, COALESCE(EXCLUDED.name, item.name) %s)
                RETURNING (xmax = 0) AS is_new)
                SELECT count(*) FILTER (WHERE is_new), count(*) FROM merged""",
                SQL(", ").join(values),
                self._source_id,
                self._batch_id,
                self._stamp,
                self._stamp,
                SQL(", ").join(self._staged_value(name) for name, _k in ITEM_VALUES),
                SQL().join(SQL(", %s = EXCLUDED.%s", col, col) for col in given),
                SQL().join(SQL(", item.%s", col) for col in given),
                SQL().join(SQL(", EXCLUDED.%s", col) for col in given),
            )
        )
        return self._item_counts(staged, *self._cr.fetchone())

    def _item_counts(self, staged: int, new: int, written: int) -> dict[str, int]:
        if written > _ANALYZE_FROM:
            # the next joins need to know that the table has grown
            self._analyze("garage_catalog_item")
        distinct = self._distinct_items()
        return {
            "items_new": new,
            "items_changed": written - new,
            "items_unchanged": distinct - written,
            "duplicates": staged - distinct,
        }

    @staticmethod
    def _staged_value(name: str) -> SQL:
        if name == "price_qty":
            return SQL("COALESCE(s.price_qty, 1)")
        return SQL("s.%s", SQL.identifier(name))

    def end_missing_items(self) -> dict[str, int]:
        """Mark articles of the source that the file does not name as discontinued."""
        self._cr.execute(
            SQL(
                """UPDATE garage_catalog_item item
                SET state = 'discontinued', batch_id = %s,
                    (write_uid, write_date) = ROW(%s)
                WHERE item.source_id = %s AND item.state = 'active' AND NOT EXISTS (
                    SELECT FROM garage_stage_item s WHERE s.brand_id = item.brand_id
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
                    item_id, source_id, relation, number, number_norm,
                    create_uid, create_date, write_uid, write_date)
                SELECT DISTINCT ON (item.id, s.relation, s.ref_norm)
                    item.id, %s, s.relation, s.ref_number, s.ref_norm, %s, %s
                FROM garage_stage_xref s JOIN garage_catalog_item item
                  ON item.source_id = %s AND item.brand_id = s.brand_id
                 AND item.number_norm = s.number_norm
                ORDER BY item.id, s.relation, s.ref_norm, s.line DESC
                ON CONFLICT (item_id, relation, COALESCE(brand_id, 0), number_norm)
                DO NOTHING""",
                self._source_id,
                self._stamp,
                self._stamp,
                self._source_id,
            )
        )
        added = self._cr.rowcount
        self._follow_replacements()
        return {"references_new": added}

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

    def merge_fitments(self, *, replace: bool) -> dict[str, int]:
        """Write the statements; ``replace`` ends those the file no longer makes."""
        self._settle_statements()
        new, written, kept = self._upsert_statements()
        return {
            "fitments_new": new,
            "fitments_changed": written - new,
            "fitments_unchanged": kept - written,
            "fitments_ended": self._end_deleted()
            + (self._end_missing() if replace else 0),
        }

    def _settle_statements(self) -> None:
        """Keep the last word of the file on each statement, with the article's id."""
        self._analyze("garage_stage_fitment")
        self._cr.execute(
            SQL(
                """CREATE TEMP TABLE garage_stage_statement ON COMMIT DROP AS
                SELECT DISTINCT ON (item.id, s.system, s.vehicle_ref, s.part_type,
                                    s.position, s.qualifier_hash)
                       item.id AS item_id, item.brand_id AS item_brand_id, s.*
                  FROM garage_stage_fitment s JOIN garage_catalog_item item
                    ON item.source_id = %s AND item.brand_id = s.brand_id
                   AND item.number_norm = s.number_norm
              ORDER BY item.id, s.system, s.vehicle_ref, s.part_type, s.position,
                       s.qualifier_hash, s.line DESC""",
                self._source_id,
            )
        )
        self._analyze("garage_stage_statement")

    def _upsert_statements(self) -> tuple[int, int, int]:
        self._cr.execute(
            SQL(
                """WITH merged AS (
                INSERT INTO garage_catalog_fitment AS f (
                    item_id, system, vehicle_ref, part_type, position, qualifier_hash,
                    qty, year_from, year_to, qualifiers, note, vehicle_type_id,
                    active, batch_id, create_uid, create_date, write_uid, write_date)
                SELECT s.item_id, s.system, s.vehicle_ref, s.part_type, s.position,
                    s.qualifier_hash, s.qty, s.year_from, s.year_to, s.qualifiers,
                    s.note, k.vehicle_type_id, TRUE, %s, %s, %s
                FROM garage_stage_statement s LEFT JOIN (
                    SELECT system, code, min(vehicle_type_id) AS vehicle_type_id
                      FROM garage_vehicle_type_key GROUP BY system, code) k
                  ON k.system = s.system AND k.code = s.vehicle_ref
                WHERE NOT s.deleted
                ON CONFLICT (item_id, system, vehicle_ref, part_type, position,
                             qualifier_hash)
                DO UPDATE SET qty = EXCLUDED.qty, note = EXCLUDED.note,
                    qualifiers = EXCLUDED.qualifiers, active = TRUE,
                    batch_id = EXCLUDED.batch_id, write_uid = EXCLUDED.write_uid,
                    write_date = EXCLUDED.write_date
                WHERE (f.qty, f.note, f.qualifiers, f.active) IS DISTINCT FROM (
                    EXCLUDED.qty, EXCLUDED.note, EXCLUDED.qualifiers, TRUE)
                RETURNING (xmax = 0) AS is_new)
                SELECT count(*) FILTER (WHERE is_new), count(*),
                    (SELECT count(*) FROM garage_stage_statement WHERE NOT deleted)
                FROM merged""",
                self._batch_id,
                self._stamp,
                self._stamp,
            )
        )
        return tuple(self._cr.fetchone())

    def _end_deleted(self) -> int:
        self._cr.execute(
            SQL(
                """UPDATE garage_catalog_fitment f
                SET active = FALSE, batch_id = %s, (write_uid, write_date) = ROW(%s)
                FROM garage_stage_statement s
                WHERE s.deleted AND f.active AND f.item_id = s.item_id
                  AND f.system = s.system AND f.vehicle_ref = s.vehicle_ref
                  AND f.part_type = s.part_type AND f.position = s.position
                  AND f.qualifier_hash = s.qualifier_hash""",
                self._batch_id,
                self._stamp,
            )
        )
        return self._cr.rowcount

    def _end_missing(self) -> int:
        """End statements of the file's brands and systems that it does not repeat."""
        self._cr.execute(
            SQL(
                """UPDATE garage_catalog_fitment f
                SET active = FALSE, batch_id = %s, (write_uid, write_date) = ROW(%s)
                FROM garage_catalog_item item
                WHERE item.id = f.item_id AND item.source_id = %s AND f.active
                  AND item.brand_id IN (
                      SELECT item_brand_id FROM garage_stage_statement)
                  AND f.system IN (SELECT system FROM garage_stage_statement)
                  AND NOT EXISTS (
                      SELECT FROM garage_stage_statement s WHERE s.item_id = f.item_id
                         AND s.system = f.system AND s.vehicle_ref = f.vehicle_ref
                         AND s.part_type = f.part_type AND s.position = f.position
                         AND s.qualifier_hash = f.qualifier_hash)""",
                self._batch_id,
                self._stamp,
                self._source_id,
            )
        )
        return self._cr.rowcount

    def _analyze(self, table: str) -> None:
        self._cr.execute(SQL("ANALYZE %s", SQL.identifier(table)))

    def _count(self, table: str) -> int:
        self._cr.execute(SQL("SELECT count(*) FROM %s", SQL.identifier(table)))
        return int(self._cr.fetchone()[0])

    def _distinct_items(self) -> int:
        self._cr.execute(
            SQL(
                """SELECT count(*) FROM (SELECT DISTINCT brand_id, number_norm
                     FROM garage_stage_item) named"""
            )
        )
        return int(self._cr.fetchone()[0])


def link_vehicle_types(cr: Any, key_ids: Sequence[int]) -> None:
    """Show the vehicle type on fitments that name one of these outside numbers."""
    cr.execute(
        SQL(
            """UPDATE garage_catalog_fitment f SET vehicle_type_id = k.vehicle_type_id
            FROM garage_vehicle_type_key k
            WHERE k.id = ANY(%s) AND f.vehicle_type_id IS NULL
              AND f.vehicle_ref = k.code AND f.system = k.system""",
            list(key_ids),
        )
    )
