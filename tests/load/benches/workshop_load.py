"""The busiest screens with 50,000 vehicles beside the same screens with 500.

Both databases hold the same number of open work orders: a garage does not get more
bays with the years. Every statement of the screens must stand on an index.
"""

from contextlib import closing
from statistics import median

from odoo import SUPERUSER_ID, sql_db

from .. import screens
from ..explain import Recorder
from ..measure import Ratio, Report, Stopwatch, interleave, median_ms, median_ratio
from ..shop import SALES
from ..side import Side
from ..volume import Volume

ROUNDS = 15
SMALL = (500, 1000)
STAFF = ["garage_base.group_garage_adviser", *SALES]
#: tables that grow with the years
BIG = {
    "res_partner", "garage_vehicle", "garage_workorder", "garage_job", "sale_order",
    "sale_order_line", "account_move", "account_move_line", "garage_vehicle_event",
    "garage_approval", "garage_approval_line", "garage_time_entry",
}  # fmt: skip


class Garage:
    """One database, filled, and what is looked up in it."""

    def __init__(self, database: str, volume: Volume):
        self.side = Side(database, STAFF)
        watch = Stopwatch(lambda: 0)
        watch.measure("fill", lambda: self.side.request(volume.fill, SUPERUSER_ID))
        self.fill_seconds = round(watch.seconds, 1)
        self.screens = self.side.request(self._choose_screens, SUPERUSER_ID)

    def _choose_screens(self, env):
        """The screens with something to find, by name."""
        order = env["garage.workorder"].search([("state", "=", "ready")], limit=1)
        vehicle, partner = order.vehicle_id, order.partner_id
        texts = {
            "plate": vehicle.plate,
            "plate_begin": vehicle.plate[:4],
            "phone": partner.phone,
            "name": partner.name,
            "number": order.name,
        }
        found = {
            f"search_{name}": lambda env, text=text: screens.plate_search(env, text)
            for name, text in texts.items()
        }
        return {
            **found,
            "board": screens.board,
            "timeline": lambda env: screens.timeline(env, vehicle.id),
        }

    def show(self, name: str):
        """One request; returns what it took."""
        watch = Stopwatch(lambda: sql_db.sql_counter)
        watch.measure(name, lambda: self.side.request(self.screens[name]))
        return watch.sample

    def scans(self) -> list[str]:
        """Statements of all screens that read a big table from end to end."""
        found = []
        for name, screen in self.screens.items():
            recorder = Recorder()
            with recorder.on():
                self.side.request(screen)
            rows = self.side.request(
                lambda env, recorder=recorder: recorder.scans(env.cr, BIG)
            )
            found += [f"{name}: {row[:300]}" for row in rows]
        return found


def run(context) -> Report:
    """Measure and report."""
    small_db = f"{context.garage_db}_small"
    _copy(context.garage_db, small_db)
    big = Volume.scaled(context.scale)
    small = Volume(*SMALL, open_workorders=big.open_workorders)
    report = Report("workshop_load")
    garages = Garage(context.garage_db, big), Garage(small_db, small)
    _compare(report, *garages)
    _time_owner_board(report, garages[0].side)
    scans = garages[0].scans()
    report.ratios["scans_of_big_tables"] = Ratio(len(scans), 0)
    report.figures["vehicles"] = big.vehicles
    report.figures["work_orders"] = big.workorders
    report.figures["fill_seconds"] = garages[0].fill_seconds
    for place, scan in enumerate(scans):
        report.figures[f"scan_{place}"] = scan
    return report


def _compare(report: Report, big: Garage, small: Garage) -> None:
    queries = []
    for name in big.screens:
        pairs = interleave(
            lambda name=name: big.show(name), lambda name=name: small.show(name), ROUNDS
        )
        report.ratios[f"{name}_vs_small"] = Ratio(median_ratio(pairs), 2)
        one, two = pairs[-1]
        queries.append(one.queries / max(two.queries, 1))
        report.figures[name] = (
            f"{median_ms([pair[0] for pair in pairs])} ms beside "
            f"{median_ms([pair[1] for pair in pairs])} ms, {one.queries} queries"
        )
    report.ratios["queries_vs_small"] = Ratio(max(queries), 1.05)


def _time_owner_board(report: Report, side: Side) -> None:
    """The owner's board in seconds, by period; it has no small twin."""
    manager = side.add_user("owner", ["garage_base.group_garage_manager"])
    seconds = []
    for kind in ("day", "week", "month"):
        watch = Stopwatch(lambda: sql_db.sql_counter)

        def board(env, kind=kind):
            return env["garage.board"].get_board(kind)

        for _round in range(5):
            watch.measure(kind, lambda: side.request(board, manager))
            seconds.append(watch.steps[kind].seconds)
        sample = watch.steps[kind]
        report.figures[f"owner_board_{kind}"] = (
            f"{round(sample.seconds * 1000)} ms, {sample.queries} queries"
        )
    report.ratios["owner_board_seconds"] = Ratio(median(seconds), 2)


def _copy(source: str, target: str) -> None:
    """A second database like the first."""
    connection = sql_db.db_connect("postgres")
    with closing(connection.cursor()) as cr:
        cr._cnx.autocommit = True
        cr.execute(f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)')
        cr.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')
