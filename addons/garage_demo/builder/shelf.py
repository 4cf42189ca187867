"""What the shelves lived through: two years of use, what to order, what lies dead."""

from datetime import datetime, time
from random import Random

from dateutil.relativedelta import relativedelta

from odoo import Command, fields

from . import files
from .parts import key

MONTHS = 24
SUPPLIERS = "stock.stock_location_suppliers"
CUSTOMERS = "stock.stock_location_customers"
#: calendar months in which winter parts go, and how much more than on average
WINTER = {10: 3, 11: 3, 12: 2, 1: 2, 2: 1}
SPRING = {3: 3, 4: 4, 5: 3, 6: 2}
#: need of the parts list: average pieces of a month, and its season or decline
USE = {
    "Engine oil": (95, {}),
    "Oil filter": (20, {}),
    "Air filter": (7, {}),
    "Cabin filter": (4, SPRING),
    "Spark plug": (3, {}),
    "Brake pads, front axle": (6, {}),
    "Brake disc, front": (4, {}),
    "Brake pads, rear axle": (1, {}),
    "Brake disc, rear": (2, "fading"),
    "Brake fluid DOT 4": (6, {}),
    "Tyre": (2, WINTER),
    "Starter battery": (1, WINTER),
    "Timing belt kit": (0.4, {}),
    "Water pump": (0.3, {}),
}


def build(env):
    """Fill in the history, then let the nightly work run once."""
    today = fields.Date.today()
    warehouse = env["stock.warehouse"].search([], limit=1)
    supplier = files.recall(env, "supplier")
    supplier.garage_return_days = 60
    parts = {need: files.recall(env, f"part_{key(need)}") for need in USE}
    for part in parts.values():
        _sell_by(part, supplier)
    _live_through(env, warehouse, parts, today)
    _forget_on_shelf(env, warehouse, supplier, today)
    _buy_one_too_many(env, supplier, parts["Brake disc, rear"])
    env["garage.part.demand"]._refresh(warehouse, today)
    env["garage.reorder.proposal"]._refresh(warehouse)


def _sell_by(part, supplier):
    part.seller_ids = [
        Command.create(
            {"partner_id": supplier.id, "price": part.standard_price, "delay": 1}
        )
    ]


def _live_through(env, warehouse, parts, today):
    """Two years of use; what was used had been received before it began."""
    came, went = [], []
    for need, part in parts.items():
        months = _get_months(need, today)
        came.append((part, sum(pieces for _back, pieces in months), MONTHS + 1))
        went += [(part, pieces, back) for back, pieces in months if pieces]
    move_pieces(env, came, SUPPLIERS, warehouse.lot_stock_id, today)
    move_pieces(env, went, warehouse.lot_stock_id, CUSTOMERS, today)


def _get_months(need, today):
    """Months back with their pieces; the same for the same part and month."""
    average, season = USE[need]
    chance = Random(need)
    rows = []
    for back in range(1, MONTHS + 1):
        month = (today - relativedelta(months=back)).month
        if season == "fading":
            mean = average * back / MONTHS
        else:
            mean = average * (season.get(month, 0.2) if season else 1)
        rows.append((back, _get_pieces(chance, mean)))
    return rows


def _get_pieces(chance, mean):
    """Pieces of one month: forty chances, near enough to how customers come in."""
    if mean > 30:
        return round(mean * (0.85 + 0.3 * chance.random()))
    return sum(chance.random() < mean / 40 for _try in range(40))


def _forget_on_shelf(env, warehouse, supplier, today):
    """A part that nobody asked for since it was bought, and one bought last week."""
    old = _create_part(env, supplier, "CR 2-81", "Carburettor repair set CR 2-81")
    move_pieces(env, [(old, 6, 30)], SUPPLIERS, warehouse.lot_stock_id, today)
    fresh = _create_part(env, supplier, "TW 7-13", "Tow bar wiring set TW 7-13")
    _buy(env, supplier, fresh, 8)


def _create_part(env, supplier, number, name):
    part = env["product.product"].create(
        {
            "name": name,
            "default_code": number,
            "type": "consu",
            "is_storable": True,
            "list_price": 64.0,
            "standard_price": 31.5,
        }
    )
    _sell_by(part, supplier)
    return part


def _buy_one_too_many(env, supplier, part):
    """Bought for a job whose visit is over, and on no bill."""
    visit = env["garage.workorder"].search([("state", "=", "handed_over")], limit=1)
    _buy(env, supplier, part, 2, garage_job_id=visit.job_ids[:1].id)


def _buy(env, supplier, part, pieces, **vals):
    line = {
        "product_id": part.id,
        "name": part.display_name,
        "product_qty": pieces,
        "price_unit": part.standard_price,
        **vals,
    }
    order = env["purchase.order"].create(
        {"partner_id": supplier.id, "order_line": [Command.create(line)]}
    )
    order.button_confirm()
    order.picking_ids.button_validate()


def move_pieces(env, rows, source, target, today):
    """Book moves of the past in one go.

    :param rows: list of (part, pieces, months back)
    :param source: a place, or the XML id of one
    :param target: likewise
    """
    source, target = (
        env.ref(place) if isinstance(place, str) else place
        for place in (source, target)
    )
    moves = env["stock.move"].create(
        [
            {
                "product_id": part.id,
                "product_uom_qty": pieces,
                "location_id": source.id,
                "location_dest_id": target.id,
            }
            for part, pieces, _back in rows
        ]
    )
    moves._action_confirm(merge=False)
    for move in moves:
        move.quantity = move.product_uom_qty
    moves.picked = True
    moves._action_done()
    for move, (_part, _pieces, back) in zip(moves, rows, strict=True):
        day = today.replace(day=15) - relativedelta(months=back)
        move.date = datetime.combine(day, time(11))
