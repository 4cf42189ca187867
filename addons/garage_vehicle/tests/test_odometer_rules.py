from datetime import date

from odoo.tests import BaseCase, tagged

from ..domain import odometer
from ..domain.odometer import Reading

STEADY = [
    Reading(date(2024, 1, 1), 100_000),
    Reading(date(2025, 1, 1), 115_000),
    Reading(date(2026, 1, 1), 130_000),
]


@tagged("post_install", "-at_install")
class TestOdometerRules(BaseCase):
    def test_forecast_follows_the_readings(self):
        self.assertAlmostEqual(
            odometer.predict(STEADY, date(2026, 7, 2)), 137_480, delta=50
        )

    def test_one_wrong_reading_does_not_bend_the_forecast(self):
        wrong = [*STEADY, Reading(date(2025, 7, 1), 900_000)]
        self.assertLess(odometer.km_a_day(wrong), 60)

    def test_without_readings_nothing_is_expected(self):
        self.assertIsNone(odometer.predict([], date(2026, 1, 1)))
        self.assertIsNone(odometer.predict(STEADY, date(2020, 1, 1)))

    def test_one_reading_gives_the_usual_mileage(self):
        expected = odometer.predict([STEADY[0]], date(2025, 1, 1))
        self.assertAlmostEqual(expected, 114_000, delta=100)

    def test_readings_are_judged_by_their_neighbours(self):
        table = [
            (Reading(date(2026, 6, 1), 136_000), "ok"),
            (Reading(date(2026, 1, 1), 130_000), "ok"),
            (Reading(date(2026, 6, 1), 129_999), "lower"),
            (Reading(date(2026, 6, 1), 1_360_000), "jump"),
            (Reading(date(2026, 1, 2), 140_000), "jump"),
            (Reading(date(2024, 6, 1), 120_000), "higher_later"),
            (Reading(date(2026, 6, 1), -1), "out_of_range"),
            (Reading(date(2026, 6, 1), 9_999_999), "out_of_range"),
        ]
        for reading, code in table:
            self.assertEqual(odometer.check(STEADY, reading).code, code, reading)

    def test_the_first_reading_is_always_plausible(self):
        verdict = odometer.check([], Reading(date(2026, 1, 1), 88_000))
        self.assertTrue(verdict.plausible)
        self.assertIsNone(verdict.other)
