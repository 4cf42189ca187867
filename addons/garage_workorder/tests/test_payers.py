from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import WorkorderCommon


@tagged("post_install", "-at_install")
class TestPayers(WorkorderCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.maker = cls.env["res.partner"].create({"name": "Maker AG"})
        cls.workorder, cls.front, cls.rear = cls._create_estimate()

    def _warranty(self, job, share=100, kind="warranty"):
        job.write({"payer_kind": kind, "payer_id": self.maker.id, "payer_share": share})

    def _approve_all(self):
        ids = self.workorder._get_pending_jobs().ids
        return self.workorder._decide(dict.fromkeys(ids, True), "phone", "Vries")

    def _finish(self):
        self.workorder.job_ids.mechanic_id = self.employee
        self.workorder.job_ids.action_finish()
        self.workorder.action_mark_ready()

    def _bills(self):
        bills = self.workorder.invoice_ids
        return {bill.partner_id: bill.amount_total for bill in bills}

    def test_warranty_job_is_billed_to_the_maker_and_costs_the_customer_nothing(self):
        self._warranty(self.rear)
        self._approve_all()
        self._finish()

        bill = self.workorder._ensure_final_invoice()

        self.assertEqual(self._bills(), {self.customer: 300, self.maker: 216})
        self.assertEqual(bill.partner_id, self.customer)
        self.assertEqual((self.rear.amount_total, self.rear.amount_payer), (0, 216))
        self.assertEqual(self.workorder.amount_total, 300)
        self.assertEqual(self.workorder.amount_payer, 216)

    def test_goodwill_is_divided_and_both_bills_add_up(self):
        self.tax.amount = 21
        self.workorder, self.front, self.rear = self._create_estimate()
        self.front.line_ids[0].price_unit = 99.99
        full = self.front.amount_total
        self._warranty(self.front, share=50, kind="goodwill")
        due = self.front.amount_total
        self._approve_all()
        self._finish()

        self.workorder._ensure_final_invoice()

        bills = self._bills()
        self.assertAlmostEqual(sum(bills.values()), full + self.rear.amount_total)
        self.assertAlmostEqual(bills[self.customer], due + self.rear.amount_total)
        self.assertAlmostEqual(bills[self.maker], full / 2, delta=0.02)

    def test_share_follows_the_price_of_the_job(self):
        self._warranty(self.front, share=50, kind="goodwill")

        self.front.add_line(self.pads, 1, price=50)
        self.front.line_ids[0].price_unit = 200

        self.assertEqual(self.front.amount_total, (400 + 50 + 50) * 1.2 / 2)
        self.assertEqual(self.front.amount_payer, self.front.amount_total)

    def test_internal_work_is_billed_to_nobody_and_its_cost_is_seen(self):
        self.disc.standard_price = 30
        self.rear.payer_kind = "internal"
        self._approve_all()
        self._finish()

        self.workorder._ensure_final_invoice()

        self.assertEqual(self._bills(), {self.customer: 300})
        self.assertEqual((self.rear.amount_total, self.rear.amount_payer), (0, 0))
        self.assertEqual(self.rear.own_cost, 30)
        self.assertEqual(self.rear.order_id.invoice_status, "no")
        self.assertEqual(self.rear.order_id.amount_total, 0)

    def test_parts_of_a_warranty_job_leave_the_stock(self):
        self._warranty(self.front)
        self._approve_all()
        self._finish()

        part = self.front.line_ids.filtered(lambda line: line.product_id == self.pads)
        self.assertEqual(part.qty_delivered, 1)

    def test_back_to_the_customer_before_the_approval(self):
        self._warranty(self.front)
        self.front.write({"payer_kind": "customer", "payer_id": False})

        self.assertEqual(self.front.amount_total, 300)
        self.assertEqual(self.front.order_id, self.rear.order_id)
        self._warranty(self.front, share=30)
        self.front.write({"payer_kind": "customer", "payer_id": False})
        self.assertEqual(self.front.amount_total, 300)
        self.assertFalse(self.front.line_ids.filtered("garage_is_share"))

    def test_refused_claim_asks_the_customer_before_it_is_billed(self):
        self._warranty(self.front)
        self._approve_all()

        self.front.write({"payer_kind": "customer", "payer_id": False})

        self.assertEqual(self.front.amount_total, 300)
        self.assertTrue(self.front.needs_approval)
        self._approve_all()
        self._finish()
        bill = self.workorder._ensure_final_invoice()
        self.assertEqual((bill.partner_id, bill.amount_total), (self.customer, 516))

    def test_goodwill_after_the_approval_lowers_the_bill(self):
        self._approve_all()

        self._warranty(self.front, share=50, kind="goodwill")
        self._finish()
        self.workorder._ensure_final_invoice()

        self.assertEqual(self._bills(), {self.customer: 366, self.maker: 150})

    def test_customer_owes_only_the_own_part(self):
        self._warranty(self.rear)
        self._approve_all()
        self._finish()
        before = self.workorder._get_amount_due()
        self.workorder._ensure_final_invoice()

        self.assertEqual((before, self.workorder._get_amount_due()), (300, 300))

    def test_nothing_for_the_customer_is_no_bill_for_the_customer(self):
        self.free_keys()
        self._warranty(self.front)
        self.workorder._decide(
            {self.front.id: True, self.rear.id: False}, "phone", "Vries"
        )
        self.front.mechanic_id = self.employee
        self.front.action_finish()
        self.workorder.action_mark_ready()
        self.workorder.action_hand_over_key()

        self.assertEqual(self._bills(), {self.maker: 300})
        self.assertFalse(self.workorder._ensure_final_invoice())

    def test_payer_of_a_billed_job_cannot_change(self):
        self._approve_all()
        self._finish()
        self.workorder._ensure_final_invoice()

        with self.assertRaisesRegex(UserError, "billed already"):
            self._warranty(self.front)

    def test_warranty_needs_somebody_who_pays(self):
        with self.assertRaisesRegex(ValidationError, "Choose who pays"):
            self.front.payer_kind = "warranty"

    def test_declined_warranty_job_leaves_nothing_behind(self):
        self._warranty(self.front)
        self._warranty(self.rear, share=50)

        self.workorder._decide(
            {self.front.id: False, self.rear.id: False}, "phone", "Vries"
        )

        orders = self.workorder.sale_order_ids
        self.assertEqual(set(orders.mapped("state")), {"cancel"})
        self.assertFalse(orders.order_line)

    def test_evidence_names_the_payer(self):
        self._warranty(self.front, share=50)
        approval = self._approve_all()

        self.assertIn('"payer":"Maker AG"', approval.snapshot)
        self.assertIn('"payer_amount":150', approval.snapshot)
