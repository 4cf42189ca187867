from odoo.tests import HttpCase, tagged

from .common import PaymentCase


@tagged("post_install", "-at_install")
class TestPayTour(PaymentCase, HttpCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_customer_pays_on_the_phone_and_the_bill_is_settled(self):
        self.request._send()

        self.start_tour(
            f"/garage/pay/{self.request._get_token()}", "garage_payment_pay_online"
        )

        self.assertEqual(self.request.choice, "online")
        self.assertEqual(self.invoice.amount_residual, 0.0)
        self.assertEqual(self.request.state, "paid")
        self.assertTrue(self.request.confirmed_at)
