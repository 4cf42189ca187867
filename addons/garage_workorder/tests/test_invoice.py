from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import WorkorderCommon


@tagged("post_install", "-at_install")
class TestInvoice(WorkorderCommon):
    def _create_ready(self):
        workorder, front, rear = self._create_approved()
        front.action_finish()
        workorder.action_mark_ready()
        return workorder, front, rear

    def test_final_invoice_holds_approved_jobs_only(self):
        workorder, front, rear = self._create_ready()

        invoice = workorder._ensure_final_invoice()

        names = invoice.invoice_line_ids.mapped("name")
        self.assertEqual(invoice.state, "posted")
        self.assertEqual(invoice.amount_total, 300)
        self.assertIn(front.name, names)
        self.assertNotIn(rear.name, names)
        self.assertEqual(invoice.partner_id, self.customer)

    def test_jobs_orders_and_invoice_agree_to_the_cent(self):
        """Rule 8, with prices whose taxes do not come out even."""
        self.tax.amount = 21
        workorder = self._create_workorder()
        for number in range(1, 8):
            job = workorder.add_job_from_template(self.template.id)
            job.line_ids.write({"price_unit": 9.99 * number + 0.07})
        workorder._decide(dict.fromkeys(workorder.job_ids.ids, True), "phone", "Vries")
        workorder.job_ids.mechanic_id = self.employee
        workorder.job_ids.action_finish()

        due = workorder._get_amount_due()
        invoice = workorder._ensure_final_invoice()

        self.assertAlmostEqual(sum(workorder.job_ids.mapped("amount_total")), due)
        self.assertAlmostEqual(workorder.amount_total, due)
        self.assertAlmostEqual(invoice.amount_total, due)

    def test_final_invoice_is_made_once(self):
        workorder, _front, _rear = self._create_ready()

        first = workorder._ensure_final_invoice()
        second = workorder._ensure_final_invoice()

        self.assertEqual(first, second)
        self.assertEqual(workorder.invoice_ids, first)

    def test_two_orders_of_a_visit_become_one_invoice(self):
        workorder, front, _rear = self._create_approved()
        extra = workorder.add_job_from_template(self.other_template)
        workorder._decide({extra.id: True}, "phone", "Vries")
        (front | extra).mechanic_id = self.employee
        (front | extra).action_finish()

        invoice = workorder._ensure_final_invoice()

        self.assertEqual(invoice.amount_total, 516)
        self.assertEqual(workorder.invoice_count, 1)

    def test_invoice_names_vehicle_odometer_and_work_order(self):
        workorder, _front, _rear = self._create_ready()

        invoice = workorder._ensure_final_invoice()
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "account.report_invoice", invoice.ids
        )

        self.assertEqual(invoice.garage_plate, "12-ABC-3")
        self.assertEqual(invoice.garage_odometer, 148200)
        for text in (b"12-ABC-3", b"148", workorder.name.encode()):
            self.assertIn(text, html)

    def test_invoice_goes_to_who_pays(self):
        lease = self.env["res.partner"].create({"name": "Lease BV"})
        self.vehicle.bill_to_id = lease
        workorder, _front, _rear = self._create_ready()

        self.assertEqual(workorder._ensure_final_invoice().partner_id, lease)

    def test_amount_due_counts_unbilled_work_and_the_open_invoice(self):
        workorder, _front, _rear = self._create_ready()
        before = workorder._get_amount_due()

        invoice = workorder._ensure_final_invoice()
        billed = workorder._get_amount_due()
        self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        ).create({})._create_payments()

        self.assertEqual((before, billed), (300, 300))
        self.assertEqual(workorder._get_amount_due(), 0)

    def test_nothing_approved_is_nothing_to_bill(self):
        workorder = self._create_workorder()

        with self.assertRaisesRegex(UserError, "nothing to bill"):
            workorder._ensure_final_invoice()

    def test_running_work_is_not_billed(self):
        workorder, front, _rear = self._create_approved()
        front.action_start_clock()

        with self.assertRaisesRegex(UserError, "still going on"):
            workorder._ensure_final_invoice()

    def test_visit_without_approved_work_hands_over_without_a_bill(self):
        workorder, front, rear = self._create_estimate()
        workorder._decide({front.id: False, rear.id: False}, "counter", "Vries")
        workorder.action_mark_ready()

        workorder.action_hand_over_key()

        self.assertEqual(workorder.state, "handed_over")
        self.assertFalse(workorder.invoice_ids)

    def test_hand_over_bills_a_customer_on_account(self):
        self.free_keys()
        workorder, _front, _rear = self._create_ready()

        workorder.action_hand_over_key()

        self.assertEqual(workorder.invoice_ids.state, "posted")
        self.assertEqual(workorder.key_state, "handed_over")
