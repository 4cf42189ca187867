from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import WorkorderTillCase


@tagged("post_install", "-at_install")
class TestWorkorderAtTill(WorkorderTillCase):
    def test_plate_is_found_in_any_spelling(self):
        for text in ("12-ABC-3", "12abc3", "12 abc 3", "Vries"):
            self.assertEqual(len(self.rows(text)), 1, text)
        self.assertEqual(self.rows("99-XXX-9"), [])

    def test_row_tells_plate_customer_jobs_and_amount(self):
        row = self.rows()[0]

        self.assertEqual(row["plate"], "12-ABC-3")
        self.assertEqual(row["amount"], 300.0)
        self.assertEqual(row["jobs"], ["Brakes front"])
        self.assertEqual(row["state"], "ready")

    def test_slip_has_the_words_of_the_cashier_and_no_prices(self):
        self.workorder.complaint = "Squeals when cold"

        slip = self.workorder.garage_pos_slip()

        self.assertEqual(slip["title"], "Work order")
        self.assertEqual(slip["complaint"], "Squeals when cold")
        self.assertEqual(slip["jobs"][0]["name"], "Brakes front")
        self.assertEqual(slip["barcode"], self.workorder.name)
        self.assertTrue(slip["qr"]["text"].startswith("http"))
        self.assertNotIn("300", str(slip["jobs"]))

    def test_key_tag_without_a_number_shows_the_plate_in_its_place(self):
        self.workorder.key_tag = False

        label = self.workorder.garage_pos_key_tag()

        self.assertEqual((label["tag"], label["plate"]), ("12-ABC-3", ""))

    def test_opening_the_list_posts_nothing(self):
        self.rows()

        self.assertFalse(self.workorder.invoice_ids)

    def test_going_to_payment_posts_the_bill_once(self):
        first = self.bill()
        second = self.bill()

        self.assertEqual(first["id"], second["id"])
        self.assertEqual(first["residual"], 300.0)
        self.assertEqual(self.workorder.invoice_ids.state, "posted")

    def test_paying_clears_the_bill_and_the_work_order(self):
        self.open_session()
        invoice = self.env["account.move"].browse(self.bill()["id"])

        order = self.pay_invoice(invoice, [(self.cash, 100.0), (self.card, 200.0)])

        self.assertEqual(order.account_move, invoice)
        self.assertEqual(invoice.amount_residual, 0.0)
        self.assertEqual(self.workorder.amount_due, 0.0)
        self.assertEqual(self.workorder.payment_state, "paid")
        self.assertEqual(self.rows(), [])

    def test_key_may_leave_after_payment_at_the_till(self):
        self.open_session()
        invoice = self.env["account.move"].browse(self.bill()["id"])
        with self.assertRaises(UserError):
            self.workorder.action_hand_over_key()

        self.pay_invoice(invoice, [(self.cash, 300.0)])
        self.workorder.action_hand_over_key()

        self.assertEqual(self.workorder.state, "handed_over")

    def test_paid_work_order_cannot_be_billed_again(self):
        self.open_session()
        invoice = self.env["account.move"].browse(self.bill()["id"])
        self.pay_invoice(invoice, [(self.cash, 300.0)])

        with self.assertRaisesRegex(UserError, "paid already"):
            self.bill()

    def test_order_of_an_offline_till_is_billed_when_it_arrives(self):
        self.open_session()
        product = self.config._garage_settlement_product()
        vals = self.order_vals(
            [(product, 300.0)],
            [(self.cash, 300.0)],
            garage_workorder_id=self.workorder.id,
            to_invoice=True,
        )

        first = self.sync({**vals})
        second = self.sync({**vals})

        self.assertEqual(first, second)
        self.assertEqual(first.account_move, self.workorder.invoice_ids)
        self.assertEqual(self.workorder.amount_due, 0.0)

    def test_counter_sale_stands_in_the_history_of_the_vehicle(self):
        self.open_session()
        wipers = self.env["product.product"].create(
            {"name": "Wiper blades", "type": "service", "available_in_pos": True}
        )
        vals = self.order_vals(
            [(wipers, 24.2)], [(self.cash, 24.2)], garage_vehicle_id=self.vehicle.id
        )

        order = self.sync(vals)

        event = self.vehicle.event_ids.filtered(lambda one: one.kind == "sale")
        self.assertEqual((event.res_model, event.res_id), ("pos.order", order.id))
        self.assertEqual(event.amount, 24.2)

    def test_open_items_finds_the_bill_by_plate(self):
        bill = self.bill()
        moves = self.env["account.move"].with_user(self.cashier)

        rows = moves.garage_search_open_items(self.config.id, "12abc3")

        self.assertEqual([row["id"] for row in rows], [bill["id"]])
        self.assertEqual(rows[0]["plate"], "12-ABC-3")

    def test_open_deposit_is_paid_before_the_work(self):
        workorder, front, rear = self._create_estimate()
        workorder._ask_deposit("fixed", 100)
        workorder._decide({front.id: True, rear.id: False}, "phone", "Vries")
        self.workorder = workorder

        row, bill = self.rows()[0], self.bill()

        self.assertEqual((row["amount"], bill["residual"]), (100, 100))
        self.assertEqual(bill["id"], workorder.invoice_ids.id)

    def test_other_payer_is_not_asked_at_the_till(self):
        maker = self.env["res.partner"].create({"name": "Maker AG"})
        workorder, front, rear = self._create_estimate()
        front.write({"payer_kind": "warranty", "payer_id": maker.id})
        workorder._decide({front.id: True, rear.id: True}, "phone", "Vries")
        workorder.job_ids.mechanic_id = self.employee
        workorder.job_ids.action_finish()
        workorder.action_mark_ready()
        self.workorder = workorder

        row, bill = self.rows()[0], self.bill()

        self.assertEqual((row["amount"], bill["residual"]), (216, 216))
        self.assertEqual(bill["partner_id"], self.customer.id)
