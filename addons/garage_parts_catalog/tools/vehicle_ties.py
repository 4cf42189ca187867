"""Write which catalogue vehicle many vehicles are, in one statement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from odoo.tools import SQL


def write_ties(cr: Any, ties: Sequence[tuple[int, int | None, str | None]]) -> int:
    """Store (vehicle, vehicle type, tied by); return how many rows changed.

    Vehicles that a person has tied are left alone, whatever the caller says.
    """
    if not ties:
        return 0
    vehicles, types, reasons = map(list, zip(*ties, strict=True))
    cr.execute(
        SQL(
            """UPDATE garage_vehicle v
            SET catalog_type_id = t.type_id, catalog_tied_by = t.tied_by
            FROM unnest(%s::int[], %s::int[], %s::varchar[])
                AS t(vehicle_id, type_id, tied_by)
            WHERE v.id = t.vehicle_id
              AND v.catalog_tied_by IS DISTINCT FROM 'person'
              AND (v.catalog_type_id, v.catalog_tied_by)
                  IS DISTINCT FROM (t.type_id, t.tied_by)""",
            vehicles,
            types,
            reasons,
        )
    )
    return int(cr.rowcount)
