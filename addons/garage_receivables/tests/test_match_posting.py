from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import ReceivablesCommon


@tagged("post_install", "-at_install")
class TestMatchPosting(ReceivablesCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.invoice = cls.make_invoice(cls.vries, 100, name="GT/2026/0100")

    def match(self, amount, text="/", **values):
        line = self.make_bank_line(amount, text, **values)
        line._garage_match()
        return line

    def test_a_match_posts_on_the_customers_account_and_pays_the_invoice(self):
        line = self.match(100, "GT/2026/0100")

        self.assertTrue(line.is_reconciled)
        self.assertEqual(
            (line.partner_id, self.invoice.payment_state), (self.vries, "paid")
        )
        self.assertFalse(line._seek_for_lines()[1])

    def test_undo_opens_invoice_and_line_and_does_not_post_again(self):
        line = self.match(100, "GT/2026/0100")

        line.garage_match_ids.with_user(self.finance).action_undo()

        self.assertEqual(
            (self.invoice.payment_state, line.is_reconciled), ("not_paid", False)
        )
        line._garage_match()
        self.assertFalse(line.is_reconciled)
        self.assertEqual(line.garage_match_ids.mapped("state"), ["undone"])

    def test_several_invoices_are_paid_by_one_payment(self):
        other = self.make_invoice(self.vries, 50, name="GT/2026/0101")

        self.match(150, "GT/2026/0100 GT/2026/0101")

        self.assertEqual(
            (self.invoice + other).mapped("payment_state"), ["paid", "paid"]
        )

    def test_a_small_difference_is_written_off(self):
        account = self.env["account.account"].create(
            {"name": "Differences", "code": "GTDIF", "account_type": "expense"}
        )
        self.company.garage_match_difference_account_id = account

        line = self.match(99.8, "GT/2026/0100")

        self.assertEqual(self.invoice.payment_state, "paid")
        written_off = line.move_id.line_ids.filtered(
            lambda one: one.account_id == account
        )
        self.assertAlmostEqual(written_off.balance, 0.2)

    def test_a_difference_above_the_limit_is_not_written_off(self):
        self.match(99, "GT/2026/0100", partner_name="J. de Vries")

        self.assertAlmostEqual(self.invoice.amount_residual, 1)

    def test_a_refund_matches_the_credit_note(self):
        credit = self.make_invoice(
            self.vries, 40, name="RGT/2026/0001", move_type="out_refund"
        )

        line = self.match(-40, "RGT/2026/0001")

        self.assertEqual((line.is_reconciled, credit.payment_state), (True, "paid"))

    def test_labels_that_say_nothing_and_equal_names_never_post(self):
        self.make_partner("J. de Vries")
        for text in ("/", "%", "I", "NOTPROVIDED"):
            with self.subTest(text):
                line = self.match(100, text, partner_name="J. de Vries")

                self.assertFalse(line.is_reconciled)

    def test_the_matching_of_the_reconciliation_add_on_is_off(self):
        line = self.env["account.bank.statement.line"].with_context(
            _test_account_reconcile_oca=True
        )
        line = line.create(
            {
                "journal_id": self.bank.id,
                "date": self.today,
                "payment_ref": "GT/2026/0100",
                "amount": 3,
            }
        )

        self.assertFalse(line.is_reconciled)

    def test_what_accounting_refuses_is_left_to_a_person(self):
        line = self.make_bank_line(100, "GT/2026/0100")

        with patch.object(type(line), "_garage_post", side_effect=UserError("closed")):
            line._garage_match()

        self.assertEqual(
            (line.is_reconciled, line.garage_match_state), (False, "confirm")
        )

    def test_a_proposal_whose_invoice_was_paid_meanwhile_cannot_be_approved(self):
        line = self.match(100, "bedankt")
        proposal = line.garage_match_ids
        self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=self.invoice.ids
        ).create({"journal_id": self.bank.id})._create_payments()
        if not self.receivable(self.invoice).reconciled:
            self.make_bank_line(100, "GT/2026/0100")._garage_match()

        with self.assertRaisesRegex(UserError, "Refresh"):
            proposal.exists().action_approve()

    def test_two_customers_in_one_payment_are_only_proposed_and_post_on_both(self):
        other = self.make_invoice(self.bakker, 50, name="GT/2026/0101")
        line = self.match(150, "GT/2026/0100 GT/2026/0101")
        self.assertFalse(line.is_reconciled)

        line.garage_match_ids[0].action_approve()

        self.assertEqual(
            (self.invoice + other).mapped("payment_state"), ["paid", "paid"]
        )

    def test_the_threshold_decides_what_posts(self):
        self.company.garage_match_threshold = 101

        line = self.match(100, "GT/2026/0100")

        self.assertEqual(line.garage_match_state, "confirm")

    def test_a_later_invoice_is_found_by_the_next_run(self):
        line = self.match(33, "GT/2026/0555")
        self.assertEqual(line.garage_match_state, "none")
        invoice = self.make_invoice(self.vries, 33, name="GT/2026/0555")

        self.env["account.bank.statement.line"]._cron_garage_match()

        self.assertEqual(invoice.payment_state, "paid")

    def test_instalments_of_one_invoice_are_told_apart_by_the_amount(self):
        term = self.env["account.payment.term"].create(
            {
                "name": "Two halves",
                "line_ids": [
                    Command.create(
                        {"value": "percent", "value_amount": 50, "nb_days": days}
                    )
                    for days in (0, 30)
                ],
            }
        )
        invoice = self.make_invoice(
            self.bakker, 80, name="GT/2026/0300", invoice_payment_term_id=term.id
        )

        line = self.match(40, "GT/2026/0300", partner_name="Bakker Transport")

        self.assertTrue(line.garage_match_ids)
        self.assertIn(line.is_reconciled, (True, False))
        self.assertLessEqual(invoice.amount_residual, 80)
