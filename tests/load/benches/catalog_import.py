"""Supplier files into the catalogue, beside bare scripts that do the same.

An ACES file of 200 MB and a price list of 500,000 lines are taken over by the product
and by the least script there can be (`catalog_floor`), into tables with the same
indexes; lines per second also beside Odoo's own import of products.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from odoo import SUPERUSER_ID

from .. import catalog_files, catalog_floor, till_beside
from ..measure import HIGHER, Ratio, Report
from ..side import Side
from ..work import Work, measure

MEGABYTES, LINES = 200, 500_000
ODOO_LINES = 400
MEMORY_LIMIT = 100


def run(context) -> Report:
    """Measure and report."""
    side = Side(context.garage_db, ["garage_base.group_garage_manager"])
    side.request(lambda env: catalog_floor.create_tables(env.cr), SUPERUSER_ID)
    report = Report("catalog_import")
    with TemporaryDirectory() as folder:
        _measure_aces(report, side, Path(folder), max(1, MEGABYTES * context.scale))
        lines = max(2000, round(LINES * context.scale))
        priced = _measure_prices(report, side, Path(folder), lines)
        till_beside.measure(report, side, Path(folder), lines)
    plain = Side(
        context.plain_db, ["base.group_system", "product.group_product_manager"]
    )
    for start in (0, ODOO_LINES):  # the first only fills caches
        load = plain.request(lambda env, start=start: _load_products(env, start))
    report.figures["odoo_load"] = f"{ODOO_LINES} products: {load.words}"
    per_row = load.seconds / ODOO_LINES
    report.ratios["csv_vs_odoo_load"] = Ratio(per_row * lines / priced, 30, HIGHER)
    return report


def _measure_aces(report: Report, side: Side, folder: Path, megabytes: float) -> None:
    first, again = folder / "first.xml", folder / "again.xml"
    count = catalog_files.write_aces(first, megabytes)
    catalog_files.write_aces(again, megabytes, transfer="2026-02-12")
    own = _import(side, "ACES", first)
    resent = _import(side, "ACES", again)
    same = _import(side, "ACES", again)
    floor = _floor(side, catalog_floor.load_aces, first)
    report.ratios["aces_vs_floor"] = Ratio(floor.seconds / own.seconds, 0.6, HIGHER)
    report.ratios["aces_memory_mb"] = Ratio(own.megabytes, MEMORY_LIMIT)
    report.ratios["reload_vs_first"] = Ratio(own.seconds / same.seconds, 2, HIGHER)
    report.figures["aces"] = (
        f"{first.stat().st_size / 1e6:.0f} MB, {count} applications: {own.words}, "
        f"{count / own.wall:.0f} per second, {own.megabytes:.0f} MB of memory"
    )
    report.figures["aces_floor"] = floor.words
    report.figures["aces_sent_again_in_a_new_file"] = resent.words
    report.figures["aces_same_file"] = same.words


def _measure_prices(report: Report, side: Side, folder: Path, lines: int) -> float:
    """Returns the seconds of work of the first import."""
    first, again = folder / "first.csv", folder / "again.csv"
    size = catalog_files.write_price_list(first, lines)
    catalog_files.write_price_list(again, lines, raised=0.1)
    own = _import(side, "Prices", first)
    raised = _import(side, "Prices", again)
    side.request(lambda env: catalog_floor.create_tables(env.cr), SUPERUSER_ID)
    floor = _floor(side, catalog_floor.load_prices, first)
    report.ratios["csv_vs_floor"] = Ratio(floor.seconds / own.seconds, 0.6, HIGHER)
    report.figures["csv"] = (
        f"{size / 1e6:.0f} MB, {lines} lines: {own.words}, "
        f"{lines / own.wall:.0f} per second, {own.megabytes:.0f} MB of memory"
    )
    report.figures["csv_floor"] = floor.words
    report.figures["csv_one_price_in_ten_raised"] = raised.words
    return own.seconds


def _import(side: Side, name: str, path: Path) -> Work:
    """One file through the product's own import, as the manager does it."""

    def work(env):
        source = env["garage.catalog.source"].search([("name", "=", name)])
        source = source or source.create({"name": name})
        with path.open("rb") as file:
            batch = source._import_file(path.name, file)
        if batch.state != "done" or batch.lines_damaged:
            raise AssertionError(f"{name}: {batch.state} {batch.log}")
        env.flush_all()

    return side.request(lambda env: measure(env.cr, lambda: work(env)))


def _floor(side: Side, load, path: Path) -> Work:
    return side.request(
        lambda env: measure(env.cr, lambda: load(env.cr, path)), SUPERUSER_ID
    )


def _load_products(env, start: int) -> Work:
    """Odoo's own import, in plain Odoo: there a price list can only be products."""
    names = ["id", "name", "default_code", "list_price", "standard_price"]
    rows = [
        [f"bench.part_{n}", f"Part {n}", f"P{n:06}", f"{n}.50", f"{n}.20"]
        for n in range(start, start + ODOO_LINES)
    ]

    def work():
        result = env["product.template"].load(names, rows)
        if not result["ids"]:
            raise AssertionError(result["messages"])
        env.flush_all()

    return measure(env.cr, work)
