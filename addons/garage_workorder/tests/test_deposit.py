from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import WorkorderCommon


@tagged("post_install", "-at_install")
class TestDeposit(WorkorderCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.workorder, cls.front, cls.rear = cls._create_estimate()

    def _approve(self, *jobs):
        answer = {job.id: job in jobs for job in self.workorder.job_ids}
        self.workorder._decide(answer, "phone", "Vries")

    def _finish(self):
        jobs = self.workorder.job_ids.filtered(lambda job: job.state == "approved")
        jobs.mechanic_id = self.employee
        jobs.action_finish()
        self.workorder.action_mark_ready()

    def _pay(self, invoice):
        self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        ).create({})._create_payments()

    def test_deposit_asked_with_the_estimate_is_billed_with_the_approval(self):
        self.workorder._ask_deposit("percent", 20)
        self.assertFalse(self.workorder.invoice_ids)

        self._approve(self.front)

        deposit = self.workorder.invoice_ids
        self.assertEqual(deposit.state, "posted")
        self.assertEqual((deposit.amount_total, deposit.amount_tax), (60, 10))
        self.assertEqual(self.workorder.deposit_open, 60)

    def test_deposit_after_the_approval_is_billed_at_once(self):
        self._approve(self.front, self.rear)

        self.workorder._ask_deposit("fixed", 100)

        self.assertEqual(self.workorder.invoice_ids.amount_total, 100)

    def test_final_bill_deducts_the_deposit(self):
        self.workorder._ask_deposit("fixed", 100)
        self._approve(self.front)
        self._pay(self.workorder.invoice_ids)
        self._finish()
        before = self.workorder._get_amount_due()

        bill = self.workorder._ensure_final_invoice()

        self.assertEqual(
            (before, bill.amount_total, bill.amount_tax), (200, 200, 33.33)
        )
        self.assertEqual(self.workorder._get_amount_due(), 200)

    def test_unpaid_deposit_stays_due_beside_the_rest(self):
        self.workorder._ask_deposit("fixed", 100)
        self._approve(self.front)
        due = self.workorder._get_amount_due()
        self._finish()
        bill = self.workorder._ensure_final_invoice()

        self.assertEqual((due, bill.amount_total), (300, 200))
        self.assertEqual(self.workorder._get_amount_due(), 300)

    def test_each_tax_rate_gets_its_part_of_the_deposit(self):
        low = self.tax.copy({"name": "Test 5%", "amount": 5})
        self.rear.line_ids.tax_ids = low
        self.workorder._ask_deposit("percent", 50)
        self._approve(self.front, self.rear)

        deposit = self.workorder.invoice_ids
        taxes = deposit.invoice_line_ids.tax_ids
        self.assertEqual(taxes, self.tax | low)
        self.assertEqual(deposit.amount_tax, 25 + 4.5)

    def test_open_deposit_is_what_the_customer_pays_now(self):
        self.workorder._ask_deposit("fixed", 100)
        self._approve(self.front)
        deposit = self.workorder.invoice_ids

        self.assertEqual(self.workorder._ensure_bill_to_pay(), deposit)
        self._finish()
        self.assertNotEqual(self.workorder._ensure_bill_to_pay(), deposit)

    def test_deposit_goes_back_when_no_work_is_left(self):
        self.workorder._ask_deposit("fixed", 100)
        self._approve(self.front)
        self._pay(self.workorder.invoice_ids)
        self.front.action_cancel()
        self.workorder.action_mark_ready()

        self.workorder._ensure_final_invoice()

        refund = self.workorder.invoice_ids.filtered(
            lambda move: move.move_type == "out_refund"
        )
        self.assertEqual(refund.amount_total, 100)
        self.assertEqual(self.workorder._get_amount_due(), -100)

    def test_second_deposit_is_refused(self):
        self.workorder._ask_deposit("fixed", 100)
        self._approve(self.front)

        with self.assertRaisesRegex(UserError, "has a deposit already"):
            self.workorder._ask_deposit("fixed", 50)

    def _bill_and_add(self):
        """A billed deposit on the first job, and extra work that waits."""
        self.workorder._ask_deposit("percent", 20)
        self._approve(self.front)
        extra = self.workorder.add_job_from_template(self.other_template)
        self.assertEqual(self.workorder.deposit_amount, 60)
        return extra

    def test_a_deposit_for_a_supplement_is_a_share_of_the_extra_work_only(self):
        extra = self._bill_and_add()

        self.workorder._ask_deposit("percent", 50)
        self.assertEqual(self.workorder.deposit_amount, 60)
        self.workorder._decide({extra.id: True}, "phone", "Vries")

        self.assertEqual(extra.amount_total, 216)
        self.assertEqual(self.workorder.deposit_amount, 60 + 108)

    def test_extra_work_without_asking_again_brings_no_further_deposit(self):
        extra = self._bill_and_add()

        self.assertEqual(self.workorder._get_deposit_text(), "")
        self.workorder._decide({extra.id: True}, "phone", "Vries")

        self.assertEqual(self.workorder.deposit_amount, 60)

    def test_a_deposit_for_extra_work_that_is_approved_is_billed_at_once(self):
        extra = self._bill_and_add()
        self.workorder._decide({extra.id: True}, "phone", "Vries")

        self.workorder._ask_deposit("fixed", 1000)

        self.assertEqual(self.workorder.deposit_amount, 60 + 216)

    def test_the_final_bill_deducts_both_deposits(self):
        extra = self._bill_and_add()
        self.workorder._ask_deposit("fixed", 100)
        self.workorder._decide({extra.id: True}, "phone", "Vries")
        self._finish()

        self.workorder._ensure_final_invoice()

        total = sum(self.workorder.invoice_ids.mapped("amount_total"))
        self.assertEqual(total, 300 + 216)

    def test_declined_extra_work_brings_no_deposit(self):
        extra = self._bill_and_add()
        self.workorder._ask_deposit("percent", 50)

        self.workorder._decide({extra.id: False}, "phone", "Vries")

        self.assertEqual(self.workorder.deposit_amount, 60)

    def test_senseless_deposits_are_refused(self):
        for kind, value in (("percent", 0), ("percent", 120), ("fixed", -1)):
            with self.assertRaisesRegex(UserError, "Type a share"):
                self.workorder._ask_deposit(kind, value)

    def test_deposit_is_never_more_than_what_is_approved(self):
        self.workorder._ask_deposit("fixed", 1000)
        self._approve(self.rear)

        self.assertEqual(self.workorder.invoice_ids.amount_total, 216)

    def test_visit_with_a_credited_deposit_can_be_cancelled(self):
        self.workorder._ask_deposit("fixed", 100)
        self._approve(self.front)
        with self.assertRaisesRegex(UserError, "has an invoice"):
            self.workorder.action_cancel()

        refund = self.workorder.invoice_ids._reverse_moves(cancel=True)
        self.workorder.action_cancel()

        self.assertEqual(refund.state, "posted")
        self.assertEqual(self.workorder.state, "cancelled")
