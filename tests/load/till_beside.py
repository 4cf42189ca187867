"""A price list of all parts is imported while the till sells.

The import is the product's own command in a process of its own, as a job runs in a
worker of its own; sales follow one another without a pause, alone and beside it.
"""

import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

import psycopg2

from odoo import SUPERUSER_ID, sql_db
from odoo.tools import config

from . import catalog_files
from .measure import Ratio, Report
from .side import Side
from .till_sales import Till

PRODUCTS = 5000
#: Both compete for two processors: a sale that takes twice its time is still answered
#: before the drawer is open.  What must never happen is that a sale waits for a lock.
P95_LIMIT, WAIT_LIMIT_MS = 2, 100
ALONE = 120
_RUNNER = "import sys; from odoo.cli import main; sys.argv[0] = 'odoo'; main()"
_LOOK = 0.01


def measure(report: Report, side: Side, folder: Path, lines: int) -> None:
    """Sell alone, then beside the import of a list with other prices."""
    wanted = max(50, PRODUCTS * lines // 500_000)
    products = side.request(lambda env: use_parts(env, wanted), SUPERUSER_ID)
    path = folder / "all_raised.csv"
    catalog_files.write_price_list(path, lines, raised=1.0)
    till = Till(side, products)
    for _warm_up in range(10):
        till.sell()
    alone = [till.sell() for _sale in range(ALONE)]
    beside, waited, seconds = _sell_beside(till, path)
    changed = side.request(_count_changed, SUPERUSER_ID)
    # the list before it raised one price in ten already
    if changed < len(products) * 0.8:
        raise AssertionError(f"{changed} of {len(products)} supplier prices changed")
    report.ratios["till_p95_beside_import"] = Ratio(p95(beside) / p95(alone), P95_LIMIT)
    report.ratios["till_lock_wait_ms"] = Ratio(waited * 1000, WAIT_LIMIT_MS)
    report.figures["till_alone"] = words(alone)
    report.figures["till_beside_import"] = (
        f"{words(beside)}, while {lines} lines and the supplier prices of"
        f" {changed} products changed in {seconds:.0f} s"
    )


def p95(seconds: list[float]) -> float:
    """What 95 of 100 sales take at most."""
    return statistics.quantiles(seconds, n=20)[-1]


def words(seconds: list[float]) -> str:
    """The figures for a person."""
    middle = statistics.median(seconds)
    return (
        f"{len(seconds)} sales, p50 {middle * 1000:.0f} ms,"
        f" p95 {p95(seconds) * 1000:.0f} ms, slowest {max(seconds) * 1000:.0f} ms"
    )


def use_parts(env, count: int) -> list[int]:
    """Make products of so many parts of the list, with the supplier's price."""
    source = env["garage.catalog.source"].search([("name", "=", "Prices")])
    source.partner_id = env["res.partner"].create({"name": "Bench wholesaler"})
    items = env["garage.catalog.item"].search(
        [("source_id", "=", source.id)], limit=count, order="id"
    )
    products = env["product.product"].create(
        [{**item._prepare_product_vals(), "available_in_pos": True} for item in items]
    )
    for item, product in zip(items, products, strict=True):
        item.product_id = product
    env["product.supplierinfo"].create(
        [
            {
                **item._prepare_supplier_price_vals(),
                "partner_id": source.partner_id.id,
                "product_tmpl_id": item.product_id.product_tmpl_id.id,
            }
            for item in items
        ]
    )
    return products.ids


def _count_changed(env) -> int:
    partner = env["res.partner"].search([("name", "=", "Bench wholesaler")])
    return env["product.supplierinfo"].search_count(
        [("partner_id", "=", partner.id), ("write_date", ">", partner.write_date)]
    )


def _sell_beside(till: Till, path: Path) -> tuple[list[float], float, float]:
    """Returns the seconds of each sale, the longest wait for a lock, and the time."""
    database = till.database
    process = subprocess.Popen(_command(database, path), stdout=subprocess.PIPE)
    watch = LockWatch(database)
    process.stdout.read(1)  # the import begins: Odoo is loaded
    watch.start()
    start, sales = time.perf_counter(), []
    while process.poll() is None:
        sales.append(till.sell())
    seconds = time.perf_counter() - start
    if process.returncode:
        raise AssertionError(process.stdout.read().decode()[-2000:])
    return sales, watch.stop(), seconds


def _command(database: str, file: Path) -> list[str]:
    addons = f"--addons-path={','.join(config['addons_path'])}"
    own = ["-c", config["config"], addons, f"--data-dir={config['data_dir']}"]
    words = ["--db", database, "--catalogue", "Prices", "--login", "bench", str(file)]
    return [sys.executable, "-c", _RUNNER, addons, "catalog_import", *own, *words]


class LockWatch(threading.Thread):
    """Looks a hundred times a second who waits for a lock, and for how long."""

    def __init__(self, database: str):
        super().__init__(daemon=True)
        _name, info = sql_db.connection_info_for(database)
        self._connection = psycopg2.connect(**info)
        self._connection.autocommit = True
        self._ended = threading.Event()
        self._longest = 0.0

    def run(self) -> None:
        """Look until the end."""
        with self._connection.cursor() as cr:
            while not self._ended.wait(_LOOK):
                cr.execute(
                    """SELECT COALESCE(max(extract(
                        epoch FROM clock_timestamp() - waitstart)), 0)
                    FROM pg_locks WHERE NOT granted AND waitstart IS NOT NULL
                     AND database = (SELECT oid FROM pg_database
                                     WHERE datname = current_database())"""
                )
                self._longest = max(self._longest, float(cr.fetchone()[0]))

    def stop(self) -> float:
        """End and return the longest wait that was seen, in seconds."""
        self._ended.set()
        self.join()
        self._connection.close()
        return self._longest
