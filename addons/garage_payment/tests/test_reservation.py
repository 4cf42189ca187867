from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import PaymentCase


@tagged("post_install", "-at_install")
class TestReservation(PaymentCase):
    def test_second_channel_is_told_who_pays_where(self):
        self._start()

        with self.assertRaisesRegex(UserError, r"121.00.*Counter 2") as caught:
            self.request._prepare_online()
        self.assertIn(self.env.user.name, str(caught.exception))

    def test_second_till_is_refused_while_the_first_is_unknown(self):
        self._start()._apply({"state": "unknown"})

        with self.assertRaises(UserError):
            self._start(uuid="till-2")

    def test_two_tills_may_share_one_bill(self):
        self._start(amount=40.0)
        second = self._start(amount=81.0, uuid="till-2")

        self.assertEqual(second.state, "created")
        self.assertEqual(self.request.amount_open, 0.0)

    def test_pending_online_payment_blocks_the_till(self):
        transaction = self._create_transaction()
        self._provider_says(transaction, "pending")

        with self.assertRaisesRegex(UserError, "the pay page"):
            self._start()
        self.assertEqual(self.request.state, "pending")

    def test_refused_payment_frees_the_amount(self):
        self._start()._apply({"state": "declined"})

        bills, amount = self.request._prepare_online()

        self.assertEqual((bills, amount), (self.invoice, 121.0))

    def test_paid_bill_takes_no_more_money(self):
        self._pay_at_bank(121.0)

        with self.assertRaisesRegex(UserError, "Nothing is open"):
            self._start()

    def test_more_than_is_open_is_refused(self):
        with self.assertRaisesRegex(UserError, "Only"):
            self._start(amount=121.01)

    def test_page_says_that_the_counter_is_busy(self):
        self._start()

        self.assertEqual(self.request._get_page_state(), "running")
        self.assertEqual(self.request._get_page_values()["running"].where, "Counter 2")
