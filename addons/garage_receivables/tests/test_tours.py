from odoo.tests import HttpCase, tagged

from .common import DATA, ReceivablesCommon


@tagged("post_install", "-at_install")
class TestReceivablesTours(ReceivablesCommon, HttpCase):
    def test_finance_sends_a_reminder_and_matches_the_bank_file(self):
        late = self.make_invoice(self.vries, 214.5, late=30, name="GT/2026/0012")
        item = self.receivable(late)
        other = self.make_invoice(self.make_partner("Jansen, S."), 88, late=1)
        self.finance.password = "garage_finance"

        self.start_tour(
            "/odoo/bank-match", "garage_receivables_day_list", login="garage_finance"
        )
        self.assertEqual(
            (item.garage_dunning_level, item.garage_reminded_on), (1, self.today)
        )

        self.make_bank_line(-7.5, "Bankkosten")
        self.env["ir.attachment"].create(
            {
                "name": "bank.xml",
                "url": "/garage_receivables_test/bank.xml",
                "raw": (DATA / "three_payments.camt053.001.02").read_bytes(),
                "public": True,
            }
        )
        self.start_tour(
            "/odoo/bank-match", "garage_receivables_bank", login="garage_finance"
        )

        self.assertEqual((late + other).mapped("payment_state"), ["paid", "paid"])
