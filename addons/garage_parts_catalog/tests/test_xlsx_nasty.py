import io
import zipfile
from datetime import date
from unittest.mock import patch

from openpyxl import Workbook

from odoo.tests import BaseCase, tagged

from ..domain.formats import xlsx
from ..domain.formats.csv_profile import CsvProfile, detect_profile
from ..domain.formats.csv_reader import read_articles
from ..domain.formats.xlsx_styles import DAY, read_format, show
from ..domain.issues import CatalogFileError
from .test_xlsx import repacked, workbook

TITLES = ("Artikelnummer", "Bezeichnung", "Preis")


def packed(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def articles(data, **layout):
    """Return what a workbook says, read with a guessed layout and these changes."""
    out = io.BytesIO()
    xlsx.as_csv(io.BytesIO(data), out)
    profile = {**detect_profile(out).to_dict(), **layout}
    return list(read_articles(out, CsvProfile.from_dict(profile)))


@tagged("post_install", "-at_install")
class TestNastyWorkbooks(BaseCase):
    """What spreadsheets do to numbers, and what archives can hide."""

    def test_hidden_sheets_and_charts_are_passed_over(self):
        book = Workbook()
        book.active.append(("secret", "purchase"))
        book.active.sheet_state = "hidden"
        book.create_chartsheet(index=1)
        shown = book.create_sheet("Prices")
        for row in (TITLES, ("A1", "Pad", 1.5)):
            shown.append(row)
        book.active = 2
        (row,) = articles(packed(book))
        self.assertEqual((row.number, float(row.list_price)), ("A1", 1.5))

    def test_leading_zeros_of_a_format_survive(self):
        book = Workbook()
        for row in (TITLES, (451103079, "Filter", 1), (77, "Pad", 1), (5, "Bolt", 1)):
            book.active.append(row)
        book.active["A2"].number_format = "0 000 000 000"
        book.active["A3"].number_format = "000000"
        numbers = [row.number for row in articles(packed(book))]
        self.assertEqual(numbers, ["0 451 103 079", "000077", "5"])

    def test_a_number_that_became_a_day_is_left_out(self):
        book = Workbook()
        for row in (TITLES, (date(2026, 1, 2), "Pad", 1), ("A2", "Pad", 1)):
            book.active.append(row)
        issue, row = articles(packed(book))
        self.assertEqual((issue.code, issue.value), ("number", "2026-01-02"))
        self.assertEqual(row.number, "A2")

    def test_errors_of_formulas_are_told(self):
        book = Workbook()
        for row in (TITLES, ("#REF!", "Pad", 1), ("A2", "Pad", "#N/A"), ("A3", "x", 1)):
            book.active.append(row)
        found = articles(packed(book))
        self.assertEqual([row.code for row in found[:2]], ["number", "amount"])

    def test_three_decimals_are_never_thousands(self):
        book = Workbook()
        for row in (TITLES, (12.345, "Pad", 1.234), ("A2", "Pad", "1.234,50")):
            book.active.append(row)
        first, second = articles(packed(book), decimal=",")
        self.assertEqual((first.number, str(first.list_price)), ("12.345", "1.234"))
        self.assertEqual(str(second.list_price), "1234.50")

    def test_large_and_exponent_numbers_are_written_out(self):
        data = repacked(
            workbook(),
            sheet1=b'<worksheet><sheetData><row><c t="inlineStr"><is><t>Artikelnummer'
            b'</t></is></c><c t="inlineStr"><is><t>Preis</t></is></c></row><row><c><v>'
            b"2.999000000017E12</v></c><c><v>1E5</v></c></row></sheetData></worksheet>",
        )
        (row,) = articles(data)
        self.assertEqual((row.number, int(row.list_price)), ("2999000000017", 100000))

    def test_formats_are_told_apart(self):
        for code, form in (
            ("0000", "0000"), ("0\\-000", "0-000"), ('00"/"00', "00/00"), ("0", ""),
            ("0.00", ""), ("#,##0.00", ""), ('0.00" EUR"', ""), ('"d"00', ""),
            ("[$-407]d. mmm", DAY), ("yyyy-mm-dd", DAY), ("[h]:mm", DAY), ("@", ""),
            ("General", ""), ("0" * 50, ""),
        ):  # fmt: skip
            self.assertEqual(read_format(164, code), form, code)
        self.assertEqual(read_format(14, ""), DAY)
        self.assertEqual(show("1", DAY, since_1904=True), "1904-01-02")
        self.assertEqual(show("99999999", DAY), "99999999")

    def test_relations_to_the_outside_are_refused(self):
        for target in (b"http://x.example/s.xml", b"../../../etc/passwd", b"file:///x"):
            rels = b'<r><Relationship Id="rId1" TargetMode="External" Target="%s"/></r>'
            data = self.with_parts(relations=rels % target)
            with self.assertRaises(CatalogFileError) as caught:
                articles(data)
            self.assertEqual(caught.exception.code, "workbook")

    def test_shared_texts_are_found_and_millions_of_them_refused(self):
        texts = b"<sst><si><t>Artikelnummer</t></si><si><r><t>A</t></r><r><t>1</t></r>"
        texts += b"<rPh><t>x</t></rPh></si><si/><si><t>Preis</t></si></sst>"
        cell = b'<row><c t="s"><v>%d</v></c><c t="s"><v>%d</v></c></row>'
        rows = b"".join(cell % places for places in ((0, 3), (1, 2), (9, 9)))
        sheet = b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>"
        (row,) = articles(self.with_parts(sharedStrings=texts, sheet1=sheet))
        self.assertEqual(row.number, "A1")

        before, xlsx.SHARED_TEXTS = xlsx.SHARED_TEXTS, 200
        self.addCleanup(setattr, xlsx, "SHARED_TEXTS", before)
        many = b"<sst>" + b"<si><t>ab</t></si>" * 300 + b"</sst>"
        with self.assertRaises(CatalogFileError) as caught:
            articles(self.with_parts(sharedStrings=many))
        self.assertEqual(caught.exception.code, "spreadsheet")

    def test_an_extreme_packing_is_refused_before_it_is_unpacked(self):
        row = b"<row><c><v>1</v></c></row>"
        sheet = (
            b"<worksheet><sheetData>" + row * 3_000_000 + b"</sheetData></worksheet>"
        )
        data = self.with_parts(packing=zipfile.ZIP_DEFLATED, sheet1=sheet)
        self.assertLess(len(data), 1_000_000)
        with (
            patch.object(zipfile.ZipFile, "open", side_effect=AssertionError),
            self.assertRaises(CatalogFileError) as caught,
        ):
            articles(data)
        self.assertEqual(caught.exception.code, "packed")
        self.assertGreater(int(caught.exception.value), 60)

    def test_a_small_sheet_may_be_packed_as_well_as_it_likes(self):
        sheet = b"<worksheet><sheetData>" + b" " * 1_000_000
        for cells in ((b"Artikelnummer", b"Preis"), (b"A1", b"1")):
            row = b"".join(
                b'<c t="inlineStr"><is><t>%s</t></is></c>' % c for c in cells
            )
            sheet += b"<row>" + row + b"</row>"
        sheet += b"</sheetData></worksheet>"
        data = self.with_parts(packing=zipfile.ZIP_DEFLATED, sheet1=sheet)
        self.assertEqual([row.number for row in articles(data)], ["A1"])

    def with_parts(self, packing=zipfile.ZIP_STORED, **parts):
        """Return a workbook with these parts, new ones included."""
        paths = {
            "relations": "xl/_rels/workbook.xml.rels",
            "sharedStrings": "xl/sharedStrings.xml",
            "sheet1": "xl/worksheets/sheet1.xml",
        }
        given = {paths[name]: part for name, part in parts.items()}
        out = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(workbook())) as old,
            zipfile.ZipFile(out, "w", packing) as new,
        ):
            for name in {*old.namelist(), *given}:
                new.writestr(name, given.get(name) or old.read(name))
        return out.getvalue()
