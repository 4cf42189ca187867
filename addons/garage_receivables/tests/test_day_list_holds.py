from datetime import timedelta

from odoo.fields import Command
from odoo.tests import tagged

from .common import ReceivablesCommon


@tagged("post_install", "-at_install")
class TestDayListHolds(ReceivablesCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.invoice = cls.make_invoice(cls.vries, 100, late=10)
        cls.item = cls.receivable(cls.invoice)

    def assert_held(self, reason, words):
        row = self.row(self.vries)
        self.assertEqual((row.state, row.hold_reason), ("held", reason))
        self.assertIn(words, row.why)

    def test_an_item_marked_as_not_to_be_reminded_is_held(self):
        self.item.no_followup = True

        self.assert_held("no_followup", "not to be reminded")

    def test_a_disputed_invoice_is_held_until_it_is_answered(self):
        dispute = self.env["garage.dispute"].create({"move_id": self.invoice.id})
        self.assert_held("dispute", self.invoice.name)

        dispute.action_explain()

        self.assertEqual(self.row(self.vries).state, "ready")

    def test_the_rest_of_a_partly_disputed_invoice_is_reminded(self):
        self.env["garage.dispute"].create({"move_id": self.invoice.id, "amount": 40})

        row = self.row(self.vries)

        self.assertEqual((row.state, row.amount), ("ready", 60))

    def test_a_running_promise_holds_until_its_day_and_grace_have_passed(self):
        self.env["garage.promise"].create(
            {
                "partner_id": self.vries.id,
                "until": self.today + timedelta(days=3),
                "amount": 100,
            }
        )

        self.assert_held("promise", "Promised")

    def test_a_promise_without_an_amount_is_over_everything_late(self):
        promise = self.env["garage.promise"].create(
            {"partner_id": self.vries.id, "until": self.today + timedelta(days=3)}
        )

        self.assert_held("promise", "Promised")
        self.assertEqual((promise.state, promise.amount), ("open", 100))

    def test_a_promise_does_not_hold_invoices_that_came_later(self):
        self.env["garage.promise"].create(
            {
                "partner_id": self.vries.id,
                "until": self.today + timedelta(days=3),
                "amount": 100,
            }
        )
        later = self.make_invoice(self.vries, 30, late=8)

        self.assertEqual(self.row(self.vries).line_ids.move_id, later)

    def test_a_pending_online_payment_holds(self):
        self.make_transaction("pending")

        self.assert_held("on_its_way", "the pay page")

    def test_a_failed_online_payment_does_not_hold(self):
        self.make_transaction("cancel")

        self.assertEqual(self.row(self.vries).state, "ready")

    def test_an_open_attempt_at_a_terminal_holds(self):
        self.env["garage.payment.attempt"].create(
            {
                "uuid": "test-attempt",
                "invoice_id": self.invoice.id,
                "amount_minor": 10000,
                "currency_id": self.invoice.currency_id.id,
                "state": "unknown",
                "place": "Counter 2",
            }
        )

        self.assert_held("on_its_way", "Counter 2")

    def test_a_bank_line_that_waits_to_be_matched_holds(self):
        self.make_bank_line(100, "bedankt")._garage_match()

        self.assert_held("on_its_way", "waits to be matched")

    def test_an_open_credit_note_that_covers_the_invoice_holds(self):
        self.make_invoice(self.vries, 100, late=1, move_type="out_refund")

        self.assert_held("credit_note", "cover it")

    def test_a_smaller_credit_note_is_set_off(self):
        self.make_invoice(self.vries, 30, late=1, move_type="out_refund")

        row = self.row(self.vries)

        self.assertEqual((row.state, row.amount, row.credit), ("ready", 70, 30))

    def test_small_change_is_held(self):
        self.make_invoice(self.vries, 96, late=1, move_type="out_refund")

        self.assert_held("too_small", "smallest amount")

    def make_transaction(self, state):
        method = self.env["payment.method"].search([], limit=1)
        provider = self.env["payment.provider"].search([], limit=1)
        return self.env["payment.transaction"].create(
            {
                "provider_id": provider.id,
                "payment_method_id": method.id,
                "reference": "test-reminder",
                "amount": 100,
                "currency_id": self.invoice.currency_id.id,
                "partner_id": self.vries.id,
                "invoice_ids": [Command.link(self.invoice.id)],
                "state": state,
            }
        )
