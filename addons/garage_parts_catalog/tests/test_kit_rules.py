from math import inf

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..domain.kits import KitProblem, available, explode, unit_prices

KITS = {"A": [("b", 2), ("C", 1)], "C": [("b", 1), ("d", 0.5)], "X": [("X", 1)]}


def lines(part):
    return KITS.get(part, [])


@tagged("post_install", "-at_install")
class TestKitRules(BaseCase):
    def test_kits_inside_kits_are_taken_apart_and_parts_added_up(self):
        self.assertEqual(explode("A", lines, 2), {"b": 6, "d": 1})
        self.assertEqual(explode("b", lines, 3), {"b": 3})

    def test_kit_that_holds_itself_is_told(self):
        with self.assertRaises(KitProblem):
            explode("X", lines)

    def test_odd_cents_go_to_the_single_piece(self):
        self.assertEqual(unit_prices(4999, [12, 36, 1], [1, 4, 1]), [1225, 918, 102])

    def test_without_a_single_piece_the_dearest_takes_the_fraction(self):
        prices = unit_prices(1000, [2, 1], [3, 3])
        self.assertAlmostEqual(prices[0] * 3 + prices[1] * 3, 1000)

    @settings(
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(
        total=st.integers(0, 10**7),
        rows=st.lists(
            st.tuples(st.integers(0, 10**5), st.integers(1, 12)), min_size=1, max_size=8
        ),
    )
    def test_shares_always_sum_up_to_the_price_of_the_kit(self, total, rows):
        weights, quantities = zip(*rows, strict=True)
        prices = unit_prices(total, weights, quantities)
        got = sum(round(price * n) for price, n in zip(prices, quantities, strict=True))
        self.assertEqual(got, total)
        self.assertGreaterEqual(min(prices), 0)

    def test_scarcest_part_says_how_many_kits_there_are(self):
        free = {"b": 7, "d": 100, "e": inf}
        self.assertEqual(available({"b": 3, "d": 1, "e": 1}, free.get), 2)
        self.assertEqual(available({"e": 1}, free.get), inf)
        self.assertEqual(available({"b": 9}, lambda _part: -2), 0)
