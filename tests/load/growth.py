"""Does one more line cost more where there already are many lines, jobs or visits?"""

from odoo import sql_db

from .garage_flow import Garage, GarageVisit, add_jobs, take_in
from .shop import jobs


def added_line(side, garage: Garage) -> dict[str, float]:
    """Statements for one added line, as ratios of many to few."""
    small = _visit(side, garage, 3)
    by_jobs = _visit(side, garage, 100)
    by_lines = _visit(side, garage, 3)
    _add(side, by_lines, 97 * 3)
    base = _added(side, small)
    found = {
        "added_line_by_jobs": _added(side, by_jobs) / base,
        "added_line_by_lines": _added(side, by_lines) / base,
    }
    for _number in range(30):
        visit = _visit(side, garage, 3)
    found["added_line_by_workorders"] = _added(side, visit) / base
    return {name: round(value, 3) for name, value in found.items()}


def _visit(side, garage: Garage, count: int) -> GarageVisit:
    visit = GarageVisit(garage, jobs(count), odometer=0)
    side.request(lambda env: take_in(env, visit))
    side.request(lambda env: add_jobs(env, visit))
    return visit


def _added(side, visit: GarageVisit) -> int:
    """Statements of the request that adds one line; caches of classes are warm."""
    _add(side, visit, 1)
    before = sql_db.sql_counter
    _add(side, visit, 1)
    return sql_db.sql_counter - before


def _add(side, visit: GarageVisit, count: int) -> None:
    product = visit.garage.shop.products["Part 1"]

    def work(env):
        job = env["garage.workorder"].browse(visit.workorder_id).job_ids[0]
        job.add_lines([{"product_id": product, "product_uom_qty": 1}] * count)

    side.request(work)
