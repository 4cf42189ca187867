from odoo.tests import HttpCase, tagged

from .common import VisitCommon


@tagged("post_install", "-at_install")
class TestDepositRequest(VisitCommon, HttpCase):
    """A deposit is asked by link, paid, and deducted in the end."""

    def setUp(self):
        super().setUp()
        self.workorder, self.front, rear = self._create_estimate()
        self.workorder._ask_deposit("fixed", 100)
        self.workorder._decide({self.front.id: True, rear.id: False}, "phone", "Vries")
        self.request = self.workorder.payment_request_ids

    def _finish(self):
        self.front.mechanic_id = self.employee
        self.front.action_finish()
        self.workorder.action_mark_ready()

    def test_customer_gets_the_link_for_the_deposit(self):
        self.assertEqual(
            (self.request.kind, self.request.state, self.request.amount_open),
            ("deposit", "sent", 100),
        )
        self.assertEqual(self.workorder.payment_state, "requested")
        self.request._choose("online")
        self.assertEqual(len(self.workorder.invoice_ids), 1)

    def test_page_shows_the_deposit_and_that_it_is_paid(self):
        path = self.workorder._get_customer_url().split("/garage/")[1]
        before = self.url_open(f"/garage/{path}").text
        self._pay(100, self.request.invoice_ids)
        after = self.url_open(f"/garage/{path}").text

        self.assertIn("Deposit to pay", before)
        self.assertIn("Deposit paid", after)

    def test_final_request_asks_for_the_rest_only(self):
        self._pay(100, self.request.invoice_ids)
        self._finish()

        final = self.workorder._get_payment_request()
        self.assertNotEqual(final, self.request)
        self.assertEqual(final.amount_open, 200)
        final._choose("online")
        self.assertEqual(final.invoice_ids.amount_total, 200)
        self._pay(200, final.invoice_ids)
        self.assertEqual(self.workorder.payment_state, "paid")
        self.assertEqual(self.workorder.key_verdict, "free")

    def test_unpaid_deposit_is_part_of_the_final_request(self):
        self._finish()

        final = self.workorder._get_payment_request()
        final._choose("online")

        self.assertEqual(final.amount_open, 300)
        self.assertEqual(len(final.invoice_ids), 2)

    def test_ready_is_told_once(self):
        self._finish()

        told = self.env["garage.message"].search(
            [("kind", "=", "ready"), ("res_id", "=", self.workorder.id)]
        )
        self.assertFalse(told)
        self.assertIn(
            "Your vehicle is ready.",
            self.workorder._get_payment_request()._get_subjects(),
        )
