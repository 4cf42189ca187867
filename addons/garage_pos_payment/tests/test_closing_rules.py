from odoo.tests import BaseCase, tagged

from ..domain.closing import (
    AMOUNT_DIFFERS,
    ONLY_AT_TERMINAL,
    ONLY_AT_TILL,
    Charge,
    compare,
)


@tagged("post_install", "-at_install")
class TestClosingRules(BaseCase):
    def test_equal_sides_have_no_difference(self):
        self.assertEqual(compare([Charge("a", 100)], [Charge("a:1", 100)]), [])

    def test_charge_that_no_order_has_is_listed(self):
        found = compare([], [Charge("a:1", 4990, "Visa 0045")])

        self.assertEqual(
            [(one.kind, one.terminal) for one in found], [(ONLY_AT_TERMINAL, 4990)]
        )

    def test_booking_that_the_terminal_does_not_know_is_listed(self):
        found = compare([Charge("a", 4990)], [])

        self.assertEqual([one.kind for one in found], [ONLY_AT_TILL])

    def test_other_amount_is_one_difference_not_two(self):
        found = compare([Charge("a", 4990)], [Charge("a:2", 4900)])

        self.assertEqual([one.kind for one in found], [AMOUNT_DIFFERS])
        self.assertEqual((found[0].till, found[0].terminal), (4990, 4900))

    def test_reversed_charge_needs_no_booking(self):
        charges = [Charge("a:1", 4990), Charge("a:2", -4990)]

        self.assertEqual(compare([], charges), [])
