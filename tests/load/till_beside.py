"""A price list of all parts is imported while the till sells.

The import is a thread of the process that answers the till, as a job is on a server
without workers: both share its interpreter, the processors and the database.  After a
few sales the import is held between two of its steps for as many sales: what else the
machine does meets both kinds of sales alike.
"""

import statistics
import threading
import time
from pathlib import Path

import psycopg2

from odoo import SUPERUSER_ID, sql_db

from . import catalog_files
from .measure import Ratio, Report
from .side import Side
from .till_sales import Till

PRODUCTS = 5000
#: A sale that takes half as long again is answered before the drawer is open.  What
#: must never happen is that a sale waits for a lock.
P95_LIMIT, WAIT_LIMIT_MS = 1.5, 100
_IN_TURN = 4
_LOOK = 0.05


def measure(report: Report, side: Side, folder: Path, lines: int) -> None:
    """Sell in turn beside the import of a list with other prices, and without it."""
    wanted = max(50, PRODUCTS * lines // 500_000)
    products = side.request(lambda env: use_parts(env, wanted), SUPERUSER_ID)
    path = folder / "all_raised.csv"
    catalog_files.write_price_list(path, lines, raised=1.0)
    till = Till(side, products)
    for _warm_up in range(10):
        till.sell()
    work = HeldImport(side, path)
    alone, beside, waited = _sell_in_turn(till, work)
    changed = side.request(_count_changed, SUPERUSER_ID)
    # the list before it raised one price in ten already
    if changed < len(products) * 0.8:
        raise AssertionError(f"{changed} of {len(products)} supplier prices changed")
    report.ratios["till_p95_beside_import"] = Ratio(p95(beside) / p95(alone), P95_LIMIT)
    report.ratios["till_lock_wait_ms"] = Ratio(waited * 1000, WAIT_LIMIT_MS)
    report.figures["till_alone"] = words(alone)
    report.figures["till_beside_import"] = (
        f"{words(beside)}, while {lines} lines and the supplier prices of"
        f" {changed} products changed in {work.seconds:.0f} s"
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


def _sell_in_turn(
    till: Till, work: "HeldImport"
) -> tuple[list[float], list[float], float]:
    """Returns the seconds of sales without and beside the import, and the longest wait
    for a lock.
    """
    alone, beside = [], []
    watch = LockWatch(till.database)
    watch.start()
    work.start()
    while work.is_alive():
        beside += [till.sell() for _sale in range(_IN_TURN)]
        work.hold()
        while work.is_at_work():
            beside.append(till.sell())  # a long statement: still beside it
        if work.is_alive():
            alone += [till.sell() for _sale in range(_IN_TURN)]
        work.go_on()
    work.join()
    if work.state != "done":
        raise AssertionError(work.state)
    return alone, beside, watch.stop()


class HeldImport(threading.Thread):
    """An import that can be held; is its own progress, so that steps come by here."""

    def __init__(self, side: Side, path: Path):
        super().__init__(daemon=True)
        self._side = side
        self._path = path
        self._may_go, self._is_held = threading.Event(), threading.Event()
        self._may_go.set()
        self._rested = 0.0
        self.seconds = 0.0
        self.state = "broken"

    def run(self) -> None:
        """Import the file."""
        start = time.perf_counter()
        self.state = self._side.request(self._import)
        self.seconds = time.perf_counter() - start - self._rested

    def _import(self, env) -> str:
        source = env["garage.catalog.source"].search([("name", "=", "Prices")])
        batch = source._create_batch(self._path.name)
        with self._path.open("rb") as stream:
            batch._import_stream(stream, None, self)
        return batch.state

    def hold(self) -> None:
        """Let it rest from its next step on."""
        self._may_go.clear()

    def go_on(self) -> None:
        """Let it work again."""
        self._is_held.clear()
        self._may_go.set()

    def is_at_work(self) -> bool:
        """Whether it still works; waits a moment for the end of a step."""
        return self.is_alive() and not self._is_held.wait(_LOOK)

    def begin(self) -> int:
        """The first start."""
        return 1

    def told(self, _phase: str, _percent: int, _records: int) -> None:
        """Rest here while it is held."""
        if not self._may_go.is_set():
            start = time.perf_counter()
            self._is_held.set()
            self._may_go.wait()
            self._rested += time.perf_counter() - start

    def last_step(self, records: int) -> None:
        """Rest here, too."""
        self.told("writing", 100, records)


class LockWatch(threading.Thread):
    """Looks twenty times a second who waits for a lock, and for how long."""

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
