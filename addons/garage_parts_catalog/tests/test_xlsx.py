import io
import random
import zipfile

from openpyxl import Workbook

from odoo.tests import BaseCase, tagged

from ..domain.formats.xlsx import as_csv, is_workbook
from ..domain.issues import CatalogFileError
from .common import CatalogCase

ROWS = (
    ("Artikelnummer", "Marke", "Bezeichnung", "Preis", "EAN"),
    ("0 986 479 C58", "Zosch", "Scheibe; vorn", 41.1, 2999000000017),
    ("B 2", "Zosch", "Beläge\nhinten", 0.1 + 0.2, None),
)


def workbook(rows=ROWS):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.create_sheet("Terms").append(("not", "a", "price"))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(data, **parts):
    """Return the archive with other parts under these names."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            short = name.rpartition("/")[2].partition(".")[0]
            new.writestr(name, parts.get(short, old.read(name)))
    return out.getvalue()


@tagged("post_install", "-at_install")
class TestXlsx(BaseCase):
    def text(self, data):
        out = io.BytesIO()
        as_csv(io.BytesIO(data), out)
        return out.getvalue().decode()

    def refused(self, data):
        with self.assertRaises(CatalogFileError) as caught:
            self.text(data)
        return caught.exception.code

    def test_first_sheet_becomes_lines(self):
        self.assertTrue(is_workbook(io.BytesIO(workbook())))
        self.assertEqual(
            self.text(workbook()).splitlines(),
            [
                "Artikelnummer;Marke;Bezeichnung;Preis;EAN",
                '0 986 479 C58;Zosch;"Scheibe; vorn";41٫1;2999000000017',
                "B 2;Zosch;Beläge hinten;0٫3;",
            ],
        )

    def test_line_numbers_are_row_numbers(self):
        lines = self.text(workbook((*ROWS[:1], (), (), ROWS[1]))).splitlines()
        self.assertEqual((lines[1:3], lines[3][:13]), (["", ""], "0 986 479 C58"))

    def test_other_archives_are_no_workbooks(self):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("list.csv", "number;price")
        for data in (out.getvalue(), b"PK\x03\x04", b"number;price", b""):
            self.assertFalse(is_workbook(io.BytesIO(data)))

    def test_entities_and_broken_parts_are_refused(self):
        bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'
        self.assertEqual(self.refused(repacked(workbook(), sheet1=bomb)), "entities")
        self.assertEqual(self.refused(repacked(workbook(), sheet1=b"<x>")), "truncated")
        self.assertEqual(
            self.refused(repacked(workbook(), workbook=b"<x/>")), "workbook"
        )

    def test_damaged_workbooks_are_read_or_refused(self):
        chance, whole = random.Random(5), workbook()
        refused = 0
        for _time in range(500):
            data = bytearray(whole)
            for _byte in range(chance.randint(1, 4)):
                data[chance.randrange(len(data))] = chance.randrange(256)
            if is_workbook(io.BytesIO(data)):
                try:
                    self.text(bytes(data))
                except CatalogFileError:
                    refused += 1
        self.assertGreater(refused, 50)


@tagged("post_install", "-at_install")
class TestImportXlsx(CatalogCase):
    def test_workbook_is_imported_like_a_price_list(self):
        wizard = self.wizard(workbook(), "list.xlsx")
        wizard.action_preview()
        self.assertEqual(wizard.kind, "csv")
        self.assertIn("Scheibe; vorn", wizard.preview)
        batch = self.env["garage.catalog.batch"].browse(
            wizard.action_import()["res_id"]
        )
        self.assertEqual((batch.state, batch.items_new), ("done", 2))
        disc = self.item("0986479C58")
        self.assertEqual((disc.list_price, disc.ean), (41.1, "2999000000017"))

    def test_same_workbook_twice_changes_nothing(self):
        first = self.import_bytes(workbook(), "list.xlsx")
        self.assertEqual(self.import_bytes(workbook(), "again.xlsx"), first)
