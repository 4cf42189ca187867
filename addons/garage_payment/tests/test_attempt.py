import psycopg2

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import PaymentCase


@tagged("post_install", "-at_install")
class TestAttempt(PaymentCase):
    """Rows of the failure matrix that need no device."""

    def test_approved_and_recorded_pays_the_bill_once(self):
        attempt = self._start()
        attempt._apply({"state": "sent"})
        attempt._apply({"state": "approved", "provider_ref": "T1", "auth_code": "83F1"})

        self.assertTrue(attempt._record())
        self.assertTrue(attempt._record())

        self.assertEqual(attempt.state, "recorded")
        self.assertEqual(self.invoice.amount_residual, 0.0)
        self.assertEqual(self.request.state, "paid")
        self.assertEqual(len(self.invoice.matched_payment_ids), 1)

    def test_double_submit_gives_the_same_attempt(self):
        self.assertEqual(self._start(), self._start())

    def test_a_refused_card_may_try_again(self):
        first = self._start()
        first._apply({"state": "declined", "failure_text": "Insufficient funds."})

        second = self._start()

        self.assertEqual((first.seq, second.seq), (1, 2))
        self.assertEqual(self.request.state, "pending")

    def test_unknown_never_becomes_a_second_charge(self):
        attempt = self._start()
        attempt._apply({"state": "unknown"})

        self.assertEqual(self._start(), attempt)
        self.assertFalse(attempt._record())
        self.assertEqual(self.invoice.amount_residual, 121.0)

    def test_unknown_is_resolved_by_a_late_answer(self):
        attempt = self._start()
        attempt._apply({"state": "unknown"})

        attempt._apply({"state": "approved"})
        attempt._record()

        self.assertEqual(self.request.state, "paid")

    def test_late_cancel_after_approval_changes_nothing(self):
        attempt = self._start()
        attempt._apply({"state": "approved"})

        self.assertFalse(attempt._apply({"state": "canceled", "source": "till"}))

        self.assertEqual(attempt.state, "approved")
        self.assertIn("ignored", attempt.event_ids.mapped("kind"))

    def test_webhook_twice_is_taken_once(self):
        attempt = self._start()
        message = {"state": "approved", "provider_event_id": "evt_1"}

        self.assertTrue(attempt._apply(message))
        self.assertFalse(attempt._apply(message))

        self.assertEqual(
            attempt.event_ids.mapped("provider_event_id").count("evt_1"), 1
        )

    def test_other_amount_from_the_provider_books_nothing(self):
        attempt = self._start()

        attempt._apply({"state": "approved", "amount_minor": 1210})

        self.assertTrue(attempt.mismatch)
        self.assertFalse(attempt._record())
        self.assertEqual(self.invoice.amount_residual, 121.0)

    def test_state_never_moves_back_by_any_write(self):
        attempt = self._start()
        attempt._apply({"state": "declined"})

        with self.assertRaises(UserError):
            attempt.state = "approved"

    def test_one_uuid_and_seq_exists_once(self):
        attempt = self._start()
        values = attempt.copy_data()[0] | {"uuid": attempt.uuid, "seq": attempt.seq}

        with (
            self.assertRaises(psycopg2.errors.UniqueViolation),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            attempt.create(values)

    def test_card_number_in_a_slip_is_masked(self):
        attempt = self._start()

        attempt._apply({"state": "approved", "slip_text": "PAN 4242424242424242"})

        self.assertEqual(attempt.slip_text, "PAN ************4242")

    def test_attempts_are_evidence_and_stay(self):
        with self.assertRaises(UserError):
            self._start().unlink()
