from datetime import datetime
from zoneinfo import ZoneInfoNotFoundError

from odoo.tests import BaseCase

from ..domain.quiet_hours import next_allowed

AMSTERDAM = "Europe/Amsterdam"


class TestQuietHours(BaseCase):
    def test_by_day_nothing_waits(self):
        noon = datetime(2026, 1, 15, 11, 0)

        self.assertEqual(next_allowed(noon, AMSTERDAM, 20, 8), noon)

    def test_late_in_the_evening_waits_for_the_next_morning(self):
        evening = datetime(2026, 1, 15, 19, 30)

        morning = next_allowed(evening, AMSTERDAM, 20, 8)

        self.assertEqual(morning, datetime(2026, 1, 16, 7, 0))

    def test_after_midnight_waits_for_the_same_morning(self):
        night = datetime(2026, 1, 15, 23, 30)

        self.assertEqual(
            next_allowed(night, AMSTERDAM, 20, 8), datetime(2026, 1, 16, 7, 0)
        )

    def test_the_clock_change_of_the_night_counts(self):
        before_summer_time = datetime(2026, 3, 28, 22, 0)

        self.assertEqual(
            next_allowed(before_summer_time, AMSTERDAM, 20, 8),
            datetime(2026, 3, 29, 6, 0),
        )

    def test_the_edges_belong_to_the_day(self):
        for moment in (datetime(2026, 1, 15, 7, 0), datetime(2026, 1, 15, 18, 59)):
            self.assertEqual(next_allowed(moment, AMSTERDAM, 20, 8), moment)

    def test_a_quiet_time_within_one_day(self):
        lunch = datetime(2026, 1, 15, 12, 15)

        self.assertEqual(
            next_allowed(lunch, "UTC", 12, 13), datetime(2026, 1, 15, 13, 0)
        )

    def test_the_same_hour_twice_means_never_quiet(self):
        night = datetime(2026, 1, 15, 2, 0)

        self.assertEqual(next_allowed(night, "UTC", 0, 0), night)

    def test_an_unknown_clock_is_refused(self):
        with self.assertRaises(ZoneInfoNotFoundError):
            next_allowed(datetime(2026, 1, 15), "Europe/Nowhere", 20, 8)
