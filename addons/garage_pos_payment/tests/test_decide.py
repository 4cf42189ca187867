from datetime import timedelta
from unittest.mock import patch
from uuid import uuid4

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from ..clients import box as box_client
from .common import TillCase

CALL = "odoo.addons.garage_pos_payment.clients.box.call"


@tagged("post_install", "-at_install")
class TestDecide(TillCase):
    """An attempt left open by a till that never comes back."""

    def setUp(self):
        super().setUp()
        self.session = self.open_session()
        self.invoice = self.make_invoice(230.0)
        self.uuid = str(uuid4())
        self.attempt = self.start_attempt()
        self.manager = new_test_user(
            self.env, "boss", groups="base.group_user,garage_base.group_garage_manager"
        )

    def start_attempt(self, minutes_ago=10):
        attempts = self.env["garage.payment.attempt"].with_user(self.cashier)
        attempts.garage_till_start(
            self.session.id,
            {
                "uuid": self.uuid,
                "order_uuid": str(uuid4()),
                "amount": 230.0,
                "invoice_id": self.invoice.id,
                "method_id": self.card.id,
            },
        )
        attempt = attempts._garage_last(self.uuid)
        moment = fields.Datetime.now() - timedelta(minutes=minutes_ago)
        attempt.requested_at = moment
        return attempt

    def box_attempt(self, state, paid, **values):
        return {
            **{"key": f"{self.uuid}:1", "line": self.uuid, "kind": "sale"},
            **{"state": state, "paid": paid, "final": state != "in_doubt"},
            **{"amount": 23000, "currency": self.company.currency_id.name},
            **{"original_key": None, "code": None, "text": "", "result": None},
            **values,
        }

    def decide(self, answer, **values):
        """Open and apply the wizard while the box answers (or fails) so."""
        with patch(CALL, side_effect=answer) as calls:
            action = self.attempt.with_user(self.manager).action_garage_decide()
            wizard = self.env[action["res_model"]].browse(action["res_id"])
            wizard = wizard.with_user(self.manager)
            wizard.write(values)
            wizard.action_apply()
        return calls

    def away(self, *_args, **_kwargs):
        raise box_client.BoxAway("no route")

    def test_bill_is_free_again_when_the_box_never_heard_of_it(self):
        self.decide(lambda *_args, **_kwargs: [])

        self.assertEqual(self.attempt.state, "canceled")
        self.invoice._garage_reserve(230.0)

    def test_charge_that_the_box_knows_is_booked(self):
        result = {"card_brand": "Visa", "masked_pan": "************4242"}
        charged = self.box_attempt("approved", True, result=result)

        self.decide(lambda *_args, **_kwargs: [charged])

        self.assertEqual(self.attempt.state, "recorded")
        self.assertEqual(self.attempt.card_last4, "4242")
        self.assertEqual(self.invoice.amount_residual, 0.0)

    def test_manager_decides_with_a_reason_when_the_box_is_away(self):
        self.decide(self.away, outcome="not_charged", reason="Not on the list")

        self.assertEqual(self.attempt.state, "canceled")
        texts = " ".join(self.attempt.event_ids.mapped("text"))
        self.assertIn("boss", texts)
        self.assertIn("Not on the list", texts)

    def test_no_decision_without_a_reason(self):
        with self.assertRaisesRegex(UserError, "how you know"):
            self.decide(self.away, outcome="not_charged")

        self.assertEqual(self.attempt.state, "created")

    def test_decision_about_a_doubt_reaches_the_box(self):
        doubt = self.box_attempt("in_doubt", None)

        calls = self.decide(
            lambda *_args, **_kwargs: [doubt], outcome="charged", reason="Slip 12"
        )

        body = calls.call_args.kwargs["body"]
        self.assertEqual((body["outcome"], body["reason"]), ("paid", "Slip 12"))
        self.assertEqual(self.attempt.state, "recorded")

    def test_payment_at_the_terminal_is_not_decided(self):
        running = self.box_attempt("sent", None, final=False)

        with self.assertRaisesRegex(UserError, "at work"):
            self.decide(lambda *_args, **_kwargs: [running], outcome="not_charged")

    def test_till_that_is_still_at_it_is_left_alone(self):
        self.attempt.requested_at = fields.Datetime.now()

        with self.assertRaisesRegex(UserError, "two minutes"):
            self.attempt.with_user(self.manager).action_garage_decide()

    def test_cashier_does_not_decide(self):
        with self.assertRaisesRegex(UserError, "Only a manager"):
            self.attempt.with_user(self.cashier).action_garage_decide()

    def test_till_that_comes_back_takes_the_place_of_the_hand_booking(self):
        self.decide(self.away, outcome="charged", reason="Slip 12")
        by_hand = self.attempt.account_payment_id
        product = self.config._garage_settlement_product()
        vals = self.order_vals(
            [(product, 230.0)],
            [(self.card, 230.0)],
            garage_invoice_id=self.invoice.id,
            to_invoice=True,
        )
        vals["payment_ids"][0][2]["uuid"] = self.uuid

        self.sync(vals)

        self.assertEqual(by_hand.state, "canceled")
        self.assertEqual(self.attempt.pos_payment_id.amount, 230.0)
        self.assertEqual(self.invoice.amount_residual, 0.0)

    def test_register_closes_after_the_decision(self):
        self.assertEqual(self.session._garage_open_attempts(), 1)

        self.decide(self.away, outcome="not_charged", reason="Not on the list")

        self.assertEqual(self.session._garage_open_attempts(), 0)
