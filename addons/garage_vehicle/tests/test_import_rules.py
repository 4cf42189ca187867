from datetime import date

from odoo.tests import BaseCase, tagged

from ..clients import spreadsheet
from ..domain import import_headings, import_rows, import_table, import_values


@tagged("post_install", "-at_install")
class TestImportTable(BaseCase):
    def test_encoding_and_separator_are_found(self):
        text = "Kenteken;Naam\n12-ABC-3;Müller, Groß\n99-XX-99;Léon, Zoë\n"
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252", "cp850"):
            table = import_table.read_text(text.encode(encoding))
            self.assertEqual(table.delimiter, ";", encoding)
            self.assertEqual(table.rows[0][1], ("12-ABC-3", "Müller, Groß"), encoding)

    def test_russian_files_of_old_windows_are_read(self):
        text = "Госномер\tВладелец\nА123ВС77\tИванов Пётр\nВ777ОО99\tСидорова Анна\n"
        table = import_table.read_text(text.encode("cp1251"))

        self.assertEqual(table.encoding, "cp1251")
        self.assertEqual(table.rows[0][1][1], "Иванов Пётр")

    def test_lines_keep_their_number_and_cells_their_zeros(self):
        table = import_table.read_text(b'no,text\n\n0042,"two\nlines"\n0043,x\n')

        self.assertEqual([line for line, _cells in table.rows], [4, 5])
        self.assertEqual(table.rows[0][1], ("0042", "two\nlines"))

    def test_what_is_no_table_is_named(self):
        table = {b"": "empty", b"%PDF-1.4 x": "not_text", b"PK\x03\x04": "spreadsheet"}
        for content, code in table.items():
            with self.assertRaises(import_table.TableError) as caught:
                import_table.read_text(content)
            self.assertEqual(caught.exception.code, code)

    def test_spreadsheets_are_read_as_text(self):
        rows = [("Kenteken", "Km"), ("12-ABC-3", "0042")]

        self.assertEqual(
            spreadsheet.read_rows(spreadsheet.write_rows(rows)),
            [(1, rows[0]), (2, rows[1])],
        )
        with self.assertRaises(spreadsheet.SpreadsheetError):
            spreadsheet.read_rows(b"PK\x03\x04 broken")


@tagged("post_install", "-at_install")
class TestImportHeadings(BaseCase):
    def test_titles_are_understood_in_five_languages(self):
        table = {
            ("Kenteken", "Merk", "Km-stand", "Eigenaar", "Telefoonnummer"): "nl",
            ("Kennzeichen", "Hersteller", "Kilometerstand", "Halter", "Tel."): "de",
            ("Immatriculation", "Marque", "Kilométrage", "Nom", "Téléphone"): "fr",
            ("Registration", "Make", "Mileage", "Customer name", "Phone"): "en",
            ("Госномер", "Марка", "Пробег", "Владелец", "Телефон"): "ru",
        }
        wanted = ["plate", "make", "odometer", "name", "phone"]
        for headings, language in table.items():
            found = import_headings.guess("vehicle", headings)
            self.assertEqual(list(found.values()), wanted, language)

    def test_every_meaning_is_given_once(self):
        found = import_headings.guess("customer", ["Naam", "Naam", "Naam klant"])

        self.assertEqual(found, {0: "name"})

    def test_visits_have_their_own_meanings(self):
        headings = ["Kenteken", "Datum", "Omschrijving", "Bedrag", "Factuurnummer", "x"]
        found = import_headings.guess("history", headings)

        self.assertEqual(
            list(found.values()), ["plate", "date", "text", "amount", "number"]
        )


@tagged("post_install", "-at_install")
class TestImportValues(BaseCase):
    def test_dates_in_all_usual_ways(self):
        for cell in ("14-03-2026", "14.3.2026", "14/03/26", "2026-03-14 00:00:00"):
            self.assertEqual(import_values.read_date(cell), date(2026, 3, 14), cell)
        self.assertEqual(import_values.read_date("20260314"), date(2026, 3, 14))
        self.assertEqual(import_values.read_date("3/14/2026", "mdy").day, 14)
        self.assertIsNone(import_values.read_date(" "))
        for cell in ("yesterday", "31-02-2026", "14-13-2026"):
            with self.assertRaises(ValueError):
                import_values.read_date(cell)

    def test_american_dates_are_recognised_by_the_column(self):
        self.assertEqual(import_values.guess_date_order(["3/14/2026", "1/2/26"]), "mdy")
        self.assertEqual(import_values.guess_date_order(["14/3/2026", "1/2/26"]), "dmy")

    def test_amounts_in_both_ways(self):
        table = {"€ 1.234,50": 1234.5, "1,234.50": 1234.5, "12,5": 12.5, "-3": -3.0}
        for cell, amount in table.items():
            self.assertEqual(import_values.read_amount(cell), amount, cell)
        with self.assertRaises(ValueError):
            import_values.read_amount("free")

    def test_kilometres_and_years_and_fuels(self):
        for cell in ("148 200 km", "148.200", "148,200", "148200.0"):
            self.assertEqual(import_values.read_km(cell), 148200, cell)
        with self.assertRaises(ValueError):
            import_values.read_km("99999999")
        self.assertEqual(import_values.read_year("03/2016"), 2016)
        self.assertEqual(import_values.read_fuel("Benzine"), "petrol")
        self.assertEqual(import_values.read_fuel("Бензин"), "petrol")
        self.assertEqual(import_values.read_fuel("Stoom"), "other")

    def test_rows_say_what_is_wrong_with_them(self):
        lines = [
            (1, ("plate", "vin", "km")),
            (2, ("12-ABC-3", "WVWZZZ1KZ6W000001", "1")),
            (3, ("", "", "x")),
            (4, ("99-XX-99", "WVW123", "1")),
        ]
        table = import_table.to_table(lines)
        rows = list(
            import_rows.read("vehicle", table, {0: "plate", 1: "vin", 2: "odometer"})
        )

        self.assertFalse(rows[0].problems)
        self.assertEqual(
            rows[1].problems, [("unreadable", "odometer"), ("missing", "plate")]
        )
        self.assertEqual(rows[2].problems, [("vin_length", "WVW123")])
