"""Fitments of one file: what it states, what it takes back, what it leaves out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from odoo.tools import SQL

from .bulk_load import BulkLoad


class FitmentLoad(BulkLoad):
    """Staging and merging of one file, with its statements about vehicles."""

    def merge_fitments(
        self, *, replace: bool, systems: Sequence[str] = ()
    ) -> dict[str, int]:
        """Write the statements; ``replace`` ends those the file no longer makes.

        :param systems: number systems that the file replaces though it uses them not
        """
        kept = self._settle_statements()
        ended = self._end_deleted() + (self._end_missing(systems) if replace else 0)
        new, changed = self._insert_statements(), self._update_statements()
        if new + changed:
            self._analyze("garage_catalog_fitment")
        return {
            "fitments_new": new,
            "fitments_changed": changed,
            "fitments_unchanged": kept - new - changed,
            "fitments_ended": ended,
        }

    def _settle_statements(self) -> int:
        """Keep the last word of the file on each statement, beside what is stored.

        Returns how many statements the file makes.
        """
        self._analyze("garage_stage_fitment")
        self._cr.execute(
            SQL(
                """CREATE TEMP TABLE garage_stage_statement ON COMMIT DROP AS
                SELECT s.*, f.id AS known_id, k.vehicle_type_id,
                    (f.qty, f.note, f.qualifiers, f.active) IS DISTINCT FROM (
                        s.qty, s.note, s.qualifiers, TRUE) AS differs
                FROM (SELECT DISTINCT ON (item.id, s.system, s.vehicle_ref,
                            s.part_type, s.position, s.qualifier_hash)
                        item.id AS item_id, item.brand_id AS item_brand_id, s.*
                    FROM garage_stage_fitment s JOIN garage_catalog_item item
                        ON item.source_id = %s AND item.brand_id = s.brand_id
                        AND item.number_norm = s.number_norm
                    ORDER BY item.id, s.system, s.vehicle_ref, s.part_type,
                        s.position, s.qualifier_hash, s.line DESC) s
                LEFT JOIN garage_catalog_fitment f ON f.item_id = s.item_id
                    AND f.system = s.system AND f.vehicle_ref = s.vehicle_ref
                    AND f.part_type = s.part_type AND f.position = s.position
                    AND f.qualifier_hash = s.qualifier_hash
                LEFT JOIN (
                    SELECT system, code, min(vehicle_type_id) AS vehicle_type_id
                      FROM garage_vehicle_type_key GROUP BY system, code) k
                    ON k.system = s.system AND k.code = s.vehicle_ref""",
                self._source_id,
            )
        )
        self._analyze("garage_stage_statement")
        self._cr.execute(
            SQL("SELECT count(*) FROM garage_stage_statement WHERE NOT deleted")
        )
        return int(self._cr.fetchone()[0])

    def _insert_statements(self) -> int:
        return self._in_steps(
            "garage_stage_statement",
            SQL("s.known_id IS NULL AND NOT s.deleted"),
            lambda rows: SQL(
                """INSERT INTO garage_catalog_fitment (
                    item_id, system, vehicle_ref, part_type, position, qualifier_hash,
                    qty, year_from, year_to, qualifiers, note, vehicle_type_id,
                    active, batch_ref)
                SELECT s.item_id, s.system, s.vehicle_ref, s.part_type, s.position,
                    s.qualifier_hash, s.qty, s.year_from, s.year_to, s.qualifiers,
                    s.note, s.vehicle_type_id, TRUE, %s
                FROM garage_stage_statement s
                WHERE %s""",
                self._batch_id,
                rows,
            ),
        )

    def _update_statements(self) -> int:
        return self._in_steps(
            "garage_stage_statement",
            SQL("s.known_id IS NOT NULL AND s.differs AND NOT s.deleted"),
            lambda rows: SQL(
                """UPDATE garage_catalog_fitment f SET qty = s.qty, note = s.note,
                    qualifiers = s.qualifiers, active = TRUE, batch_ref = %s
                FROM garage_stage_statement s
                WHERE f.id = s.known_id AND %s""",
                self._batch_id,
                rows,
            ),
        )

    def _end_deleted(self) -> int:
        self._cr.execute(
            SQL(
                """UPDATE garage_catalog_fitment f SET active = FALSE, batch_ref = %s
                FROM garage_stage_statement s
                WHERE f.id = s.known_id AND s.deleted AND f.active""",
                self._batch_id,
            )
        )
        return self._cr.rowcount

    def _end_missing(self, systems: Sequence[str]) -> int:
        """End statements of the file's brands and systems that it does not repeat.

        Comes before new ones are written: then only old ones are compared.
        """
        self._cr.execute(
            SQL(
                """UPDATE garage_catalog_fitment f SET active = FALSE, batch_ref = %s
                FROM garage_catalog_item item
                WHERE item.id = f.item_id AND item.source_id = %s AND f.active
                  AND item.brand_id IN (
                      SELECT item_brand_id FROM garage_stage_statement)
                  AND (f.system = ANY(%s)
                      OR f.system IN (SELECT system FROM garage_stage_statement))
                  AND NOT EXISTS (
                      SELECT FROM garage_stage_statement s WHERE s.known_id = f.id)""",
                self._batch_id,
                self._source_id,
                list(systems),
            )
        )
        return self._cr.rowcount


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
