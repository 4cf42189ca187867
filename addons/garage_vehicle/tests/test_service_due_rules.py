from datetime import date

from odoo.tests import BaseCase

from ..domain.odometer import Reading
from ..domain.service_due import Done, Interval, add_months, forecast, next_service

TODAY = date(2026, 6, 1)
YEARLY = Interval(12, 15_000)
PACE = [Reading(date(2025, 6, 1), 100_000), Reading(date(2026, 6, 1), 118_250)]


class TestServiceDueRules(BaseCase):
    def test_the_plan_counts_from_the_last_time(self):
        due = next_service(YEARLY, Done(date(2026, 3, 10), 110_000), None, TODAY, None)

        self.assertEqual((due.day, due.km), (date(2027, 3, 10), 125_000))
        self.assertEqual(due.since, "done")

    def test_without_a_reading_only_the_date_counts(self):
        due = next_service(YEARLY, Done(date(2026, 3, 10)), None, TODAY, 118_000)

        self.assertEqual((due.day, due.km), (date(2027, 3, 10), None))

    def test_never_done_here_it_is_the_next_birthday(self):
        due = next_service(YEARLY, None, date(2016, 9, 15), TODAY, 118_000)

        self.assertEqual((due.day, due.km), (date(2026, 9, 15), 120_000))
        self.assertEqual(due.since, "registered")

    def test_the_birthday_of_a_longer_interval(self):
        due = next_service(Interval(24), None, date(2019, 4, 1), TODAY, None)

        self.assertEqual(due.day, date(2027, 4, 1))

    def test_nothing_to_count_from_is_no_due(self):
        self.assertIsNone(next_service(YEARLY, None, None, TODAY, None))
        self.assertIsNone(next_service(YEARLY, None, None, TODAY, 0))

    def test_only_kilometres_from_the_odometer(self):
        due = next_service(YEARLY, None, None, TODAY, 118_000)

        self.assertEqual((due.day, due.km, due.since), (None, 120_000, "odometer"))

    def test_the_odometer_may_come_before_the_calendar(self):
        expected = forecast(date(2026, 12, 1), 119_750, PACE)

        self.assertEqual((expected.day, expected.by), (date(2026, 7, 1), "km"))

    def test_the_calendar_may_come_before_the_odometer(self):
        expected = forecast(date(2026, 6, 20), 140_000, PACE)

        self.assertEqual((expected.day, expected.by), (date(2026, 6, 20), "date"))

    def test_a_reading_that_is_passed_is_due_since_then(self):
        self.assertEqual(forecast(None, 110_000, PACE).day, date(2026, 6, 1))

    def test_a_vehicle_that_stands_still_is_due_by_date_only(self):
        still = [Reading(date(2025, 6, 1), 100), Reading(date(2026, 6, 1), 100)]

        self.assertIsNone(forecast(None, 15_000, still))
        self.assertEqual(forecast(TODAY, 15_000, still).by, "date")

    def test_nothing_known_is_no_forecast(self):
        self.assertIsNone(forecast(None, 15_000, []))
        self.assertIsNone(forecast(None, None, PACE))

    def test_months_end_on_the_last_day(self):
        self.assertEqual(add_months(date(2026, 1, 31), 1), date(2026, 2, 28))
        self.assertEqual(add_months(date(2026, 12, 15), 12), date(2027, 12, 15))
