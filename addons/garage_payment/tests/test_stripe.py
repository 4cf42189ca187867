import json

from odoo.fields import Command
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import PaymentCase

LOGGERS = (
    "odoo.addons.garage_payment.controllers.stripe",
    "odoo.addons.payment_stripe.controllers.main",
    "odoo.http",
)


@tagged("post_install", "-at_install")
class TestStripeWebhook(PaymentCase, HttpCase):
    """A forged message never makes a bill paid."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        card = cls.env.ref("payment.payment_method_card")
        cls.provider = cls.env["payment.provider"].create(
            {
                "name": "Stripe test",
                "code": "stripe",
                "stripe_publishable_key": "pk_test",
                "stripe_secret_key": "sk_test",
                "stripe_webhook_secret": "whsec_test",
                "journal_id": cls.journal.id,
                "payment_method_ids": [Command.set(card.ids)],
                "state": "test",
            }
        )
        card.active = True

    def _post(self, reference="FORGED-1", **headers):
        transaction = self._create_transaction(reference=reference)
        event = {
            "type": "payment_intent.succeeded",
            "data": {
                "object": {
                    "id": "pi_1",
                    "object": "payment_intent",
                    "description": transaction.reference,
                    "amount": 12100,
                    "currency": "eur",
                    "status": "succeeded",
                    "payment_method": {"type": "card"},
                }
            },
        }
        with mute_logger(*LOGGERS):
            answer = self.url_open(
                "/payment/stripe/webhook",
                data=json.dumps(event),
                headers={"Content-Type": "application/json", **headers},
            )
        return transaction, answer.status_code

    def test_without_a_secret_nothing_is_believed(self):
        self.provider.stripe_webhook_secret = False

        transaction, status = self._post()

        self.assertEqual((transaction.state, status), ("draft", 403))
        self.assertEqual(self.invoice.amount_residual, 121.0)

    def test_missing_and_broken_signatures_are_refused_plainly(self):
        missing = self._post()
        broken = self._post("FORGED-2", **{"Stripe-Signature": "nonsense"})

        for transaction, status in (missing, broken):
            self.assertEqual((transaction.state, status), ("draft", 400))

    def test_wrong_signature_is_refused(self):
        transaction, status = self._post(**{"Stripe-Signature": "t=1,v1=abc"})

        self.assertEqual((transaction.state, status), ("draft", 403))
