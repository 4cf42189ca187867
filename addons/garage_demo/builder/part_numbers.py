"""Numbers of tyres and batteries, and the deposit on old batteries."""

from datetime import timedelta

from odoo import fields
from odoo.fields import Command

from . import files

BATTERY, TYRE = "part_starter_battery", "part_tyre"
DEPOSIT = 7.50
WHEELS = ("front_left", "front_right", "rear_left", "rear_right")
#: the only visit of which the number of the battery is still to follow
LATER = "SV-917-L"


def build(env):
    """Tyres keep their date, batteries their number and a deposit."""
    category = env["product.category"].create
    tyres = category({"name": "Tyres", "garage_number_kind": "dot"})
    batteries = category(
        {
            "name": "Batteries",
            "garage_number_kind": "battery",
            "garage_un_number": "UN2794",
            "garage_handover_text": "Bring the old battery back to us or to a "
            "collection point. It does not belong in household waste.",
        }
    )
    files.recall(env, TYRE).categ_id = tyres
    battery = files.recall(env, BATTERY)
    battery.write({"categ_id": batteries.id, "garage_core_deposit": DEPOSIT})
    deposit = env.ref("garage_parts_catalog.product_core_deposit")
    deposit.taxes_id = battery.taxes_id
    _make_kit(env)


def enter(job):
    """Enter what a mechanic reads on the parts before the job is finished."""
    today = fields.Date.today()
    for line in job.line_ids:
        kind = line._get_number_kind()
        if kind == "battery":
            if job.vehicle_id.plate == LATER:
                job.put_off_part_number(line.id, "label is under the cover")
            else:
                job.enter_part_number(line.id, f"VT-{4000 + line.id}")
        for wheel in WHEELS[: int(line.product_uom_qty)] if kind == "dot" else ():
            made = today - timedelta(weeks=30 + job.id % 9)
            job.enter_part_number(line.id, f"{made:%V%g}", wheel)


def _make_kit(env):
    """Oil, filter and ring of a small service at one price."""
    rows = (("part_engine_oil", 4), ("part_oil_filter", 1))
    parts = [(files.recall(env, name), quantity) for name, quantity in rows]
    kit = env["product.product"].create(
        {
            "name": "Small service kit",
            "default_code": "KIT-SERVICE",
            "type": "consu",
            "list_price": 64.90,
            "taxes_id": [Command.set(parts[0][0].taxes_id.ids)],
            "garage_kit_line_ids": [
                Command.create({"product_id": part.id, "quantity": quantity})
                for part, quantity in parts
            ],
        }
    )
    files.remember(env, kit, "kit_service")
