import io
from decimal import Decimal

from odoo.tests import BaseCase, tagged

from ..domain.formats.csv_profile import detect_profile
from ..domain.formats.csv_reader import read_articles
from ..domain.issues import CatalogFileError, LineIssue

TITLES = b"Artikelnummer;Marke;Bezeichnung;Preis\r\n"
RUSSIAN = (
    "Артикул;Бренд;Наименование;Цена\r\n"
    "A-1;Зейт;Колодки тормозные передние;1 234,50\r\n"
    "A-2;Зейт;Фильтр масляный;10,00\r\n"
)


def read(data, currency=""):
    stream = io.BytesIO(data)
    return list(read_articles(stream, detect_profile(stream), currency))


def codes(rows):
    return [row.code if isinstance(row, LineIssue) else row.number for row in rows]


@tagged("post_install", "-at_install")
class TestNastyLists(BaseCase):
    """Price lists as they really arrive, and as nobody should send them."""

    def test_cyrillic_lists_are_read_in_each_encoding(self):
        for encoding in (
            "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "cp866"
        ):  # fmt: skip
            with self.subTest(encoding=encoding):
                first, _second = read(RUSSIAN.encode(encoding))
                self.assertEqual(first.name, "Колодки тормозные передние")
                self.assertEqual(first.list_price, Decimal("1234.50"))

    def test_a_ruler_of_lines_is_no_russian(self):
        for encoding in ("cp850", "cp1252"):
            text = "Ä" * 40 + "\r\n" if encoding == "cp1252" else "─" * 40 + "\r\n"
            text += TITLES.decode() + "A1;Zöt;Ölfilter größe;1,00\r\n"
            stream = io.BytesIO(text.encode(encoding))
            self.assertEqual(detect_profile(stream).encoding, encoding)

    def test_a_line_of_ten_megabytes_costs_one_line_only(self):
        rows = read(
            TITLES + b"A1;Z;N;1,00\r\n" + b"x" * 10_000_000 + b"\r\nA2;Z;N;2\r\n"
        )
        self.assertEqual(codes(rows), ["A1", "encoding", "A2"])
        with self.assertRaises(CatalogFileError) as caught:
            read(b'"' + b"x" * 10_000_000)
        self.assertEqual(caught.exception.code, "no_lines")

    def test_a_text_that_fills_many_long_lines_costs_its_line_only(self):
        long = b'A2;Z;"' + (b"y" * 60_000 + b"\r\n") * 4 + b'";3,00\r\n'
        for before in (1, 30_000):  # inside the sample and far behind it
            rows = read(TITLES + b"A1;Z;N;1\r\n" * before + long + b"A3;Z;N;2\r\n")
            self.assertEqual((codes(rows)[before], codes(rows)[-1]), ("quote", "A3"))

    def test_three_hundred_columns_are_read(self):
        more = b"".join(b";c%d" % place for place in range(298))
        rows = read(
            b"Artikelnummer;Preis" + more + b"\r\nA1;2,00" + b";" * 298 + b"\r\n"
        )
        self.assertEqual(codes(rows), ["A1"])

    def test_titles_of_groups_above_the_real_ones_are_passed_over(self):
        groups = b"Artikel;;Preise;\r\nArtikelnummer;Bezeichnung;Bruttopreis;Nettopreis"
        (row,) = read(groups + b"\r\nA1;Pad;10,00;5,00\r\n")
        self.assertEqual((row.number, row.cost), ("A1", Decimal("5.00")))

    def test_prices_per_hundred_are_understood(self):
        lines = b"A1;10;100\r\nA2;10;per 100\r\nA3;10;1000 St.\r\n"
        rows = read(b"Artikelnummer;Preis;PE\r\n" + lines)
        self.assertEqual([int(row.price_qty) for row in rows], [100, 100, 1000])

    def test_what_a_spreadsheet_made_of_a_number_is_left_out(self):
        numbers = ("1,23E+12", "2026-01-02", "#REF!", "#N/A", "#WERT!", "1E5", "00012")
        lines = "".join(f"{number};1,00\r\n" for number in numbers)
        rows = read(b"Artikelnummer;Preis\r\n" + lines.encode())
        self.assertEqual(codes(rows), ["number"] * 5 + ["1E5", "00012"])

    def test_negative_prices_and_other_currencies_are_left_out(self):
        prices = ("-10,00", "10,00-", "USD 10,00", "£ 10,00", "€ 10,00", "10,-")
        lines = "".join(f"A{place};{text}\r\n" for place, text in enumerate(prices))
        rows = read(b"Artikelnummer;Preis\r\n" + lines.encode(), "EUR")
        self.assertEqual(
            codes(rows), ["amount", "amount", "currency", "currency", "A4", "A5"]
        )

    def test_lines_end_at_line_breaks_only(self):
        text = (
            "Artikelnummer;Bezeichnung;Preis\nA1;two\u2028parts\x0b;1,00\nA2;b;2,00\n"
        )
        first, second = read(text.encode())
        self.assertEqual((first.number, second.number), ("A1", "A2"))
