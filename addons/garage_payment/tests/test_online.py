from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import PaymentCase

LOGGER = "odoo.addons.garage_payment.models.payment_transaction"


@tagged("post_install", "-at_install")
class TestOnline(PaymentCase):
    def test_confirmed_payment_clears_the_open_item_at_once(self):
        transaction = self._create_transaction()

        self._provider_says(transaction, "done")

        self.assertTrue(transaction.is_post_processed)
        self.assertEqual(self.invoice.amount_residual, 0.0)
        self.assertEqual(self.request.state, "paid")

    def test_repeated_confirmation_pays_once(self):
        transaction = self._create_transaction()

        self._provider_says(transaction, "done")
        self._provider_says(transaction, "done")

        self.assertEqual(len(self.invoice.matched_payment_ids), 1)
        self.assertEqual(self.request.state, "paid")

    def test_late_cancel_after_the_money_changes_nothing(self):
        transaction = self._create_transaction()

        self._provider_says(transaction, "done")
        self._provider_says(transaction, "cancel")

        self.assertEqual(self.request.state, "paid")

    def test_part_payment_online_is_not_paid(self):
        transaction = self._create_transaction(amount=1.0)

        self._provider_says(transaction, "done")

        self.assertEqual(transaction.state, "done")
        self.assertEqual(self.request.state, "part_paid")

    def test_failed_payment_tells_the_customer_that_nothing_was_charged(self):
        transaction = self._create_transaction()

        self._provider_says(transaction, "error")

        self.assertEqual(
            self.request._get_page_values()["failed_transaction"], transaction
        )
        self.assertEqual(self.request._get_page_state(), "choose")

    def test_money_that_cannot_be_booked_now_is_kept_and_blocks_others(self):
        transaction = self._create_transaction()
        broken = patch.object(
            type(transaction), "_create_payment", side_effect=UserError("locked")
        )

        with broken, mute_logger(LOGGER):
            self._provider_says(transaction, "done")

        self.assertEqual(transaction.state, "done")
        with self.assertRaises(UserError):
            self._start()

    def test_second_online_payment_becomes_an_open_credit_not_a_loss(self):
        first = self._create_transaction()
        second = self._create_transaction(reference="PAY-TEST-2")

        self._provider_says(first, "done")
        self._provider_says(second, "done")

        self.assertEqual(self.request.state, "paid")
        self.assertEqual(second.payment_id.amount, 121.0)
        self.assertFalse(second.payment_id.is_reconciled)

    def test_each_step_is_in_the_timeline(self):
        transaction = self._create_transaction()

        self._provider_says(transaction, "done")

        kinds = self.request.event_ids.mapped("kind")
        self.assertIn("online", kinds)
        self.assertIn("paid", kinds)
