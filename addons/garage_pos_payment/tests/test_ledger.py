from odoo.tests import tagged

from .common import TillCase


@tagged("post_install", "-at_install")
class TestLedger(TillCase):
    def rows(self, invoice):
        self.env.flush_all()
        return self.env["garage.payment.ledger"].search(
            [("invoice_id", "=", invoice.id)]
        )

    def test_till_payments_stand_in_the_one_list_once(self):
        self.open_session()
        invoice = self.make_invoice(230.0)
        self.pay_invoice(invoice, [(self.card, 130.0), (self.cash, 100.0)])

        before = self.rows(invoice)
        self.close_session()
        after = self.rows(invoice)

        self.assertEqual(sorted(before.mapped("amount")), [100.0, 130.0])
        self.assertEqual(sorted(after.mapped("amount")), [100.0, 130.0])
        self.assertEqual(set(before.mapped("channel")), {"cash", "card"})

    def test_paying_a_bill_is_no_sale_in_the_sales_analysis(self):
        self.open_session()
        order = self.pay_invoice(self.make_invoice(230.0), [(self.cash, 230.0)])
        self.env.flush_all()

        rows = self.env["report.pos.order"].search([("order_id", "=", order.id)])

        self.assertFalse(rows)
