from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged

from .common import VisitCommon


@tagged("post_install", "-at_install")
class TestRequest(VisitCommon):
    def test_ready_sends_the_request_before_a_bill_exists(self):
        request = self._ready()

        self.assertEqual(request.state, "sent")
        self.assertEqual(request.amount_open, 300.0)
        self.assertFalse(self.workorder.sudo().invoice_ids)
        self.assertEqual(self.workorder.payment_state, "requested")

    def test_mail_names_the_vehicle_and_holds_the_link(self):
        request = self._ready()

        mail = self.env["mail.mail"].search(
            [("model", "=", request._name), ("res_id", "=", request.id)]
        )
        self.assertIn("12-ABC-3", mail.body_html)
        self.assertIn(request.link, mail.body_html)

    def test_choosing_to_pay_posts_the_bill_once(self):
        request = self._ready()

        request._choose("online")
        request._choose("online")

        self.assertEqual(len(request.invoice_ids), 1)
        self.assertEqual(request.invoice_ids.state, "posted")
        self.assertEqual(request.amount_open, 300.0)

    def test_choosing_the_counter_posts_nothing_yet(self):
        request = self._ready()

        request._choose("counter")

        self.assertFalse(request.invoice_ids)
        self.assertEqual(self.workorder.payment_state, "opened")

    def test_till_posts_the_bill_when_it_begins_to_pay(self):
        request = self._ready()

        attempt = self._start(request)

        self.assertEqual(attempt.invoice_id, request.invoice_ids)
        self.assertEqual(attempt.workorder_id, self.workorder)
        self.assertEqual(self.workorder.payment_state, "pending")

    def test_bill_posted_in_the_office_belongs_to_the_request(self):
        request = self._ready()

        invoice = self.workorder._ensure_final_invoice()

        self.assertEqual(request.invoice_ids, invoice)

    def test_paid_by_bank_shows_everywhere_and_in_the_history(self):
        request = self._ready()
        self._pay(300.0, request._ensure_invoices())

        self.assertEqual(self.workorder.payment_state, "paid")
        self.assertEqual(self.workorder.amount_due, 0.0)
        self.assertEqual(self._light("payment")["state"], "done")
        events = self.vehicle.event_ids.filtered(lambda e: e.kind == "payment")
        self.assertEqual(events.amount, 300.0)

    def test_paid_tells_open_boards(self):
        request = self._ready()
        invoice = request._ensure_invoices()
        self.env.cr.precommit.run()
        self.env["bus.bus"].search([]).unlink()

        self._pay(300.0, invoice)
        self.env.cr.precommit.run()

        messages = "".join(self.env["bus.bus"].search([]).mapped("message"))
        self.assertIn("garage_workorder", messages)
        self.assertIn("garage_payment", messages)

    def test_part_payment_keeps_the_rest_open(self):
        request = self._ready()
        self._pay(100.0, request._ensure_invoices())

        self.assertEqual(self.workorder.payment_state, "part_paid")
        self.assertEqual(self.workorder.amount_due, 200.0)
        self.assertEqual(self._light("key")["state"], "stop")

    def test_nothing_to_pay_asks_for_nothing(self):
        self.workorder.sale_order_ids.order_line.price_unit = 0.0

        self.assertFalse(self._ready())

        self.assertEqual(self._light("payment")["text"], "Nothing to pay.")
        self.workorder.action_hand_over_key()
        self.assertEqual(self.workorder.key_state, "handed_over")

    def test_back_to_work_voids_the_link(self):
        request = self._ready()

        self.workorder.action_reopen()

        self.assertEqual(request.state, "replaced")
        with self.assertRaises(UserError):
            request._prepare_online()
        self.workorder.action_mark_ready()
        self.assertEqual(self.workorder._get_payment_request().state, "sent")

    def test_undeliverable_request_is_a_red_light(self):
        self.customer.email = False

        self._ready()

        self.assertEqual(self._light("payment")["state"], "stop")

    def test_ledger_knows_vehicle_and_work_order(self):
        request = self._ready()
        self._pay(300.0, request._ensure_invoices())
        self.env.flush_all()

        row = self.env["garage.payment.ledger"].search(
            [("workorder_id", "=", self.workorder.id)]
        )
        self.assertEqual((row.vehicle_id, row.amount), (self.vehicle, 300.0))


@tagged("post_install", "-at_install")
class TestCustomerPage(VisitCommon, HttpCase):
    def _page(self):
        return self.url_open(self.workorder._get_customer_url()).text

    def test_page_asks_for_nothing_before_the_car_is_ready(self):
        self.assertNotIn("/garage/pay/", self._page())

    def test_page_of_a_ready_car_names_the_amount_and_leads_to_the_payment(self):
        request = self._ready()

        page = self._page()

        self.assertIn("300.00", page)
        self.assertIn(f"/garage/pay/{request._get_token()}", page)

    def test_page_of_a_paid_visit_says_thank_you(self):
        request = self._ready()
        self._pay(300.0, request._ensure_invoices())

        self.assertIn("Paid, thank you", self._page())
