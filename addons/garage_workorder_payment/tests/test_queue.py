from odoo.tests import tagged

from .common import VisitCommon


@tagged("post_install", "-at_install")
class TestQueue(VisitCommon):
    def _queue(self, free):
        found = self.env["garage.workorder"].search(
            [("state", "=", "ready"), ("key_may_leave", "=", free)]
        )
        return self.workorder in found

    def test_an_unpaid_car_waits_for_money_and_a_paid_one_for_its_driver(self):
        self.assertFalse(self._queue(False), "it is not ready yet")
        request = self._ready()
        self.assertEqual((self._queue(False), self._queue(True)), (True, False))

        self._pay(300.0, request._ensure_invoices())
        self.assertEqual((self._queue(False), self._queue(True)), (False, True))

        self.workorder.action_hand_over_key()
        self.assertFalse(self._queue(False) or self._queue(True))

    def test_both_queues_together_are_all_that_is_ready(self):
        self._ready()
        ready = self.env["garage.workorder"].search(
            [("state", "=", "ready"), ("key_may_leave", "in", [True, False])]
        )
        self.assertIn(self.workorder, ready)
