from odoo.tests import BaseCase, tagged

from ..domain.attempt_state import MOVES, may_move, may_start_again
from ..domain.link_token import is_token
from ..domain.masking import mask_card_numbers
from ..domain.request_state import Money, advances, derive_state
from ..domain.reservation import Running, check

FIFTY = Running(5000, "Counter 2", "Jan", "14:02")


@tagged("post_install", "-at_install")
class TestDomain(BaseCase):
    def test_only_the_books_make_a_request_paid(self):
        open_bill = Money(False, False, False, False)

        self.assertEqual(derive_state("chosen", open_bill), "chosen")
        self.assertEqual(derive_state("sent", Money(True, False, False, False)), "paid")

    def test_a_credited_bill_is_not_paid(self):
        self.assertEqual(
            derive_state("sent", Money(True, True, False, False)), "cancelled"
        )

    def test_running_money_shows_before_part_payment(self):
        self.assertEqual(
            derive_state("sent", Money(False, False, True, True)), "pending"
        )
        self.assertEqual(
            derive_state("sent", Money(False, False, True, False)), "part_paid"
        )

    def test_opening_the_page_never_undoes_a_choice(self):
        self.assertFalse(advances("chosen", "opened"))
        self.assertTrue(advances("sent", "opened"))
        self.assertTrue(advances("expired", "sent"))
        self.assertFalse(advances("cancelled", "sent"))

    def test_final_attempt_states_lead_nowhere(self):
        for final in ("recorded", "declined", "canceled"):
            self.assertFalse(any(may_move(final, state) for state in MOVES))

    def test_a_new_try_only_follows_a_refusal(self):
        self.assertTrue(may_start_again("declined"))
        self.assertFalse(may_start_again("unknown"))

    def test_split_payments_fit_beside_each_other(self):
        self.assertTrue(check(12100, 7100, [FIFTY]).allowed)

    def test_money_under_way_blocks_the_same_money(self):
        verdict = check(12100, 7101, [FIFTY])

        self.assertEqual((verdict.allowed, verdict.running), (False, FIFTY))

    def test_zero_negative_and_too_much_are_refused(self):
        self.assertEqual(check(12100, 0, []).reason, "nothing")
        self.assertEqual(check(12100, -5, []).reason, "nothing")
        self.assertEqual(check(0, 100, []).reason, "nothing")
        self.assertEqual(check(12100, 12101, []).reason, "too_much")

    def test_card_numbers_are_masked_and_other_numbers_stay(self):
        masked = mask_card_numbers("card 4242 4242 4242 4242 ref 1234567890123")

        self.assertEqual(masked, "card ************4242 ref 1234567890123")

    def test_only_forty_hex_digits_are_a_token(self):
        self.assertTrue(is_token("0f" * 20))
        for text in ("", "0F" * 20, "x" * 40, "0" * 10_000, "é" * 40, "0" * 39 + "\n"):
            self.assertFalse(is_token(text))
