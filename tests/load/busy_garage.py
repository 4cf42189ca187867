"""A filled garage and the people who work in it, for the benches."""

from collections.abc import Callable
from functools import partial

from odoo import SUPERUSER_ID, sql_db

from . import screens
from .explain import FILLED, Recorder
from .measure import Sample, Stopwatch
from .shop import SALES
from .side import Side
from .storage import settle
from .volume import Volume

STAFF = ["garage_base.group_garage_adviser", *SALES]
PERIODS = ("day", "week", "month")


class Garage:
    """One database, filled, and what is looked up in it."""

    def __init__(self, database: str, volume: Volume):
        self.side = Side(database, STAFF)
        self.owner_id = self.side.add_user(
            "owner", ["garage_base.group_garage_manager"]
        )
        self.fill_seconds = self._fill(database, volume)
        self.screens = self.side.request(self._choose_screens, SUPERUSER_ID)
        self.owner_screens = {
            f"owner_board_{kind}": partial(screens.owner_board, kind=kind)
            for kind in PERIODS
        }
        self.lines = self.side.request(self._count_lines, SUPERUSER_ID)
        self.place = self.side.request(self._choose_job, SUPERUSER_ID)

    def _fill(self, database: str, volume: Volume) -> float:
        watch = Stopwatch(lambda: 0)
        watch.measure("fill", lambda: self.side.request(volume.fill, SUPERUSER_ID))
        settle(database)
        return round(watch.seconds, 1)

    def _choose_screens(self, env) -> dict[str, Callable]:
        """The screens with something to find, by name."""
        order = self._choose_order(env)
        vehicle, partner = order.vehicle_id, order.partner_id
        texts = {
            "plate": vehicle.plate,
            "plate_begin": vehicle.plate[:4],
            "phone": partner.phone,
            "name": partner.name,
            "number": order.name,
        }
        searches = {
            f"search_{name}": partial(screens.plate_search, text=text)
            for name, text in texts.items()
        }
        events = env["garage.vehicle.event"]._read_group(
            [], ["vehicle_id"], order="__count desc", limit=1
        )
        busiest = events[0][0].id
        return {
            **searches,
            "board": screens.board,
            "timeline": partial(screens.timeline, vehicle_id=vehicle.id),
            "timeline_longest": partial(screens.timeline, vehicle_id=busiest),
            "open_vehicle": partial(screens.open_vehicle, vehicle_id=vehicle.id),
            "open_workorder": partial(screens.open_workorder, workorder_id=order.id),
        }

    def _choose_order(self, env):
        """A visit of a vehicle that was here before, in both garages: what is known
        of earlier work is looked up too."""
        ready = env["garage.workorder"].search([("state", "=", "ready")])
        visits = dict(
            env["garage.workorder"]._read_group(
                [("vehicle_id", "in", ready.vehicle_id.ids)],
                ["vehicle_id"],
                ["__count"],
            )
        )
        return max(ready, key=lambda order: visits[order.vehicle_id])

    def _choose_job(self, env) -> tuple[int, int]:
        """An open job and a part that it may get."""
        job = env["garage.job"].search(
            [("workorder_id.state", "=", "diagnosis"), ("line_ids", "!=", False)],
            limit=1,
        )
        parts = [("product_id.is_storable", "=", True), ("order_id.name", "=", "LS1")]
        line = env["sale.order.line"].search(parts, limit=1)
        product = line.product_id or env["product.product"].search(
            [("name", "=", "Bench Part 1")], limit=1
        )
        return job.id, product.id

    def _count_lines(self, env) -> int:
        return env["sale.order.line"].search_count([("display_type", "=", False)])

    def show(self, name: str) -> Sample:
        """One request; returns what it took."""
        if name in self.owner_screens:
            return self._watch(self.owner_screens[name], self.owner_id)
        return self._watch(self.screens[name])

    def add_line(self) -> Sample:
        """One more line on an estimate; it is taken off afterwards."""
        job_id, product_id = self.place
        kept = {}

        def work(env):
            kept.update(screens.add_line(env, job_id, product_id))

        sample = self._watch(work)
        self.side.request(
            lambda env: env["sale.order.line"].browse(kept["line_id"]).unlink(),
            SUPERUSER_ID,
        )
        return sample

    def _watch(self, work: Callable, uid: int = 0) -> Sample:
        watch = Stopwatch(lambda: sql_db.sql_counter)
        watch.measure("", lambda: self.side.request(work, uid))
        return watch.sample

    def scans(self, force_index: bool) -> list[str]:
        """Statements of all screens that read a big table from end to end.

        :param force_index: with little data; see ``Recorder.scans``
        """
        found = []
        for name, screen in self.screens.items():
            recorder = Recorder()
            with recorder.on():
                self.side.request(screen)
            rows = self.side.request(
                lambda env, recorder=recorder: recorder.scans(
                    env.cr, FILLED, force_index
                )
            )
            found += [f"{name}: {row[:300]}" for row in rows]
        return found
