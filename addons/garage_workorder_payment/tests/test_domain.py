from dataclasses import replace

from odoo.tests import BaseCase, tagged

from ..domain.payment_state import Standing, derive, key_verdict

OPEN = Standing(
    billed=True,
    due=True,
    part_paid=False,
    running=False,
    overdue=False,
    request="sent",
    account_chosen=False,
    account_allowed=False,
)


@tagged("post_install", "-at_install")
class TestPaymentState(BaseCase):
    def test_paid_needs_a_bill_with_nothing_open(self):
        self.assertEqual(derive(replace(OPEN, due=False)), "paid")
        self.assertEqual(derive(replace(OPEN, due=False, billed=False)), "none")

    def test_running_money_is_never_paid(self):
        self.assertEqual(derive(replace(OPEN, running=True)), "pending")
        self.assertNotEqual(derive(replace(OPEN, due=False, running=True)), "paid")

    def test_on_account_needs_choice_and_consent(self):
        chosen = replace(OPEN, request="chosen", account_chosen=True)

        self.assertEqual(derive(chosen), "opened")
        self.assertEqual(derive(replace(chosen, account_allowed=True)), "on_account")

    def test_overdue_shows_before_on_account(self):
        late = replace(OPEN, account_chosen=True, account_allowed=True, overdue=True)

        self.assertEqual(derive(late), "overdue")

    def test_request_states_in_words(self):
        words = [
            derive(replace(OPEN, request=state))
            for state in ("", "sent", "failed_delivery", "opened", "chosen")
        ]

        self.assertEqual(words, ["none", "requested", "requested", "opened", "opened"])

    def test_key_leaves_when_free_on_account_or_released(self):
        self.assertEqual(key_verdict(False, False, False, False), "free")
        self.assertEqual(key_verdict(True, False, True, False), "account")
        self.assertEqual(key_verdict(True, False, False, True), "released")

    def test_key_stays_while_unpaid_or_undecided(self):
        self.assertEqual(key_verdict(True, False, False, False), "unpaid")
        self.assertEqual(key_verdict(True, True, False, False), "running")
        self.assertEqual(key_verdict(False, True, False, False), "running")
