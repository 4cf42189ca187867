from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from ..domain.link_token import hash_token
from .common import PaymentCase


@tagged("post_install", "-at_install")
class TestRequest(PaymentCase):
    def test_a_new_request_asks_for_what_is_open(self):
        self.assertEqual(self.request.amount_expected, 121.0)
        self.assertEqual(self.request.amount_open, 121.0)
        self.assertEqual(self.request.state, "draft")
        self.assertRegex(self.request.counter_code, r"^\d{6}$")

    def test_sending_mails_link_and_qr(self):
        self.assertTrue(self.request._send())

        mail = self.env["mail.mail"].search([("model", "=", self.request._name)])
        body = mail.filtered(lambda m: m.res_id == self.request.id).body_html
        self.assertIn(self.request.link, body)
        self.assertIn("/qr.png", body)
        self.assertEqual(self.request.state, "sent")

    def test_customer_without_mail_address_is_not_delivered(self):
        self.partner.email = False

        self.assertFalse(self.request._send())

        self.assertEqual(self.request.state, "failed_delivery")
        self.assertIn("no mail address", self.request.event_ids[0].text)

    def test_bounced_mail_is_not_delivered(self):
        self.request._send()
        mail = self.env["mail.mail"].search([("res_id", "=", self.request.id)])

        mail._postprocess_sent_message([], [], "No route", "mail_smtp")

        self.assertEqual(self.request.state, "failed_delivery")

    def test_only_the_hash_of_the_link_is_stored(self):
        token = self.request._get_token()
        self.request.flush_recordset()

        self.assertEqual(self.request.token_hash, hash_token(token))
        self.assertEqual(self.request._find_by_token(token), self.request)

    def test_a_new_link_voids_the_old_one(self):
        old = self.request._get_token()

        self.request.action_renew()

        self.assertFalse(self.request._find_by_token(old))
        self.assertEqual(
            self.request._find_by_token(self.request._get_token()), self.request
        )

    def test_bank_payment_makes_it_paid_and_tells_the_customer_once(self):
        self._pay_at_bank(121.0)

        self.assertEqual(self.request.state, "paid")
        self.assertTrue(self.request.confirmed_at)
        mails = self.env["mail.mail"].search([("res_id", "=", self.request.id)])
        self.request._on_money_moved()
        self.assertEqual(
            self.env["mail.mail"].search([("res_id", "=", self.request.id)]), mails
        )

    def test_part_payment_leaves_the_rest_open(self):
        self._pay_at_bank(21.0)

        self.assertEqual(self.request.state, "part_paid")
        self.assertEqual(self.request.amount_open, 100.0)
        self.assertEqual(self.request.paid_channels, "bank")

    def test_payment_taken_back_reopens_the_request(self):
        self._pay_at_bank(121.0)

        self.invoice.line_ids.remove_move_reconcile()

        self.assertNotEqual(self.request.state, "paid")
        self.assertFalse(self.request.paid_at)

    def test_credited_bill_is_not_called_paid(self):
        reversal = self.env["account.move.reversal"].create(
            {
                "move_ids": [(6, 0, self.invoice.ids)],
                "journal_id": self.invoice.journal_id.id,
            }
        )
        reversal.modify_moves()

        self.assertEqual(self.request.state, "cancelled")
        self.assertFalse(self.request.confirmed_at)

    def test_counter_code_is_found_with_and_without_prefix(self):
        find = self.env["garage.payment.request"]._find_by_counter_code

        self.assertEqual(find(self.request.counter_code), self.request)
        self.assertEqual(find(f" gp{self.request.counter_code} "), self.request)
        for text in ("", None, "12345", "ABCDEF", "１２３４５６", "9" * 10_000):
            self.assertFalse(find(text))

    def test_on_account_needs_the_garages_consent(self):
        self.request._send()
        with self.assertRaisesRegex(UserError, "not agreed"):
            self.request._choose("account")

        self.partner.garage_on_account = True
        self.request._choose("account")

        self.assertEqual(self.request.choice, "account")
        self.assertEqual(self.request.state, "chosen")

    def test_expired_link_says_so_and_can_be_sent_again(self):
        self.request._send()
        self.request.expires_at = fields.Datetime.now() - timedelta(hours=1)

        self.env["garage.payment.request"]._cron_expire()

        self.assertEqual(self.request.state, "expired")
        self.request.action_send()
        self.assertEqual(self.request.state, "sent")

    def test_events_can_neither_be_changed_nor_deleted(self):
        self.request._send()
        event = self.request.event_ids[0]

        with self.assertRaises(UserError):
            event.text = "nothing happened"
        with self.assertRaises(UserError):
            event.unlink()

    def test_cancelled_request_stays_cancelled(self):
        self.request.action_cancel()

        self.assertFalse(self.request._send())
        self.assertEqual(self.request.state, "cancelled")

    def test_one_request_has_one_currency(self):
        usd = self.env.ref("base.USD")
        usd.active = True
        foreign = self._create_invoice(10.0, currency_id=usd.id)

        with self.assertRaises(ValidationError):
            self._create_request(self.invoice | foreign)
