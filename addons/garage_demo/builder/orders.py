"""Ordered parts: one that is on its way, one confirmed differently, one late."""

from datetime import timedelta
from decimal import Decimal

from odoo import fields
from odoo.fields import Command

from odoo.addons.garage_parts_catalog.domain.supplier_orders import (
    AnsweredLine,
    OrderAnswer,
)

from . import files

NORD, VAN_DAM = "Nordteile live", "Van Dam live"
#: supplier, takes orders until, delivers how many days later, at
RHYTHMS = ((NORD, 16.5, 1, 8.0), (VAN_DAM, 11.0, 0, 14.5))
#: part of the store, pieces, how many hours ago it should have been here
LATE = ("wiper_blade_set", 4, 26)


def build(env):
    """Let suppliers sell what the store sells, and order from them."""
    services = {row.name: row for row in env["garage.supplier.service"].search([])}
    for name, until, days, at in RHYTHMS:
        services[name].partner_id.write(
            {
                "garage_order_until": until,
                "garage_delivery_days": days,
                "garage_delivery_at": at,
            }
        )
    _sell(env, services)
    _order_for_visits(env, services)
    _order_late(env, services[NORD])


def _sell(env, services):
    """Both suppliers sell the parts of the store, the second one dearer."""
    for row in files.rows("parts"):
        product = env["product.product"].search(
            [("default_code", "=", row["number"])], limit=1
        )
        product.product_tmpl_id.seller_ids = [
            Command.create(
                {
                    "partner_id": services[name].partner_id.id,
                    "product_code": row["number"],
                    "price": round(float(row["cost"]) * share, 2),
                }
            )
            for name, share in ((NORD, 1.0), (VAN_DAM, 1.08))
        ]


def _order_for_visits(env, services):
    """The first visit that waits is confirmed, the second differs."""
    adviser = files.recall(env, "user_adviser")
    waiting = env["garage.workorder"].search(
        [("state", "=", "waiting_parts")], order="id"
    )
    for index, workorder in enumerate(waiting):
        if not workorder.has_missing_parts:
            continue
        wizard = workorder.job_ids.action_order_parts()
        proposal = env["garage.parts.order"].browse(wizard["res_id"])
        purchase = proposal._place().order_id
        name = next(
            name
            for name, service in services.items()
            if service.partner_id == purchase.partner_id
        )
        order = purchase._garage_send(services[name])
        order.user_id = adviser
        _confirm(order, differs=index > 0)


def _confirm(order, differs=False):
    """Answer as the supplier would, without asking anybody."""
    order.write({"state": "sending", "next_step": "ask", "attempts": 1})
    day = order.line_ids[:1].wanted or fields.Date.today()
    raised = Decimal("1.06") if differs else Decimal(1)
    lines = tuple(
        AnsweredLine(
            reference=str(line.id),
            quantity=Decimal(str(line.quantity)),
            price=(Decimal(str(line.price_unit)) * raised).quantize(Decimal("0.01")),
            delivery=day + timedelta(days=3 if differs else 0),
        )
        for line in order.line_ids
    )
    order._take_answer(OrderAnswer(f"NT-{48210 + order.id}", "confirmed", "EUR", lines))


def _order_late(env, service):
    """Parts for the shelf that should have come yesterday."""
    part, quantity, hours = LATE
    product = files.recall(env, f"part_{part}")
    due = fields.Datetime.now() - timedelta(hours=hours)
    purchase = env["purchase.order"].create(
        {
            "partner_id": service.partner_id.id,
            "order_line": [
                Command.create(
                    {
                        "product_id": product.id,
                        "product_qty": quantity,
                        "date_planned": due,
                    }
                )
            ],
        }
    )
    purchase.order_line.date_planned = due
    _confirm(purchase._garage_send(service))
    purchase.order_line.date_planned = due
