from odoo.tests import tagged

from .common import PaymentCase


@tagged("post_install", "-at_install")
class TestLedger(PaymentCase):
    def _rows(self):
        self.env.flush_all()
        return self.env["garage.payment.ledger"].search(
            [("invoice_id", "=", self.invoice.id)]
        )

    def test_bank_and_online_payments_stand_in_one_list(self):
        self._pay_at_bank(21.0)
        self._provider_says(self._create_transaction(amount=100.0), "done")

        rows = self._rows()

        self.assertEqual(sorted(rows.mapped("channel")), ["bank", "online"])
        self.assertEqual(sum(rows.mapped("amount")), 121.0)

    def test_ledger_equals_the_entries_on_the_customers_account(self):
        self._pay_at_bank(21.0)
        self._provider_says(self._create_transaction(amount=100.0), "done")

        receivable = self.env["account.move.line"].search(
            [
                ("partner_id", "=", self.partner.id),
                ("account_id.account_type", "=", "asset_receivable"),
                ("move_id.origin_payment_id", "!=", False),
            ]
        )
        self.assertEqual(
            sum(self._rows().mapped("amount")), -sum(receivable.mapped("balance"))
        )

    def test_undecided_terminal_money_is_pending_and_booked_money_once(self):
        attempt = self._start()
        attempt._apply({"state": "unknown"})
        self.assertEqual(self._rows().mapped("state"), ["pending"])

        attempt._apply({"state": "approved"})
        attempt._record()

        self.assertEqual(self._rows().mapped("state"), ["done"])
        self.assertEqual(self._rows().amount, 121.0)

    def test_opening_a_row_leads_to_its_origin(self):
        payment = self._pay_at_bank(21.0)

        action = self._rows().action_open_origin()

        self.assertEqual(
            (action["res_model"], action["res_id"]), ("account.payment", payment.id)
        )
