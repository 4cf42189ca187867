"""The busiest screens on a garage with some years behind it, in small.

The full size is `./garage bench workshop_load`. Here few rows are enough: the number
of queries must not depend on them, and every statement must find an index to stand on.
"""

from odoo.tests import TransactionCase, new_test_user, tagged

from load import screens
from load.explain import GROWING, Recorder
from load.volume import Volume


@tagged("post_install", "-at_install")
class TestWorkshopLoad(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.volume = Volume(vehicles=400, workorders=900, open_workorders=16)
        cls.volume.fill(cls.env)
        cls.adviser = new_test_user(
            cls.env, "load", "garage_base.group_garage_adviser", tz="UTC"
        )
        cls.manager = new_test_user(
            cls.env, "owner", "garage_base.group_garage_manager", tz="UTC"
        )
        ready = cls.env["garage.workorder"].search([("state", "=", "ready")], limit=1)
        cls.vehicle, cls.ready, cls.number = ready.vehicle_id, ready, ready.name

    def _record(self, screen, user=None):
        """Statements of a screen on an empty cache, class caches warm."""
        env = self.env(user=user or self.adviser)
        screen(env)
        self.env.flush_all()
        self.env.invalidate_all()
        recorder = Recorder()
        with recorder.on():
            screen(env)
        return recorder

    def _assert_on_indexes(self, recorder):
        scans = recorder.scans(self.env.cr, GROWING, force_index=True)
        self.assertFalse(scans, "\n".join(scans))

    def test_the_garage_is_filled_as_asked(self):
        count = self.env["garage.workorder"].search_count
        self.assertEqual(count([("name", "=like", "L/%")]), 900)
        first = self.volume.base["garage_vehicle"]
        self.assertEqual(
            self.env["garage.vehicle"].search_count([("id", ">", first)]), 400
        )
        lines = self.env["sale.order.line"].search_count(
            [("order_id.name", "=like", "LS%")]
        )
        self.assertGreater(lines, 900 * 3)

    def test_the_plate_box_stands_on_indexes(self):
        texts = [self.vehicle.plate, self.vehicle.plate[:4], self.number]
        texts += [self.vehicle.owner_id.phone, self.vehicle.owner_id.name]
        for text in texts:
            with self.subTest(text=text):
                recorder = self._record(
                    lambda env, text=text: screens.plate_search(env, text)
                )
                self._assert_on_indexes(recorder)
                self.assertLess(len(recorder.queries), 25)

    def test_the_timeline_stands_on_indexes(self):
        recorder = self._record(lambda env: screens.timeline(env, self.vehicle.id))

        self._assert_on_indexes(recorder)
        self.assertLess(len(recorder.queries), 8)

    def test_a_work_order_opens_by_indexes(self):
        workorder_id = self.ready.id
        recorder = self._record(lambda env: screens.open_workorder(env, workorder_id))

        self._assert_on_indexes(recorder)
        self.assertLess(len(recorder.queries), 90)

    def test_a_vehicle_opens_by_indexes(self):
        recorder = self._record(lambda env: screens.open_vehicle(env, self.vehicle.id))

        self._assert_on_indexes(recorder)
        self.assertLess(len(recorder.queries), 40)

    def test_a_line_is_added_by_indexes(self):
        job = self.env["garage.job"].search(
            [("workorder_id.state", "=", "diagnosis")], limit=1
        )
        product = self.env["product.product"].search(
            [("name", "=", "Bench Part 1")], limit=1
        )
        recorder = self._record(
            lambda env: screens.add_line(env, job.id, product.id)["card"]
        )

        self._assert_on_indexes(recorder)
        self.assertLess(len(recorder.queries), 90)

    def test_the_board_reads_open_work_orders_only(self):
        recorder = self._record(screens.board)

        self._assert_on_indexes(recorder)

    def test_the_board_needs_no_more_queries_with_more_cards(self):
        few = self._record(screens.board)
        closed = self.env["garage.workorder"].search(
            [("state", "=", "handed_over"), ("name", "=like", "L/%")], limit=24
        )
        for state in ("in_progress", "ready", "awaiting_approval"):
            closed[:8].with_context(garage_event=True).write({"state": state})
            closed = closed[8:]
        many = self._record(screens.board)

        self.assertLessEqual(
            len(many.queries), len(few.queries) + 2, _difference(few, many)
        )

    def test_the_owners_board_needs_a_fixed_number_of_queries(self):
        recorder = self._record(
            lambda env: screens.owner_board(env, "month"), self.manager
        )

        self.assertLess(len(recorder.queries), 40)


def _difference(few, many):
    """Statements that were sent more often, for the message of a failure."""
    before = [code for code, _values in few.queries]
    after = [code for code, _values in many.queries]
    extra = {code for code in after if after.count(code) > before.count(code)}
    return "\n".join(
        f"{before.count(code)} -> {after.count(code)}: {code[:300]}" for code in extra
    )
