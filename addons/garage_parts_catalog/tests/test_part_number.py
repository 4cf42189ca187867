from datetime import date

from odoo.tests import BaseCase, tagged

from ..domain.part_number import (
    NumberProblem,
    age_months,
    dot_monday,
    missing_quantity,
    read_number,
)

TODAY = date(2026, 11, 22)


@tagged("post_install", "-at_install")
class TestPartNumber(BaseCase):
    def problem(self, kind, text):
        with self.assertRaises(NumberProblem) as caught:
            read_number(kind, text, TODAY)
        return caught.exception.code

    def test_date_of_a_tyre_in_every_way_it_is_written(self):
        for text in ("2324", "23/24", "23 24", "DOT U2LL LMLR 2324", "u2lllmlr2324"):
            self.assertEqual(dot_monday(text), date(2024, 6, 3), text)
            self.assertEqual(read_number("dot", text, TODAY).text, "2324", text)

    def test_week_53_only_in_years_that_have_it(self):
        self.assertEqual(dot_monday("5320"), date(2020, 12, 28))
        self.assertEqual(self.problem("dot", "5321"), "week")
        self.assertEqual(self.problem("dot", "0024"), "week")

    def test_what_cannot_be_a_tyre_date_is_refused_with_its_reason(self):
        self.assertEqual(self.problem("dot", "  "), "empty")
        self.assertEqual(self.problem("dot", "324"), "dot")
        self.assertEqual(self.problem("dot", "DOT 12345678"), "dot")
        self.assertEqual(self.problem("dot", "4926"), "future")
        self.assertEqual(self.problem("serial", "x" * 65), "long")

    def test_this_week_is_not_the_future(self):
        self.assertEqual(read_number("dot", "4726", TODAY).made, date(2026, 11, 16))

    def test_other_numbers_are_kept_as_they_are(self):
        self.assertEqual(read_number("serial", " SN  4/8 ", TODAY).text, "SN 4/8")
        self.assertIsNone(read_number("battery", "0199", TODAY).made)

    def test_age_and_what_is_missing(self):
        self.assertEqual(age_months(date(2023, 11, 20), TODAY), 36)
        self.assertEqual(age_months(TODAY, date(2026, 1, 1)), 0)
        self.assertEqual(missing_quantity(4, [1, 2]), 1)
        self.assertEqual(missing_quantity(1, [4]), 0)
