from odoo.tests import HttpCase, tagged

from .common import VisitCommon


@tagged("post_install", "-at_install")
class TestTourCustomerPays(VisitCommon, HttpCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_customer_pays_by_link_and_the_key_turns_green(self):
        self._prepare_demo_provider()
        request = self._ready()

        self.start_tour(
            f"/garage/pay/{request._get_token()}", "garage_payment_pay_online"
        )

        self.assertEqual(request.invoice_ids.amount_residual, 0.0)
        self.assertEqual(self.workorder.payment_state, "paid")
        self.assertEqual(self._light("key")["state"], "done")

    def _prepare_demo_provider(self):
        provider = self.env["payment.provider"].search(
            [("code", "=", "demo"), ("company_id", "=", self.company.id)], limit=1
        )
        provider.write(
            {"state": "test", "is_published": True, "journal_id": self.journal.id}
        )


@tagged("post_install", "-at_install")
class TestTourKeys(VisitCommon, HttpCase):
    def test_paid_key_goes_with_one_click_and_an_unpaid_one_stays(self):
        request = self._ready()
        self._pay(300.0, request._ensure_invoices())
        unpaid = self._create_finished()
        unpaid.key_tag = "18"
        unpaid.action_mark_ready()

        self.start_tour("/odoo/garage-keys", "garage_keys", login="admin")

        self.assertEqual(self.workorder.key_state, "handed_over")
        self.assertEqual(unpaid.key_state, "handed_over")
        self.assertEqual(unpaid.key_release_reason, "Pays by bank today")
