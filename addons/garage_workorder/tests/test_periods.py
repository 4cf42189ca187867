from datetime import date

from odoo.tests import BaseCase, tagged

from ..domain import periods
from ..domain.periods import Period


@tagged("post_install", "-at_install")
class TestPeriods(BaseCase):
    def test_a_week_begins_on_monday(self):
        week = periods.period_of("week", date(2026, 3, 8))

        self.assertEqual(week, Period(date(2026, 3, 2), date(2026, 3, 9)))

    def test_december_ends_with_the_year(self):
        month = periods.period_of("month", date(2025, 12, 31))

        self.assertEqual(month, Period(date(2025, 12, 1), date(2026, 1, 1)))

    def test_a_day_is_compared_with_the_same_weekday_a_year_ago(self):
        day = periods.period_of("day", date(2026, 3, 9))
        before = periods.year_before("day", day)

        self.assertEqual(before.start.weekday(), 0)
        self.assertEqual(before.start, date(2025, 3, 10))

    def test_a_leap_month_is_compared_with_a_short_one(self):
        month = periods.period_of("month", date(2024, 2, 29))

        self.assertEqual(
            periods.year_before("month", month),
            Period(date(2023, 2, 1), date(2023, 3, 1)),
        )

    def test_history_ends_with_the_period_itself_and_has_no_gaps(self):
        for kind, count in periods.HISTORY.items():
            now = periods.period_of(kind, date(2026, 1, 15))
            found = periods.history(kind, now)

            self.assertEqual((len(found), found[-1]), (count, now))
            for one, two in zip(found, found[1:], strict=False):
                self.assertEqual(one.end, two.start)

    def test_steps_go_back_and_forth(self):
        for kind in periods.HISTORY:
            now = periods.period_of(kind, date(2026, 1, 31))
            there = periods.shift(kind, now, -1)

            self.assertEqual(there.end, now.start)
            self.assertEqual(periods.shift(kind, there, 1), now)

    def test_no_change_is_told_against_nothing(self):
        self.assertIsNone(periods.change(100, 0))
        self.assertAlmostEqual(periods.change(50, 200), -0.75)

    def test_an_unknown_period_is_refused(self):
        with self.assertRaises(ValueError):
            periods.period_of("year", date(2026, 1, 1))
