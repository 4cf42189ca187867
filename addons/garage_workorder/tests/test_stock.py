from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import WorkorderCommon


@tagged("post_install", "-at_install")
class TestStock(WorkorderCommon):
    def _approve_both(self):
        workorder, front, rear = self._create_estimate()
        workorder._decide({front.id: True, rear.id: True}, "phone", "Vries")
        workorder.job_ids.mechanic_id = self.employee
        return workorder, front, rear

    def test_approval_reserves_the_parts(self):
        _workorder, front, _rear = self._approve_both()

        move = front.line_ids.move_ids
        self.assertEqual(move.state, "assigned")
        self.assertEqual(self.pads.free_qty, 9)
        self.assertEqual(self.pads.qty_available, 10)

    def test_finishing_a_job_issues_only_its_own_parts(self):
        _workorder, front, rear = self._approve_both()

        front.action_finish()

        self.assertEqual(front.line_ids.move_ids.state, "done")
        self.assertEqual(rear.line_ids.move_ids.state, "assigned")
        self.assertEqual((self.pads.qty_available, self.disc.qty_available), (9, 10))
        rear.action_finish()
        self.assertEqual(self.disc.qty_available, 9)

    def test_finishing_twice_issues_once(self):
        _workorder, front, _rear = self._approve_both()

        front.action_finish()
        front.action_finish()

        self.assertEqual(self.pads.qty_available, 9)

    def test_missing_part_makes_the_work_order_wait(self):
        self._set_stock(self.pads, -10)
        workorder, _front, _rear = self._approve_both()

        parts = workorder.lights[1]
        self.assertEqual(workorder.state, "waiting_parts")
        self.assertEqual(parts["state"], "wait")
        self.assertIn("Pads", parts["text"])

    def test_arrived_parts_let_the_work_order_go_on(self):
        self._set_stock(self.pads, -10)
        workorder, front, _rear = self._approve_both()

        self._set_stock(self.pads, 5)
        front.line_ids.move_ids._action_assign()

        self.assertEqual(workorder.state, "planned")

    def test_fitted_part_is_issued_even_when_the_stock_says_none(self):
        self._set_stock(self.pads, -10)
        _workorder, front, _rear = self._approve_both()

        front.action_finish()

        self.assertEqual(front.line_ids.move_ids.state, "done")
        self.assertEqual(self.pads.qty_available, -1)

    def test_removed_parts_return_to_stock_and_leave_the_bill(self):
        _workorder, front, rear = self._approve_both()
        front.action_finish()
        rear.action_finish()

        front.action_return_parts()

        self.assertEqual((self.pads.qty_available, self.disc.qty_available), (10, 9))
        self.assertEqual(front.amount_total, 240)

    def test_cancelled_job_frees_its_parts(self):
        _workorder, front, rear = self._approve_both()

        front.action_cancel()

        self.assertEqual(self.pads.free_qty, 10)
        self.assertEqual(front.amount_total, 0)
        self.assertEqual(rear.line_ids.move_ids.state, "assigned")

    def test_visit_with_issued_parts_cannot_be_cancelled(self):
        workorder, front, _rear = self._approve_both()
        front.action_finish()

        with self.assertRaisesRegex(UserError, "have left the stock"):
            workorder.action_cancel()

    def test_part_within_the_tolerance_of_a_running_job_is_reserved_at_once(self):
        _workorder, front, _rear = self._approve_both()

        line = front.add_line(self.disc, 2, price=10)

        self.assertEqual(sum(line.move_ids.mapped("quantity")), 2)
