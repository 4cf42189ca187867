"""The parts look-up on a million parts, beside SQL written by hand and Odoo's search.

The method that the screen calls against one statement per look-up (`catalog_sql`), on
the same tables, each as a request of its own. What is looked up differs from sample to
sample; each is done some times and the quickest counts, so that p95 is the slow kind of
look-up and not a busy moment of the machine.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from odoo import SUPERUSER_ID

from .. import catalog_sql
from ..catalog_volume import HEADS, SIDES, TAILS, CatalogVolume
from ..explain import Recorder
from ..measure import HIGHER, Ratio, Report
from ..plain_products import fill_products, search_products
from ..side import Side

SAMPLES, REPEATS = 60, 3
STAFF = ["garage_base.group_garage_adviser"]
TABLES = {
    "garage_catalog_item", "garage_catalog_xref", "garage_catalog_fitment",
    "garage_vehicle_type", "garage_vehicle_type_key",
}  # fmt: skip
LIMITS = {"number": 3, "xref": 3, "fitment": 3, "text": 2}


@dataclass(frozen=True)
class Case:
    """One look-up in both ways."""

    own: Callable
    by_hand: Callable
    text: str = ""


def run(context) -> Report:
    """Measure and report."""
    report = Report("catalog_lookup")
    side = Side(context.garage_db, STAFF)
    start = time.perf_counter()
    volume = side.request(CatalogVolume.scaled(context.scale).fill, SUPERUSER_ID)
    report.figures["parts"] = volume.items
    report.figures["cross_references"] = volume.references
    report.figures["fitments"] = volume.fitments
    report.figures["fill_seconds"] = round(time.perf_counter() - start, 1)
    cases = side.request(lambda env: _cases(env, volume), SUPERUSER_ID)
    times = {}
    for name, found in cases.items():
        own, by_hand = _compare(side, found)
        times[name] = own
        report.ratios[f"{name}_p95_vs_sql"] = Ratio(
            _p95(own) / _p95(by_hand), LIMITS[name]
        )
        report.figures[name] = f"{_words(own)}; by hand {_words(by_hand)}"
    _time_slips(report, side, cases["number"])
    scans = _scans(side, cases)
    report.ratios["scans_of_big_tables"] = Ratio(len(scans), 0)
    for place, scan in enumerate(scans):
        report.figures[f"scan_{place}"] = scan
    _compare_with_odoo(report, context, volume, cases, times)
    return report


def _cases(env, volume: CatalogVolume) -> dict[str, list[Case]]:
    """What is looked up; the same for the same size."""
    random = Random(7)
    ids = [volume.base + 1 + random.randrange(volume.items) for _n in range(SAMPLES)]
    numbers = env["garage.catalog.item"].browse(ids).mapped("number_norm")
    xrefs = [f"OE{random.randrange(volume.references // 3)}" for _n in range(SAMPLES)]
    words = [
        f"{random.choice(HEADS)}{random.choice(TAILS)} {random.choice(SIDES)}"
        for _n in range(SAMPLES)
    ]
    texts = {
        # whole numbers and their beginnings, in turn
        "number": [n[: len(n) - 3 * (i % 2)] for i, n in enumerate(numbers)],
        "xref": xrefs,
        "text": words,
    }
    by_hand = {"text": catalog_sql.by_words}
    found = {
        name: [
            _text_case(text, by_hand.get(name, catalog_sql.by_number)) for text in all_
        ]
        for name, all_ in texts.items()
    }
    vehicles = random.sample(volume.vehicle_ids, SAMPLES)
    return {**found, "fitment": [_vehicle_case(vehicle) for vehicle in vehicles]}


def _text_case(text: str, by_hand: Callable) -> Case:
    return Case(
        lambda env: env["garage.catalog.item"].lookup(text),
        lambda env: by_hand(env.cr, text),
        text,
    )


def _vehicle_case(vehicle_id: int) -> Case:
    return Case(
        lambda env: env["garage.catalog.item"].lookup(
            "", vehicle_id, filters={"fits": True}
        ),
        lambda env: catalog_sql.by_vehicle(env.cr, vehicle_id),
    )


def _compare(side: Side, cases: list[Case]) -> tuple[list[float], list[float]]:
    """Seconds of each look-up in both ways; both must find the same parts."""
    own, by_hand = [], []
    for case in cases:
        best = [float("inf"), float("inf")]
        for _repeat in range(REPEATS):
            seconds, rows = _time(side, case.own)
            best[0] = min(best[0], seconds)
            seconds, wanted = _time(side, case.by_hand)
            best[1] = min(best[1], seconds)
        if [row["id"] for row in rows] != [row[0] for row in wanted]:
            raise AssertionError(f"other parts than by hand for {case.text!r}")
        own.append(best[0])
        by_hand.append(best[1])
    return own, by_hand


def _time(side: Side, work: Callable) -> tuple[float, object]:
    start = time.perf_counter()
    result = side.request(work)
    return time.perf_counter() - start, result


def _time_slips(report: Report, side: Side, cases: list[Case]) -> None:
    """How long a number with one wrong sign takes; printed, there is no twin for it."""
    seconds = []
    for place, case in enumerate(cases[:20]):
        spot = place % len(case.text)
        text = f"{case.text[:spot]}Y{case.text[spot + 1 :]}"
        seconds.append(
            _time(side, lambda env, t=text: env["garage.catalog.item"].lookup(t))[0]
        )
    report.figures["number_with_a_slip"] = _words(seconds)


def _scans(side: Side, cases: dict[str, list[Case]]) -> list[str]:
    """Statements that read a big table from end to end."""
    found = []
    for name, listed in cases.items():
        recorder = Recorder()
        with recorder.on():
            side.request(listed[0].own)
        found += [
            f"{name}: {row[:300]}"
            for row in side.request(lambda env, r=recorder: r.scans(env.cr, TABLES))
        ]
    return found


def _compare_with_odoo(report, context, volume, cases, times) -> None:
    """Odoo's product search on as many products, for the same texts."""
    plain = Side(
        context.plain_db, ["base.group_user", "sales_team.group_sale_salesman"]
    )
    start = time.perf_counter()
    plain.request(lambda env: fill_products(env, volume.items), SUPERUSER_ID)
    report.figures["fill_products_seconds"] = round(time.perf_counter() - start, 1)
    texts = [case.text for name in ("number", "text") for case in cases[name][:10]]
    own = [took for name in ("number", "text") for took in times[name][:10]]
    seconds = [
        min(
            _time(plain, lambda env, text=text: search_products(env, text))[0]
            for _repeat in range(2)
        )
        for text in texts
    ]
    report.figures["odoo_product_search"] = _words(seconds)
    report.ratios["vs_odoo_search"] = Ratio(_p95(seconds) / _p95(own), 20, HIGHER)


def _p95(seconds: list[float]) -> float:
    return sorted(seconds)[int(len(seconds) * 0.95)]


def _words(seconds: list[float]) -> str:
    middle = sorted(seconds)[len(seconds) // 2]
    return f"p50 {middle * 1000:.1f} ms, p95 {_p95(seconds) * 1000:.1f} ms"
