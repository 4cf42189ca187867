"""The same visit in the garage: plate, work order, jobs, approval, parts, bill."""

from dataclasses import dataclass, field

from odoo import SUPERUSER_ID
from odoo.fields import Command

from .shop import Job, Shop

PLATE = "12-BCH-3"


@dataclass
class Garage:
    """A shop with a vehicle and job templates."""

    shop: Shop
    vehicle_id: int = 0
    templates: dict[str, int] = field(default_factory=dict)


@dataclass
class GarageVisit:
    """One work order, and what its steps leave for the next ones."""

    garage: Garage
    plan: list[Job]
    odometer: int = 100_000
    workorder_id: int = 0
    total: float = 0.0


def open_garage(side, shop: Shop, plan: list[Job]) -> Garage:
    """Add the vehicle of the customer and a template per job."""
    return side.request(lambda env: create_garage(env, shop, plan), SUPERUSER_ID)


def create_garage(env, shop: Shop, plan: list[Job]) -> Garage:
    """Add them with this environment."""
    garage = Garage(shop)
    vehicle = env["garage.vehicle"].create(
        {"plate": PLATE, "owner_id": shop.partner_id}
    )
    garage.vehicle_id = vehicle.id
    env.company.garage_labour_product_id = shop.products["Labour"]
    templates = env["garage.job.template"].create(
        [_template_vals(shop, job) for job in plan]
    )
    garage.templates = dict(zip((job.name for job in plan), templates.ids, strict=True))
    return garage


def _template_vals(shop: Shop, job: Job) -> dict:
    rows = [
        {
            "kind": item.kind,
            "name": item.name if item.kind == "labour" else False,
            "product_id": shop.products[item.name] if item.kind == "part" else False,
            "quantity": item.quantity,
        }
        for item in job.items
    ]
    return {"name": job.name, "line_ids": [Command.create(row) for row in rows]}


def take_in(env, visit: GarageVisit) -> None:
    """Type the plate, see what is known, save the work order."""
    vehicles = env["garage.vehicle"]
    found = vehicles.search_box(PLATE)
    known = vehicles.get_intake(found[0]["id"])
    workorder = env["garage.workorder"].intake_create(
        {
            "vehicle_id": known["vehicle"]["id"],
            "partner_id": known["owner"]["id"],
            "complaint": "Squeaks when braking",
            "odometer": visit.odometer,
            "key_tag": "17",
        }
    )
    visit.workorder_id = workorder["id"]


def add_jobs(env, visit: GarageVisit) -> None:
    """Add all jobs from their templates."""
    ids = [visit.garage.templates[job.name] for job in visit.plan]
    templates = env["garage.job.template"].browse(ids)
    _workorder(env, visit).add_jobs_from_templates(templates)


def approve(env, visit: GarageVisit) -> None:
    """The customer approves every job: evidence is frozen, parts are reserved."""
    workorder = _workorder(env, visit)
    decisions = dict.fromkeys(workorder.job_ids.ids, True)
    workorder._decide(decisions, channel="counter", who="J. Bench")


def issue(env, visit: GarageVisit) -> None:
    """Finish the jobs: their parts leave the stock."""
    _workorder(env, visit).job_ids.action_finish()


def invoice(env, visit: GarageVisit) -> None:
    """Post the bill."""
    workorder = _workorder(env, visit)
    workorder.action_create_invoice()
    visit.total = sum(workorder.invoice_ids.mapped("amount_total"))


def _workorder(env, visit: GarageVisit):
    return env["garage.workorder"].browse(visit.workorder_id)


STEPS = [
    ("take in", take_in),
    ("lines", add_jobs),
    ("approve", approve),
    ("issue", issue),
    ("invoice", invoice),
]
