from datetime import date

from odoo.tests import BaseCase

from ..domain.tyres import Wheel, dot_date, next_change, normalise_size, verdict

TODAY = date(2026, 10, 15)


class TestTyreRules(BaseCase):
    def test_sizes_are_written_as_on_the_tyre(self):
        written = {
            "205/55 R16 91H": "205/55 R16 91H",
            "2055516 91h": "205/55 R16 91H",
            "205 55 16": "205/55 R16",
            "225/40zr18 92Y": "225/40 ZR18 92Y",
            "215/65 R16C 109/107T": "215/65 R16C 109/107T",
            " spare wheel ": "SPARE WHEEL",
            "": "",
        }
        for typed, expected in written.items():
            self.assertEqual(normalise_size(typed), expected, typed)

    def test_a_dot_date_is_week_and_year(self):
        self.assertEqual(dot_date("0119"), date(2019, 1, 1))
        self.assertEqual(dot_date("2319").year, 2019)
        for wrong in ("", "5419", "0019", "23190", "ab19"):
            self.assertIsNone(dot_date(wrong), wrong)

    def test_good_wheels_have_no_verdict(self):
        self.assertEqual(verdict("winter", [Wheel(6.5, "2325")] * 4, TODAY), [])

    def test_what_must_not_be_fitted_comes_first(self):
        wheels = [Wheel(1.5, "1013"), Wheel(6.0, "1013")]

        self.assertEqual(verdict("winter", wheels, TODAY), ["illegal", "old", "uneven"])

    def test_winter_asks_for_more_tread_than_summer(self):
        wheels = [Wheel(3.5)]

        self.assertEqual(verdict("winter", wheels, TODAY), ["worn"])
        self.assertEqual(verdict("summer", wheels, TODAY), [])

    def test_six_years_are_worth_a_look(self):
        self.assertEqual(verdict("summer", [Wheel(6, "2019")], TODAY), ["aging"])

    def test_what_was_not_measured_is_not_judged(self):
        self.assertEqual(verdict("winter", [Wheel()], TODAY), [])
        self.assertEqual(verdict("winter", [], TODAY), [])

    def test_the_next_change_of_the_season(self):
        self.assertEqual(next_change("winter", TODAY), date(2026, 11, 1))
        self.assertEqual(next_change("summer", TODAY), date(2027, 4, 1))
        self.assertEqual(next_change("winter", date(2026, 11, 20)), date(2026, 11, 1))
        self.assertEqual(next_change("winter", date(2027, 1, 5)), date(2027, 11, 1))
        self.assertIsNone(next_change("all", TODAY))
