from odoo.tests import tagged

from odoo.addons.garage_pos_payment.tests.tour_common import TillTourCase

from .common import WorkorderTillCase


@tagged("post_install", "-at_install")
class TestWorkorderTours(WorkorderTillCase, TillTourCase):
    def test_cashier_pays_a_work_order_split_by_plate(self):
        pulses = self.box_process.pulses

        self.run_till("garage_till_workorder_split")

        invoice = self.workorder.invoice_ids
        self.assertEqual(invoice.amount_residual, 0.0)
        self.assertEqual(self.workorder.payment_state, "paid")
        self.assertEqual(self.charged, 20000)
        self.assertGreater(self.box_process.pulses, pulses)
        receipt = self.box_process.receipts[0]
        self.assertIn("12-ABC-3", receipt)
        self.assertIn(self.workorder.name, receipt)
        self.assertIn("Brakes front", receipt)

    def test_slip_and_key_tag_come_out_of_the_till_printer(self):
        self.workorder.key_tag = "17"

        self.run_till("garage_till_workorder_papers")

        tag, slip = self.box_process.receipts[:2]
        for text in (self.workorder.name, "Brakes front", "Done and test-driven by"):
            self.assertIn(text, slip)
        self.assertEqual(tag.split("\n")[:2], ["17", "12-ABC-3"])

    def test_bill_that_is_not_paid_stays_open(self):
        self.run_till("garage_till_workorder_broken_off")

        self.assertEqual(self.workorder.invoice_ids.state, "posted")
        self.assertEqual(self.workorder.invoice_ids.amount_residual, 300.0)

    def test_cashier_is_asked_before_the_piece_of_a_job_is_sold(self):
        wiper = self._create_product(
            "Wiper last", 20, type="consu", is_storable=True, available_in_pos=True
        )
        self._set_stock(wiper, 1)
        workorder = self._create_workorder()
        job = self.env["garage.job"].create(
            {"workorder_id": workorder.id, "name": "New wipers"}
        )
        job.add_line(wiper, 1)
        workorder.action_send_estimate()
        workorder._decide({job.id: True}, channel="phone", who="J. de Vries")

        self.run_till("garage_till_last_piece")

        order = self.config.current_session_id.order_ids
        self.assertTrue(order.garage_pieces_told)
        self.assertEqual(workorder.state, "waiting_parts")
        self.assertFalse(self.env["garage.till.hold"].search([]))
