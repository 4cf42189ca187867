"""A visit as plain Odoo knows it: one sales order with sections and lines."""

from dataclasses import dataclass

from odoo.fields import Command

from .shop import Job, Shop


@dataclass
class PlainVisit:
    """One sale, and what its steps leave for the next ones."""

    shop: Shop
    plan: list[Job]
    order_id: int = 0
    total: float = 0.0


def take_in(env, visit: PlainVisit) -> None:
    """Find the customer by name and save an order."""
    found = env["res.partner"].name_search("J. Bench", limit=8)
    order = env["sale.order"].create({"partner_id": found[0][0]})
    visit.order_id = order.id


def add_lines(env, visit: PlainVisit) -> None:
    """Add all sections and lines in one save."""
    rows, place = [], 0
    for job in visit.plan:
        place += 1
        rows.append(
            {"display_type": "line_section", "name": job.name, "sequence": place}
        )
        for item in job.items:
            place += 1
            rows.append({**line_vals(visit.shop, item), "sequence": place})
    env["sale.order"].browse(visit.order_id).write(
        {"order_line": [Command.create(row) for row in rows]}
    )


def line_vals(shop: Shop, item) -> dict:
    """Values of one line, as the templates of the other side give them."""
    vals = {"product_id": shop.products[item.name], "product_uom_qty": item.quantity}
    if item.kind == "labour":
        vals["name"] = item.name
    return vals


def confirm(env, visit: PlainVisit) -> None:
    """Confirm: the parts are reserved."""
    env["sale.order"].browse(visit.order_id).action_confirm()


def deliver(env, visit: PlainVisit) -> None:
    """Deliver everything."""
    pickings = env["sale.order"].browse(visit.order_id).picking_ids
    for move in pickings.move_ids:
        move.quantity = move.product_uom_qty
        move.picked = True
    pickings.button_validate()


def invoice(env, visit: PlainVisit) -> None:
    """Create and post the invoice."""
    order = env["sale.order"].browse(visit.order_id)
    move = order._create_invoices(final=True)
    move.action_post()
    visit.total = move.amount_total


STEPS = [
    ("take in", take_in),
    ("lines", add_lines),
    ("approve", confirm),
    ("issue", deliver),
    ("invoice", invoice),
]
