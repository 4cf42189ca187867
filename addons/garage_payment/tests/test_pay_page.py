import json
from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import PaymentCase


@tagged("post_install", "-at_install")
class TestPayPage(PaymentCase, HttpCase):
    def setUp(self):
        super().setUp()
        self.request._send()
        self.path = f"/garage/pay/{self.request._get_token()}"

    def _transaction(self, **params):
        method = self.provider.payment_method_ids[:1]
        params = {
            "provider_id": self.provider.id,
            "payment_method_id": method.id,
            "flow": "direct",
            **params,
        }
        answer = self.url_open(
            f"{self.path}/transaction",
            data=json.dumps({"jsonrpc": "2.0", "params": params}),
            headers={"Content-Type": "application/json"},
        )
        return answer.json()

    def test_page_shows_amount_and_purpose_and_notes_the_visit(self):
        page = self.url_open(self.path)

        self.assertIn("121.00", page.text)
        self.assertIn(self.invoice.name, page.text)
        self.assertEqual(self.request.state, "opened")

    def test_page_is_never_stored_nor_named_to_others(self):
        headers = self.url_open(self.path).headers

        self.assertEqual(headers["Cache-Control"], "no-store")
        self.assertEqual(headers["Referrer-Policy"], "no-referrer")
        self.assertIn("noindex", headers["X-Robots-Tag"])

    def test_strange_tokens_all_get_the_same_plain_page(self):
        strange = ("0" * 40, "x", "%F0%9F%9A%97", "%00%ff", "a" * 10_000, "..", "'--")
        for token in strange:
            with self.subTest(token=token[:10]):
                for tail in ("", "/online", "/qr.png"):
                    page = self.url_open(f"/garage/pay/{token}{tail}")
                    self.assertEqual(page.status_code, 404)

    def test_choice_with_a_wrong_token_or_word_changes_nothing(self):
        wrong = self.url_open("/garage/pay/abc/choose", data={"choice": "online"})
        silly = self.url_open(f"{self.path}/choose", data={"choice": "é" * 5000})

        self.assertEqual((wrong.status_code, silly.status_code), (404, 200))
        self.assertEqual(self.request.choice, "none")

    def test_counter_choice_shows_the_code(self):
        page = self.url_open(f"{self.path}/choose", data={"choice": "counter"})

        self.assertIn(self.request.counter_code, page.text)
        self.assertEqual(self.request.choice, "counter")

    def test_on_account_without_consent_is_refused_in_words(self):
        page = self.url_open(f"{self.path}/choose", data={"choice": "account"})

        self.assertIn("not agreed", page.text)
        self.assertEqual(self.request.choice, "none")

    def test_on_account_is_offered_only_to_those_who_may(self):
        self.assertNotIn("On account", self.url_open(self.path).text)

        self.partner.garage_on_account = True
        page = self.url_open(f"{self.path}/choose", data={"choice": "account"})

        self.assertIn("on account", page.text)
        self.assertEqual(self.request.choice, "account")

    def test_server_sets_the_amount_whatever_the_browser_posts(self):
        for amount in (0.01, -5, 99999, "x"):
            answer = self._transaction(amount=amount, currency_id=1, partner_id=1)
            self.assertEqual(answer["result"]["amount"], 121.0)

        transactions = self.request.transaction_ids
        self.assertEqual(set(transactions.mapped("amount")), {121.0})
        self.assertEqual(transactions.partner_id, self.partner)

    def test_transaction_is_refused_while_the_counter_charges(self):
        self._start()

        with mute_logger("odoo.http"):
            answer = self._transaction()

        self.assertIn("Counter 2", answer["error"]["data"]["message"])
        self.assertFalse(self.request.transaction_ids)

    def test_page_says_that_the_counter_is_charging(self):
        self._start()

        page = self.url_open(self.path)

        self.assertIn("is being paid at Counter 2", page.text)
        self.assertNotIn("Pay now", page.text)

    def test_paid_page_says_thank_you_and_offers_no_payment(self):
        self._pay_at_bank(121.0)

        page = self.url_open(self.path)

        self.assertIn("Paid, thank you", page.text)
        self.assertNotIn("Pay now", page.text)

    def test_expired_page_tells_what_to_do(self):
        self.request.expires_at = fields.Datetime.now() - timedelta(minutes=1)

        page = self.url_open(self.path)
        with mute_logger("odoo.http"):
            answer = self._transaction()

        self.assertIn("This link has expired", page.text)
        self.assertIn("can no longer be used", answer["error"]["data"]["message"])

    def test_invoice_changed_after_sending_shows_the_new_amount(self):
        self._pay_at_bank(21.0)

        self.assertIn("100.00", self.url_open(self.path).text)

    def test_live_status_follows_the_books(self):
        self.assertEqual(self.url_open(f"{self.path}/status").json()["state"], "choose")

        self._pay_at_bank(121.0)

        self.assertEqual(self.url_open(f"{self.path}/status").json()["state"], "paid")

    def test_qr_is_a_picture(self):
        picture = self.url_open(f"{self.path}/qr.png")

        self.assertEqual(picture.headers["Content-Type"], "image/png")
        self.assertTrue(picture.content.startswith(b"\x89PNG"))

    def test_online_page_holds_the_payment_form_for_the_open_amount(self):
        page = self.url_open(f"{self.path}/choose", data={"choice": "online"})

        self.assertIn('id="o_payment_form"', page.text)
        self.assertIn('data-amount="121.0"', page.text)
