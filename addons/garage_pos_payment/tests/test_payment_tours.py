from uuid import uuid4

import requests

from odoo.fields import Command
from odoo.tests import tagged

from .tour_common import TillTourCase


@tagged("post_install", "-at_install")
class TestPaymentTours(TillTourCase):
    """What goes wrong while a card is charged, in the browser, with a real box."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.slips = cls.make_method("Own terminal", "bank", garage_standalone=True)
        cls.config.payment_method_ids = [Command.link(cls.slips.id)]
        cls.env["product.product"].create(
            {
                "name": "Wiper blades",
                "list_price": 50.0,
                "available_in_pos": True,
                "taxes_id": [Command.clear()],
            }
        )

    def setUp(self):
        super().setUp()
        self.invoice = self.make_invoice(230.0)

    def tearDown(self):
        # A payment that a failed tour left at the terminal shall not spoil the next.
        self.box_process.act("terminal", "press", button="decline")
        super().tearDown()

    def payments(self):
        orders = self.env["pos.order"].search([("session_id", "=", self.till.id)])
        return [(p.payment_method_id.name, p.amount) for p in orders.payment_ids]

    def wait_for_buttons(self):
        self.box_process.act("terminal", "mode", mode="manual", delay=0)

    def call_box(self, path, body):
        token = self.box._mint_token(0, ("pay",))
        answer = requests.post(
            f"{self.box_process.url}/garage_iot/v1{path}",
            json=body,
            headers={"Authorization": f"Bearer {token}"},
            timeout=5,
        )
        answer.raise_for_status()

    def pay_at_other_till(self, amount=1000):
        line = str(uuid4())
        order = {"kind": "sale", "amount": amount, "reference": "other till"}
        order["currency"] = self.company.currency_id.name
        self.call_box(
            "/payments",
            {"key": f"{line}:1", "line": line, "terminal": "terminal", **order},
        )

    def test_cancelled_card_charges_nothing_and_can_be_tried_again(self):
        self.wait_for_buttons()

        self.run_till("garage_till_cancelled_card")

        self.assertEqual(self.charged, 23000)
        states = self.invoice.garage_attempt_ids.sorted("seq").mapped("state")
        self.assertEqual(states, ["canceled", "recorded"])

    def test_browser_loaded_again_while_paying_charges_once(self):
        self.wait_for_buttons()

        self.run_till("garage_till_reloaded", timeout=120)

        self.assertEqual(self.charged, 23000)
        self.assertEqual(self.payments(), [("Card", 230.0)])
        self.assertEqual(self.invoice.garage_attempt_ids.state, "recorded")

    def test_terminal_that_serves_another_till_is_tried_again(self):
        self.wait_for_buttons()
        self.pay_at_other_till(1000)

        self.run_till("garage_till_second_till", timeout=120)

        self.assertEqual(self.charged, 24000)
        self.assertEqual(self.payments(), [("Card", 230.0)])

    def test_bill_that_another_till_is_paying_is_refused(self):
        self.env["garage.payment.attempt"]._start(
            {
                "uuid": str(uuid4()),
                "amount": 230.0,
                "invoice_id": self.invoice.id,
                "place": "Counter 2",
            }
        )

        self.run_till("garage_till_reserved_bill")

        self.assertEqual(self.charged, 0)

    def test_approved_card_is_taken_back_before_the_order_is_done(self):
        self.config.auto_validate_terminal_payment = False

        self.run_till("garage_till_taken_back")

        self.assertEqual(self.charged, 0)
        self.assertEqual(self.payments(), [("Cash", 230.0)])
        self.assertEqual(self.invoice.garage_attempt_ids.state, "reversed")

    def test_order_is_not_finished_round_an_undecided_card(self):
        self.wait_for_buttons()

        self.run_till("garage_till_no_way_round")
        self.box_process.act("terminal", "press", button="decline")

        self.assertEqual(self.payments(), [])

    def test_refund_goes_back_to_the_card_that_paid(self):
        self.run_till("garage_till_refund_card", timeout=120)

        self.assertEqual(self.charged, 0)
        self.assertEqual(self.payments(), [("Card", -50.0), ("Card", 50.0)])

    def test_slip_of_a_terminal_of_its_own_waits_to_be_matched(self):
        self.run_till("garage_till_slip")

        payment = self.env["pos.payment"].search(
            [("payment_method_id", "=", self.slips.id)]
        )
        self.assertEqual((payment.payment_ref_no, payment.card_no), ("000123", "4242"))
        self.assertEqual(payment.garage_match_state, "open")
        self.assertIn("000123", payment.account_move_id.ref)
        payment.action_garage_matched()
        self.assertEqual(payment.garage_match_state, "matched")

    def test_doctor_measures_and_names_the_next_step(self):
        self.run_till("garage_till_doctor", timeout=120)
