from odoo.tests import BaseCase

from ..controllers.throttle import Throttle
from ..domain import customer, signature, snapshot, states, tolerance


class TestDomain(BaseCase):
    def test_smaller_limit_of_the_tolerance_counts(self):
        self.assertEqual(tolerance.allowed_excess(300, 10, 50), 30)
        self.assertEqual(tolerance.allowed_excess(900, 10, 50), 50)
        self.assertEqual(tolerance.allowed_excess(900, 10, 0), 0)

    def test_tolerance_is_met_to_the_cent(self):
        self.assertFalse(tolerance.needs_approval(330.00, 300, 10, 50))
        self.assertTrue(tolerance.needs_approval(330.01, 300, 10, 50))

    def test_negative_tolerance_is_refused(self):
        with self.assertRaises(ValueError):
            tolerance.allowed_excess(100, -1, 5)

    def test_work_order_follows_its_jobs(self):
        cases = [
            (["draft"], False, "checked_in"),
            (["awaiting_approval", "draft"], False, "awaiting_approval"),
            (["approved", "declined"], True, "waiting_parts"),
            (["approved"], False, "planned"),
            (["approved", "in_progress"], False, "in_progress"),
            (["approved", "done"], False, "in_progress"),
            (["done", "declined"], False, "quality_check"),
            (["declined"], False, "quality_check"),
            ([], False, "checked_in"),
        ]
        for jobs, missing, expected in cases:
            self.assertEqual(states.next_state("checked_in", jobs, missing), expected)

    def test_finished_visits_do_not_move_anymore(self):
        for state in ("ready", "handed_over", "cancelled"):
            self.assertEqual(states.next_state(state, ["in_progress"], False), state)

    def test_one_next_step_is_named(self):
        self.assertEqual(states.next_step("planned", []), "check_in")
        self.assertEqual(states.next_step("planned", ["draft"]), "check_in")
        self.assertEqual(states.next_step("checked_in", ["draft"]), "send_estimate")
        self.assertEqual(states.next_step("planned", ["approved"]), "start")
        self.assertEqual(states.next_step("quality_check", ["done"]), "mark_ready")
        self.assertEqual(states.next_step("ready", ["done"]), "hand_over")
        self.assertEqual(states.next_step("handed_over", ["done"]), "")

    def test_same_content_has_the_same_digest(self):
        one = snapshot.digest(snapshot.canonical({"a": 1, "b": [2]}))
        two = snapshot.digest(snapshot.canonical({"b": [2], "a": 1}))

        self.assertEqual(one, two)
        self.assertFalse(snapshot.is_intact("{}", one))

    def test_only_small_png_pictures_are_signatures(self):
        png = "data:image/png;base64,iVBORw0KGgo="
        self.assertEqual(signature.decode_png(""), b"")
        self.assertTrue(signature.decode_png(png).startswith(b"\x89PNG"))
        for bad in ("data:text/html;base64,AAAA", png[:-3] + "*", png + "A" * 300_000):
            with self.assertRaises(ValueError):
                signature.decode_png(bad)

    def test_throttle_forgets_after_its_time(self):
        throttle = Throttle(limit=2, seconds=10, visitors=1)
        throttle.miss("a", 0)
        throttle.miss("a", 1)

        self.assertTrue(throttle.is_blocked("a", 5))
        self.assertFalse(throttle.is_blocked("a", 11))
        throttle.miss("b", 12)
        self.assertFalse(throttle.is_blocked("a", 5))

    def test_customer_sees_the_stage_that_matters(self):
        self.assertEqual(
            customer.stage("in_progress", ["awaiting_approval"], False), "decide"
        )
        self.assertEqual(customer.stage("in_progress", ["done"], True), "decide")
        self.assertEqual(customer.stage("ready", ["done"], False), "ready")
        self.assertEqual(customer.stage("checked_in", ["draft"], False), "received")
