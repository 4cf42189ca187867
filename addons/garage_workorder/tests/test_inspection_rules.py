from datetime import date

from odoo.tests import BaseCase, tagged

from ..domain import inspection, wear
from ..domain.inspection import Limits

TREAD = Limits(amber=3.0, red=1.6, worse="lower")
WATER = Limits(amber=1.5, red=3.0, worse="higher")


@tagged("post_install", "-at_install")
class TestInspectionRules(BaseCase):
    def test_low_tread_turns_amber_and_then_red(self):
        colours = [inspection.colour_of_value(mm, TREAD) for mm in (5, 2.9, 1.5)]

        self.assertEqual(colours, ["green", "amber", "red"])

    def test_a_value_on_the_limit_is_on_the_better_side(self):
        self.assertEqual(inspection.colour_of_value(3.0, TREAD), "green")
        self.assertEqual(inspection.colour_of_value(1.6, TREAD), "amber")
        self.assertEqual(inspection.colour_of_value(0.1 + 0.2 + 1.3, TREAD), "amber")

    def test_much_water_turns_red(self):
        colours = [inspection.colour_of_value(part, WATER) for part in (1.5, 2, 3.1)]

        self.assertEqual(colours, ["green", "amber", "red"])

    def test_a_value_without_limits_is_just_noted(self):
        self.assertEqual(inspection.colour_of_value(-40, None), "green")

    def test_limits_in_the_wrong_order_are_told(self):
        self.assertFalse(Limits(1.6, 3.0, "lower").are_ordered())
        self.assertFalse(Limits(3.0, 1.5, "higher").are_ordered())

    def test_answers_have_the_colours_of_the_sheet(self):
        self.assertEqual(inspection.colour_of_answer("yes", "red", "green"), "red")
        self.assertEqual(inspection.colour_of_answer("no", "red", "green"), "green")
        self.assertEqual(inspection.colour_of_answer("maybe", "red", "green"), "none")

    def test_the_worst_colour_wins(self):
        self.assertEqual(inspection.worst(["green", "red", "amber"]), "red")
        self.assertEqual(inspection.worst([]), "none")

    def test_every_colour_is_counted(self):
        counts = inspection.count(["red", "red", "green"])

        self.assertEqual(counts, {"none": 0, "green": 1, "amber": 0, "red": 2})


@tagged("post_install", "-at_install")
class TestWearRules(BaseCase):
    def _forecast(self, *rows, limit=1.6):
        return wear.forecast([wear.Measurement(*row) for row in rows], limit)

    def test_wear_is_drawn_on_to_the_limit(self):
        found = self._forecast(
            (date(2025, 1, 1), 10_000, 5.1), (date(2025, 12, 31), 30_000, 3.35)
        )

        self.assertEqual(found, wear.Forecast(date(2026, 12, 30), 20_000))

    def test_a_new_part_starts_again(self):
        found = self._forecast(
            (date(2024, 1, 1), 10_000, 2.0),
            (date(2025, 1, 1), 20_000, 8.0),
            (date(2025, 7, 1), 30_000, 6.0),
        )

        self.assertEqual(found.km_left, 22_000)

    def test_too_little_way_or_time_says_nothing(self):
        self.assertFalse(self._forecast((date(2025, 1, 1), 10_000, 5.1)))
        self.assertFalse(
            self._forecast(
                (date(2025, 1, 1), 10_000, 5.1), (date(2025, 6, 1), 10_500, 5.0)
            )
        )
        self.assertFalse(
            self._forecast(
                (date(2025, 1, 1), 10_000, 5.1), (date(2025, 1, 20), 12_000, 5.0)
            )
        )

    def test_without_odometer_only_the_day_is_told(self):
        found = self._forecast(
            (date(2025, 1, 1), 0, 4.0), (date(2025, 7, 1), 20_000, 3.0)
        )

        self.assertEqual(found.km_left, 0)
        self.assertGreater(found.day, date(2025, 7, 1))

    def test_what_is_far_away_is_no_news(self):
        self.assertFalse(
            self._forecast(
                (date(2025, 1, 1), 10_000, 8.0), (date(2026, 1, 1), 12_000, 7.9)
            )
        )
