from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .common import WorkorderCommon


@tagged("post_install", "-at_install")
class TestLeaks(WorkorderCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.now = fields.Datetime.now()

    def _rows(self, kind, model="garage.leak", **domain):
        self.env.flush_all()
        self.env.invalidate_all()
        rows = self.env[model].search([("kind", "=", kind)])
        return rows.filtered(lambda row: row.vehicle_id == self.vehicle)

    def _finish(self):
        workorder, front, rear = self._create_approved()
        front.action_finish()
        return workorder, front, rear

    def test_a_ready_car_waits_for_its_money_billed_or_not(self):
        workorder, _front, _rear = self._finish()
        workorder.action_mark_ready()

        rows = self._rows("ready_unpaid")
        self.assertEqual((rows.workorder_id, rows.amount), (workorder, 300))
        self.assertEqual(rows.amount, workorder._get_amount_due())
        workorder._ensure_final_invoice()
        self.assertEqual(self._rows("ready_unpaid").amount, 300)

    def test_a_key_that_left_without_payment_stands_until_it_is_paid(self):
        self.free_keys()
        workorder, _front, _rear = self._finish()
        workorder.action_mark_ready()
        workorder.action_hand_over_key()

        rows = self._rows("keys_out")
        self.assertEqual((rows.workorder_id, rows.amount), (workorder, 300))
        self.assertFalse(self._rows("ready_unpaid"))
        self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=workorder.invoice_ids.ids
        ).create({})._create_payments()
        self.assertFalse(self._rows("keys_out"))

    def test_fitted_parts_of_a_finished_job_wait_for_a_bill(self):
        workorder, front, _rear = self._finish()
        self.assertFalse(self._rows("unbilled_parts"), "may still be billed today")
        front.finished_at = self.now - timedelta(days=2)

        rows = self._rows("unbilled_parts")
        self.assertEqual((rows.res_id, rows.amount), (front.id, 50))
        workorder.action_mark_ready()
        workorder._ensure_final_invoice()
        self.assertFalse(self._rows("unbilled_parts"))

    def test_hours_beyond_what_was_sold_are_told_at_their_price(self):
        _workorder, front, _rear = self._create_approved()
        with freeze_time(self.now - timedelta(hours=5)):
            front.action_start_clock()
        with freeze_time(self.now):
            front.action_finish()

        rows = self._rows("unbilled_time")
        self.assertAlmostEqual(rows.hours, 3.0, 2)
        self.assertAlmostEqual(rows.amount, 300, 0)

    def test_a_passed_promise_is_told_until_the_car_is_ready(self):
        workorder = self._create_workorder(promised_at=self.now - timedelta(hours=1))

        self.assertEqual(self._rows("overdue").workorder_id, workorder)
        workorder.action_mark_ready()
        self.assertFalse(self._rows("overdue"))

    def test_declined_work_stands_until_it_is_offered_again(self):
        _workorder, _front, rear = self._create_approved()
        rows = self._rows("declined")
        self.assertEqual((rows.res_id, rows.amount), (rear.id, 216))

        self._create_workorder().add_declined_job(rear.id)
        self.assertFalse(self._rows("declined"))

    def test_a_deposit_without_work_is_told(self):
        workorder, front, rear = self._create_approved()
        order = front.order_id
        wizard = self.env["sale.advance.payment.inv"].with_context(
            active_model="sale.order", active_ids=order.ids
        )
        wizard.create(
            {"advance_payment_method": "fixed", "fixed_amount": 60}
        ).create_invoices()
        order.invoice_ids.action_post()
        self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=order.invoice_ids.ids
        ).create({})._create_payments()
        self.assertFalse(self._rows("idle_deposit"), "work is approved")

        front.action_cancel()
        self.assertEqual(self._rows("idle_deposit").workorder_id, workorder)

    def test_a_row_opens_what_it_tells_about(self):
        _workorder, _front, rear = self._create_approved()
        action = self._rows("declined").action_open()

        self.assertEqual(
            (action["res_model"], action["res_id"]), ("garage.job", rear.id)
        )

    def test_a_row_is_the_same_row_when_it_is_asked_for_again(self):
        self._create_approved()
        row = self._rows("declined")
        self._create_workorder(promised_at=self.now - timedelta(hours=1))

        self.assertEqual(self._rows("declined"), row)
        self.assertEqual(row.currency_id, self.company.currency_id)

    def test_mechanics_do_not_see_the_leaks(self):
        with self.assertRaises(AccessError):
            self.env["garage.leak"].with_user(self._create_user("mechanic")).search([])

    def test_a_repair_that_did_not_last_is_told(self):
        self._finish()
        with freeze_time(self.now + timedelta(days=30)):
            _workorder, again, _rear = self._finish()
        rows = self._rows("repeat_repair", "garage.chance")

        self.assertEqual(rows.res_id, again.id)

    def test_a_vehicle_that_stays_away_is_told_by_its_own_rhythm(self):
        for days in (400, 300, 200):
            workorder = self._create_workorder()
            workorder._set_state("handed_over")
            workorder.handed_over_at = self.now - timedelta(days=days)
        rows = self._rows("stays_away", "garage.chance")
        self.assertEqual(rows.since.date(), (self.now - timedelta(days=200)).date())

        self._create_workorder()
        self.assertFalse(self._rows("stays_away", "garage.chance"), "it is here")

    def test_urgent_work_that_was_declined_is_told(self):
        _workorder, _front, rear = self._create_approved()
        self.assertFalse(self._rows("declined_safety", "garage.chance"))
        rear.severity = "red"

        self.assertEqual(self._rows("declined_safety", "garage.chance").res_id, rear.id)

    def test_a_job_below_its_usual_time_is_told(self):
        workorder = self._create_workorder()
        job = workorder.add_job_from_template(self.template)
        labour = job.line_ids.filtered(lambda line: line.product_id == self.labour)
        labour.product_uom_qty = 1.5
        workorder._decide({job.id: True}, "counter", "Vries")
        job.mechanic_id = self.employee
        job.action_finish()

        rows = self._rows("below_template", "garage.chance")
        self.assertEqual((rows.hours, rows.amount), (0.5, 50))
