from odoo.exceptions import RedirectWarning
from odoo.tests import tagged

from .common import WorkorderCommon


@tagged("post_install", "-at_install")
class TestFreeOutsideWork(WorkorderCommon):
    """Outside work at no price is asked about before the estimate leaves."""

    def setUp(self):
        super().setUp()
        self.workorder, self.front, _rear = self._create_estimate()
        answer = self.front.add_card_line({"kind": "sublet", "name": "Weld bracket"})
        self.line = self.env["sale.order.line"].browse(answer["line_id"])

    def test_it_warns_and_nothing_is_sent(self):
        self.line.price_unit = 0

        with self.assertRaisesRegex(RedirectWarning, "Weld bracket.*outside work"):
            self.workorder.action_send_estimate()
        self.assertFalse(self.workorder.estimate_sent_at)
        marks = [mark["text"] for mark in self.line._get_card_marks()]
        self.assertIn("no price", marks)

    def test_sent_as_it_is_when_that_is_meant(self):
        self.line.price_unit = 0
        action = self.env.ref("garage_workorder.action_send_estimate_anyway")

        action.with_context(
            active_model="garage.workorder", active_id=self.workorder.id
        ).run()

        self.assertTrue(self.workorder.estimate_sent_at)
        self.assertEqual(self.workorder.state, "awaiting_approval")

    def test_with_a_price_it_goes_without_a_question(self):
        self.line.price_unit = 80

        self.workorder.action_send_estimate()

        self.assertTrue(self.workorder.estimate_sent_at)

    def test_outside_work_that_was_taken_out_of_the_job_is_no_question(self):
        self.line.write({"price_unit": 0, "product_uom_qty": 0})

        self.workorder.action_send_estimate()

        self.assertTrue(self.workorder.estimate_sent_at)
