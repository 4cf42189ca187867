from math import sqrt
from random import Random

from odoo.tests import BaseCase, tagged

from ..domain import forecast_methods as methods
from ..domain.demand import classify
from ..domain.forecast import NAIVE, forecast
from . import demand_series as made

AHEAD = 6
SEEDS = 150


def compare(make, months):
    """Errors of the forecast over half a year, as shares of both naive ones."""
    ours = last = year = 0.0
    for seed in range(SEEDS):
        series = make(Random(f"{make.__name__}{seed}"), months + AHEAD)
        known, true = series[:months], series[months:]
        scale = max(sum(known) / months, 1.0)
        result = forecast(known).pieces[:AHEAD]
        before = known[-12:] if months >= 12 else known[-1:] * AHEAD
        for i, quantity in enumerate(true):
            ours += ((result[i] - quantity) / scale) ** 2
            last += ((known[-1] - quantity) / scale) ** 2
            year += ((before[i] - quantity) / scale) ** 2
    return sqrt(ours / last), sqrt(ours / year)


@tagged("post_install", "-at_install")
class TestForecast(BaseCase):
    def _assert_beats(self, make, months, last, year):
        shares = compare(make, months)
        self.assertLess(shares[0], last, f"{make.__name__} against last month")
        self.assertLess(shares[1], year, f"{make.__name__} against last year")

    def test_three_years_of_season_are_forecast_better_than_by_both_naive_ways(self):
        self._assert_beats(made.seasonal, 36, 0.50, 0.92)
        self._assert_beats(made.winter, 36, 0.45, 1.0)

    def test_two_years_of_season_beat_last_month_and_equal_last_year(self):
        # every month was seen once before its test: no method can know it well yet
        self._assert_beats(made.seasonal, 24, 0.55, 1.10)
        self._assert_beats(made.winter, 24, 0.45, 1.05)

    def test_steady_rare_and_lumpy_parts_are_forecast_better(self):
        for months in (24, 36):
            self._assert_beats(made.steady, months, 0.90, 0.90)
            self._assert_beats(made.rare, months, 0.87, 0.87)
            self._assert_beats(made.lumpy, months, 0.92, 0.92)

    def test_dying_parts_are_forecast_better_than_by_last_year(self):
        # last month is hard to beat on the way down: it is chosen as often as not
        self._assert_beats(made.dying, 36, 1.05, 0.50)

    def test_new_parts_are_forecast_better_than_by_last_month(self):
        self._assert_beats(made.steady, 4, 0.90, 0.90)
        self._assert_beats(made.rare, 7, 0.95, 0.95)

    def test_what_is_not_better_than_naive_is_said_and_naive_is_used(self):
        walk = [float(10 + 3 * i) for i in range(24)]

        result = forecast(walk)

        self.assertEqual((result.method, result.is_better), ("naive", False))
        self.assertEqual(result.pieces[0], walk[-1])
        self.assertEqual(result.error, 1.0)

    def test_chosen_method_never_tested_worse_than_the_naive_ones(self):
        for make in (made.seasonal, made.lumpy, made.dying, made.rare):
            for seed in range(60):
                result = forecast(make(Random(seed), 30))
                self.assertLessEqual(result.error or 0.0, 1.0)
                self.assertEqual(result.is_better, result.method not in NAIVE)

    def test_no_method_looks_into_the_month_that_it_forecasts(self):
        series = made.seasonal(Random(1), 30)
        changed = [*series[:20], *(quantity + 50 for quantity in series[20:])]
        for method in (
            *NAIVE.values(),
            methods.average(12),
            methods.smoothing(0.2),
            methods.croston(0.1),
            methods.fading(0.1, 0.2),
            methods.season(0.2),
        ):
            self.assertEqual(method(series)[:21], method(changed)[:21])

    def test_part_that_died_is_expected_no_more(self):
        result = forecast([5.0, 3.0, 6.0, 4.0] * 4 + [0.0] * 14)

        self.assertLess(result.pieces[0], 0.2)

    def test_first_months_of_a_part_are_averaged_and_nothing_is_claimed(self):
        result = forecast([4.0, 2.0])

        self.assertEqual((result.method, result.pieces[0]), ("short", 3.0))
        self.assertIsNone(result.error)

    def test_no_demand_at_all_is_forecast_as_none(self):
        for series in ([], [0.0] * 20):
            result = forecast(series)
            self.assertEqual((result.demand, sum(result.pieces)), ("none", 0.0))


@tagged("post_install", "-at_install")
class TestDemandClass(BaseCase):
    def test_limits_of_syntetos_and_boylan_part_the_classes(self):
        self.assertEqual(classify([5, 6, 5, 4]), "smooth")
        self.assertEqual(classify([0, 2, 0, 2, 0, 2]), "intermittent")
        self.assertEqual(classify([1, 30, 1, 1, 40, 1]), "erratic")
        self.assertEqual(classify([0, 1, 0, 30, 0, 1]), "lumpy")
        self.assertEqual(classify([0, 0]), "none")

    def test_made_up_parts_are_classed_as_what_they_are(self):
        def share(make, *names):
            found = [classify(make(Random(seed), 36)) for seed in range(100)]
            return sum(name in names for name in found)

        self.assertGreater(share(made.steady, "smooth"), 90)
        self.assertGreater(share(made.rare, "intermittent"), 85)
        self.assertGreater(share(made.lumpy, "lumpy"), 85)
