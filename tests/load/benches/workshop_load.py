"""The busiest screens with 50,000 vehicles beside the same screens with 500.

Both databases hold the same number of open work orders: a garage does not get more
bays with the years. Every statement of the screens must stand on an index.
"""

from functools import partial

from ..busy_garage import PERIODS, Garage
from ..measure import Ratio, Report, interleave, median_ms, median_ratio, target
from ..storage import copy
from ..volume import Volume

ROUNDS = 31  # a search takes milliseconds: many rounds, or the machine is measured
SLOW_ROUNDS = 15
SLOW = {"board", "open_workorder", "open_vehicle"}
SMALL = (500, 1000)
LITTLE = 0.1  # below this scale PostgreSQL rightly reads small tables whole
#: milliseconds that people wait at most, the first hit of the plate box among them
TARGETS = {
    "search_plate": 300,
    "search_plate_begin": 300,
    "search_phone": 300,
    "search_name": 300,
    "search_number": 300,
    "open_workorder": 1000,
    "add_line": 100,
    **{f"owner_board_{kind}": 2000 for kind in PERIODS},
}


def run(context) -> Report:
    """Measure and report."""
    small_db = f"{context.garage_db}_small"
    copy(context.garage_db, small_db)
    big = Volume.scaled(context.scale)
    small = Volume(*SMALL, open_workorders=big.open_workorders)
    report = Report("workshop_load")
    garages = Garage(context.garage_db, big), Garage(small_db, small)
    _compare(report, *garages)
    _time_owner_board(report, *garages)
    scans = garages[0].scans(force_index=context.scale < LITTLE)
    report.ratios["scans_of_big_tables"] = Ratio(len(scans), 0)
    report.figures["vehicles"] = big.vehicles
    report.figures["work_orders"] = big.workorders
    report.figures["lines"] = garages[0].lines
    report.figures["fill_seconds"] = garages[0].fill_seconds
    for place, scan in enumerate(scans):
        report.figures[f"scan_{place}"] = scan
    return report


def _compare(report: Report, big: Garage, small: Garage) -> None:
    """Each screen in both garages in turn; time and statements may not grow."""
    queries = {}
    for name in big.screens:
        rounds = SLOW_ROUNDS if name in SLOW else ROUNDS
        works = [partial(garage.show, name) for garage in (big, small)]
        queries[name] = _measure(report, name, works, rounds)
    queries["add_line"] = _measure(
        report, "add_line", [big.add_line, small.add_line], SLOW_ROUNDS
    )
    worst = max(queries, key=queries.get)
    report.ratios["queries_vs_small"] = Ratio(queries[worst], 1.05)
    report.figures["most_queries_vs_small"] = worst


def _measure(report: Report, name: str, works: list, rounds: int) -> float:
    """Add the time of one screen to the report; returns the ratio of statements."""
    pairs = interleave(*works, rounds, warm_up=3)
    report.ratios[f"{name}_vs_small"] = Ratio(median_ratio(pairs), 2)
    ours, others = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    if name in TARGETS:
        report.targets[name] = target(ours, TARGETS[name])
    one, two = pairs[-1]
    report.figures[name] = (
        f"{median_ms(ours)} ms beside {median_ms(others)} ms, "
        f"{one.queries} queries beside {two.queries}"
    )
    return one.queries / max(two.queries, 1)


def _time_owner_board(report: Report, big: Garage, small: Garage) -> None:
    """The owner's board by period; its time may grow with what it adds up."""
    queries = []
    for name in big.owner_screens:
        works = [partial(garage.show, name) for garage in (big, small)]
        pairs = interleave(*works, rounds=5)
        report.targets[name] = target([pair[0] for pair in pairs], TARGETS[name])
        one, two = pairs[-1]
        queries.append(one.queries / max(two.queries, 1))
        report.figures[name] = f"{one.queries} queries beside {two.queries}"
    report.ratios["owner_board_queries_vs_small"] = Ratio(max(queries), 1.05)
