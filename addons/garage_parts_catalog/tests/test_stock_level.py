from datetime import date
from random import Random

from odoo.tests import BaseCase, tagged

from ..domain.forecast import forecast
from ..domain.stock_level import (
    get_expected,
    get_level,
    get_quantile,
    round_to_pack,
)
from . import demand_series as made


@tagged("post_install", "-at_install")
class TestStockLevel(BaseCase):
    def test_pieces_of_days_are_shares_of_their_months(self):
        pieces = [30.0, 62.0, 28.0]

        self.assertEqual(get_expected(pieces, date(2026, 6, 1), 30), 30)
        self.assertAlmostEqual(get_expected(pieces, date(2026, 6, 21), 15), 20)
        self.assertEqual(get_expected([], date(2026, 6, 1), 30), 0)

    def test_quantiles_of_poisson_are_those_of_the_tables(self):
        for mean, share, pieces in ((1, 0.95, 3), (4, 0.95, 8), (10, 0.99, 18)):
            self.assertEqual(get_quantile(mean, mean, share), pieces)

    def test_more_variance_asks_for_more_pieces(self):
        calm, jumpy = get_quantile(4, 4, 0.95), get_quantile(4, 30, 0.95)

        self.assertGreater(jumpy, calm)

    def test_many_pieces_are_counted_without_underflow(self):
        self.assertAlmostEqual(get_quantile(2000, 2000, 0.95), 2074, delta=1)
        self.assertGreater(get_quantile(150, 90000, 0.95), 500)

    def test_nothing_expected_needs_nothing(self):
        self.assertEqual(get_quantile(0, 5, 0.95), 0)
        self.assertEqual(get_level([0.0] * 12, 0.0, date(2026, 1, 1), 9, 0.9).point, 0)

    def test_nineteen_of_twenty_months_are_served_as_promised(self):
        for make in (made.steady, made.seasonal, made.rare):
            served = total = 0
            for seed in range(150):
                series = make(Random(f"level{seed}"), 37)
                result = forecast(series[:36])
                level = get_level(
                    result.pieces, result.spread, date(2026, 4, 1), 30, 0.95
                )
                served += series[36] <= level.point
                total += 1
            self.assertGreater(served / total, 0.90, make.__name__)

    def test_order_is_rounded_up_to_whole_packs(self):
        self.assertEqual(round_to_pack(5, 4, 0), 8)
        self.assertEqual(round_to_pack(8, 4, 0), 8)
        self.assertEqual(round_to_pack(2, 0, 6), 6)
        self.assertEqual(round_to_pack(2, 4, 6), 8)
