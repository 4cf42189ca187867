"""What both sides of a comparison sell: the same products, prices and customer."""

from dataclasses import dataclass, field
from random import Random

from odoo import SUPERUSER_ID
from odoo.fields import Command

SEED = 2019
SALES = [
    "sales_team.group_sale_salesman_all_leads",
    "stock.group_stock_user",
    "account.group_account_invoice",
]


@dataclass(frozen=True)
class Item:
    """One line of a job: a product by name, how much of it, at what price."""

    name: str
    kind: str
    quantity: float
    price: float


@dataclass(frozen=True)
class Job:
    """One section with its lines."""

    name: str
    items: tuple[Item, ...]


def jobs(count: int, lines_a_job: int = 3, seed: int = SEED) -> list[Job]:
    """Jobs of one labour line and parts; the same ones for the same seed."""
    random = Random(seed)
    found = []
    for number in range(count):
        items = [Item("Labour", "labour", random.choice((0.5, 1.0, 1.5, 2.0)), 95.0)]
        items += [
            Item(f"Part {place}", "part", random.randint(1, 4), 20.0 + place)
            for place in range(1, lines_a_job)
        ]
        found.append(Job(f"Job {number + 1}", tuple(items)))
    return found


@dataclass
class Shop:
    """Ids of what was created in one database."""

    partner_id: int = 0
    products: dict[str, int] = field(default_factory=dict)


def open_shop(side, plan: list[Job]) -> Shop:
    """Create customer, tax, products and stock for these jobs."""
    return side.request(lambda env: create_shop(env, plan), SUPERUSER_ID)


def create_shop(env, plan: list[Job]) -> Shop:
    """Create them with this environment."""
    env.company.tax_calculation_rounding_method = "round_per_line"
    # else Odoo asks about text messages instead of delivering
    env.company.stock_text_confirmation = False
    tax = env["account.tax"].create(
        {"name": "Bench 21%", "amount": 21, "type_tax_use": "sale"}
    )
    partner = env["res.partner"].create(
        {"name": "J. Bench", "phone": "0612345678", "email": "bench@example.com"}
    )
    shop = Shop(partner.id)
    stock = env["stock.warehouse"].search([], limit=1).lot_stock_id
    for item in {item.name: item for job in plan for item in job.items}.values():
        product = env["product.product"].create(_product_vals(env, item, tax))
        shop.products[item.name] = product.id
        if item.kind == "part":
            env["stock.quant"]._update_available_quantity(product, stock, 1_000_000)
    return shop


def _product_vals(env, item: Item, tax) -> dict:
    vals = {
        "name": f"Bench {item.name}",
        "list_price": item.price,
        "invoice_policy": "order",
        "taxes_id": [Command.set(tax.ids)],
    }
    if item.kind == "part":
        return {**vals, "type": "consu", "is_storable": True}
    return {**vals, "type": "service", "uom_id": env.ref("uom.product_uom_hour").id}
