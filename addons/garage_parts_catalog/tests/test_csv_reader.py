import io
from decimal import Decimal

from odoo.tests import BaseCase, tagged

from ..domain.formats.csv_profile import detect_profile
from ..domain.formats.csv_reader import read_articles
from ..domain.issues import CatalogFileError, LineIssue

TITLES = "number;brand;name;price;ean\n"


@tagged("post_install", "-at_install")
class TestCsvReader(BaseCase):
    def parse(self, text, encoding="utf-8"):
        data = text if isinstance(text, bytes) else text.encode(encoding)
        stream = io.BytesIO(data)
        return list(read_articles(stream, detect_profile(stream)))

    def issues(self, text):
        return [
            (row.line, row.code)
            for row in self.parse(text)
            if isinstance(row, LineIssue)
        ]

    def test_leading_zeros_and_blanks_of_a_number_survive(self):
        (row,) = self.parse(TITLES + "0 451 103 079;Zosch;Filter;7.95;2999000000024\n")
        self.assertEqual(row.number, "0 451 103 079")
        self.assertEqual(row.list_price, Decimal("7.95"))
        self.assertEqual(row.ean, "2999000000024")

    def test_damaged_lines_are_told_with_their_number_and_the_rest_goes_on(self):
        text = TITLES + (
            "A1;X;Disc;1.00;\n"  # 2
            "A2;X;Disc\n"  # 3 too short
            ";X;Disc;1.00;\n"  # 4 no number
            "A4;X;Disc;free;\n"  # 5 no amount
            "A5;X;Disc;1.00;;shifted\n"  # 6 too long
            "4,05E+12;X;Disc;1.00;\n"  # 7 spreadsheet damage
            "A7;X;Disc;1.00;\n"
        )
        self.assertEqual(
            self.issues(text),
            [
                (3, "columns"), (4, "number"), (5, "amount"), (6, "columns"),
                (7, "number"),
            ],
        )  # fmt: skip

    def test_quoted_line_breaks_keep_the_line_numbers_right(self):
        text = TITLES + 'A1;X;"two\nlines";1.00;\nA2;X;Disc;free;\n'
        rows = self.parse(text)
        self.assertEqual(rows[0].name, "two\nlines")
        self.assertEqual((rows[1].line, rows[1].code), (4, "amount"))

    def test_a_quote_that_never_closes_costs_one_line_only(self):
        text = TITLES + 'A1;X;"open;1.00;\n' + "A2;X;Disc;1.00;\n" * 30
        rows = self.parse(text)
        self.assertEqual((rows[0].line, rows[0].code), (2, "quote"))
        self.assertEqual(len(rows), 31)

    def test_an_inch_sign_inside_a_name_is_no_quote(self):
        (row,) = self.parse(TITLES + 'A1;X;Rim 15" steel;1.00;\n')
        self.assertEqual(row.name, 'Rim 15" steel')

    def test_lines_above_the_titles_take_nothing_from_the_parts(self):
        for above in ("", "\n", ";;;;\n", "Prices of May;;;;\n\n"):
            rows = self.parse(above + TITLES + "A1;X;Disc;1.00;\nA2;X;Disc;1.00;\n")
            with self.subTest(above=above):
                self.assertEqual([row.number for row in rows], ["A1", "A2"])

    def test_damaged_characters_cost_one_line_only(self):
        text = (TITLES + "A1;X;Größe;1.00;\n" * 3).encode() + b"A2;X;\xff\xfe;1.00;\n"
        rows = self.parse(text)
        self.assertEqual((rows[3].line, rows[3].code), (5, "encoding"))

    def test_a_file_cut_off_inside_its_last_line_is_refused(self):
        with self.assertRaises(CatalogFileError) as caught:
            self.parse(TITLES + "A1;X;Disc;1.00;\nA2;X;Di")
        self.assertEqual((caught.exception.code, caught.exception.line),
                         ("truncated", 3))  # fmt: skip

    def test_last_line_without_line_break_is_read(self):
        rows = self.parse(TITLES + "A1;X;Disc;1.00;\nA2;X;Disc;2.00;2999000000024")
        self.assertEqual([row.number for row in rows], ["A1", "A2"])

    def test_vehicle_numbers_carry_their_system(self):
        text = "number;name;ktype\nA1;Disc;1234|hsn_tsn:0603BGU\nA2;Disc;77\n"
        rows = self.parse(text)
        self.assertEqual(
            rows[0].vehicle_keys, (("ktype", "1234"), ("hsn_tsn", "0603BGU"))
        )
