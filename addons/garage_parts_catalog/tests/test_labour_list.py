import io

from odoo.tests import BaseCase, tagged

from ..domain.issues import CatalogFileError, LineIssue
from ..domain.labour_list import read_labour_times


@tagged("post_install", "-at_install")
class TestLabourList(BaseCase):
    """Files of labour times, line by line."""

    def rows(self, text, units_per_hour=0, encoding="utf-8"):
        stream = io.BytesIO(text.encode(encoding))
        return list(read_labour_times(stream, units_per_hour))

    def hours(self, text, units_per_hour=0):
        return [row.hours for row in self.rows(text, units_per_hour)]

    def issue(self, line, titles="code;name;hours;year;date"):
        titles = titles.replace("date", "valid from")
        good = "A1;Fine;1;2016;2026-01-01\n"
        (issue,) = (
            row
            for row in self.rows(f"{titles}\n{good}{line}\n{good}")
            if isinstance(row, LineIssue)
        )
        return issue.line, issue.code, issue.value

    def test_hours_are_written_in_several_ways(self):
        text = "code;uren\nA;1,25\nB;0:45\nC;2\nD;\n"

        self.assertEqual(self.hours(text), [1.25, 0.75, 2.0, None])

    def test_labour_units_and_minutes_become_hours(self):
        self.assertEqual(self.hours("code;AW\nA;7\nB;12\n", 12), [0.58, 1.0])
        self.assertEqual(self.hours("code;AW\nA;7\nB;12\n", 10), [0.7, 1.2])
        self.assertEqual(self.hours("code;minutes\nA;50\nB;90\n"), [0.83, 1.5])

    def test_titles_of_a_german_list_are_understood(self):
        text = (
            "Arbeitsnummer;Bezeichnung;Marke;Baujahr;Zeit;Enthält\n"
            "4610-1;Bremsbeläge vorn;Škoda;2013-2019;1,10;4600-1|4600-2\n"
            "4610-2;Ölwechsel;Škoda;2013;0,50;\n"
        )
        row = self.rows(text)[0]

        self.assertEqual((row.code, row.name), ("4610-1", "Bremsbeläge vorn"))
        self.assertEqual((row.make, row.year_from, row.year_to), ("Škoda", 2013, 2019))
        self.assertEqual((row.hours, row.includes), (1.1, ("4600-1", "4600-2")))

    def test_a_bad_line_says_where_and_what(self):
        self.assertEqual(self.issue(";Name;1;;"), (3, "operation", ""))
        self.assertEqual(self.issue("B;Name;soon;;"), (3, "hours", "soon"))
        self.assertEqual(self.issue("B;Name;-1;;"), (3, "hours", "-1"))
        self.assertEqual(self.issue("B;Name;0;;"), (3, "hours", "0"))
        self.assertEqual(self.issue("B;Name;1;19;"), (3, "year", "19"))
        self.assertEqual(self.issue("B;Name;1;2019-2013;"), (3, "year", "2019-2013"))
        self.assertEqual(self.issue("B;Name;1;;32-13-2026"), (3, "date", "32-13-2026"))
        self.assertEqual(self.issue("B;Name"), (3, "columns", "2"))

    def test_a_model_without_its_make_is_left_out(self):
        rows = self.rows("code;model;hours\nA;Golf;1\nB;;2\n")

        self.assertEqual((rows[0].line, rows[0].code), (2, "make"))
        self.assertEqual(rows[1].hours, 2)

    def test_a_file_without_the_columns_is_refused(self):
        for text in ("name;price\nA;1\nB;2\n", "A;1\nB;2\n", "code;name\nA;B\nC;D\n"):
            with self.assertRaises(CatalogFileError) as caught:
                self.rows(text)
            self.assertEqual(caught.exception.code, "no_labour_columns")

    def test_labour_units_of_unknown_length_are_refused(self):
        with self.assertRaises(CatalogFileError) as caught:
            self.rows("code;AW\nA;7\nB;12\n")
        self.assertEqual(caught.exception.code, "no_units_per_hour")
