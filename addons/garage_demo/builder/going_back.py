"""Parts on their way back to the supplier, and a price below the list."""

from datetime import timedelta

from odoo import fields
from odoo.fields import Command

from . import files


def build(env):
    """A faulty battery waits for its credit, old batteries for their deposit."""
    supplier = files.recall(env, "supplier")
    battery = files.recall(env, "part_starter_battery")
    _buy(env, supplier, battery, 3)
    today = fields.Date.today()
    faulty = _give_back(env, supplier, battery, "defect", "cell 3 is dead", "RMA 20418")
    faulty.write({"asked_on": today - timedelta(days=23)})
    faulty.sent_on = today - timedelta(days=21)
    files.remember(env, faulty, "return_battery")
    wiper = files.recall(env, "part_wiper_blade_set")
    _give_back(env, supplier, wiper, "wrong", "other length ordered", "", send=False)
    _undercut(env)


def _buy(env, supplier, product, quantity):
    order = env["purchase.order"].create(
        {
            "partner_id": supplier.id,
            "order_line": [
                Command.create(
                    {
                        "product_id": product.id,
                        "product_qty": quantity,
                        "price_unit": product.standard_price,
                    }
                )
            ],
        }
    )
    order.button_confirm()
    moves = order.picking_ids.move_ids
    for move in moves:
        move.quantity = move.product_uom_qty
    moves.picked = True
    order.picking_ids.button_validate()


def _give_back(env, supplier, product, reason, note, number, send=True):
    record = env["garage.supplier.return"].create(
        {
            "partner_id": supplier.id,
            "product_id": product.id,
            "quantity": 1,
            "reason": reason,
            "note": note,
            "supplier_ref": number,
        }
    )
    if send:
        record.action_sent()
    return record


def _undercut(env):
    """The adviser gave a regular customer a better price on a part."""
    jobs = env["garage.job"].search(
        [("state", "in", ("draft", "approved", "in_progress", "paused"))], order="id"
    )
    parts = jobs.line_ids.filtered(lambda row: row._get_garage_kind() == "part")
    line = parts.filtered(lambda row: row.price_unit > 20)[:1]
    adviser = files.recall(env, "user_adviser")
    line.with_user(adviser).price_unit = round(line.price_unit * 0.85, 2)
    line.garage_override_ids.reason_id = env.ref(
        "garage_parts_catalog.loss_reason_regular"
    )
