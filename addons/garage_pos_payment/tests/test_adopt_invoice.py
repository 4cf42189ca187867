from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import TillCase


@tagged("post_install", "-at_install")
class TestAdoptInvoice(TillCase):
    def setUp(self):
        super().setUp()
        self.session = self.open_session()
        self.invoice = self.make_invoice(230.0)

    def test_part_payment_lowers_the_open_amount_at_once(self):
        order = self.pay_invoice(self.invoice, [(self.card, 100.0), (self.cash, 50.0)])

        self.assertEqual(order.account_move, self.invoice)
        self.assertEqual(order.state, "done")
        self.assertAlmostEqual(self.invoice.amount_residual, 80.0)
        self.assertEqual(self.invoice.payment_state, "partial")

    def test_full_payment_makes_the_invoice_paid(self):
        self.pay_invoice(self.invoice, [(self.card, 130.0), (self.cash, 100.0)])

        self.assertEqual(self.invoice.amount_residual, 0.0)
        self.assertIn(self.invoice.payment_state, ("paid", "in_payment"))

    def test_same_order_sent_twice_pays_once(self):
        product = self.config._garage_settlement_product()
        vals = self.order_vals(
            [(product, 100.0)], [(self.card, 100.0)], garage_invoice_id=self.invoice.id
        )

        first = self.sync({**vals})
        second = self.sync({**vals})

        self.assertEqual(first, second)
        self.assertAlmostEqual(self.invoice.amount_residual, 130.0)

    def test_no_second_invoice_and_no_second_revenue(self):
        before = self.env["account.move"].search_count(
            [("move_type", "=", "out_invoice")]
        )

        order = self.pay_invoice(self.invoice, [(self.cash, 230.0)])
        self.close_session()

        after = self.env["account.move"].search_count(
            [("move_type", "=", "out_invoice")]
        )
        income = self.session.move_id.line_ids.filtered(
            lambda line: line.account_id.account_type == "income"
        )
        self.assertEqual(before, after)
        self.assertFalse(income)
        self.assertFalse(order.picking_ids)

    def test_order_cannot_pay_a_bill_and_sell_something_else(self):
        settlement = self.config._garage_settlement_product()
        other = self.env["product.product"].create(
            {"name": "Wiper blades", "type": "service", "available_in_pos": True}
        )
        vals = self.order_vals(
            [(settlement, 230.0), (other, 20.0)],
            [(self.cash, 250.0)],
            garage_invoice_id=self.invoice.id,
        )

        with self.assertRaises(UserError):
            self.sync(vals)

        self.assertAlmostEqual(self.invoice.amount_residual, 230.0)

    def test_invoice_of_another_customer_is_refused(self):
        stranger = self.env["res.partner"].create({"name": "Bakker BV"})
        product = self.config._garage_settlement_product()
        vals = self.order_vals(
            [(product, 230.0)],
            [(self.cash, 230.0)],
            partner=stranger,
            garage_invoice_id=self.invoice.id,
        )

        with self.assertRaises(UserError):
            self.sync(vals)

    def test_open_items_finds_the_invoice_by_customer_and_number(self):
        moves = self.env["account.move"].with_user(self.cashier)

        by_name = moves.garage_search_open_items(self.config.id, "de vries")
        by_number = moves.garage_search_open_items(self.config.id, self.invoice.name)

        self.assertIn(self.invoice.id, [row["id"] for row in by_name])
        self.assertEqual([row["residual"] for row in by_number], [230.0])

    def test_paid_invoice_is_no_open_item(self):
        self.pay_invoice(self.invoice, [(self.cash, 230.0)])

        rows = self.env["account.move"].garage_search_open_items(
            self.config.id, self.invoice.name
        )

        self.assertEqual(rows, [])
