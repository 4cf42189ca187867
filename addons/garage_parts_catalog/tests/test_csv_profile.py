import io

from odoo.tests import BaseCase, tagged

from ..domain.formats.csv_profile import CsvProfile, detect_profile
from ..domain.issues import CatalogFileError
from .common import PRICE_LIST


@tagged("post_install", "-at_install")
class TestCsvProfile(BaseCase):
    def detect(self, text, encoding="utf-8"):
        return detect_profile(io.BytesIO(text.encode(encoding)))

    def test_german_list_is_understood(self):
        profile = self.detect(PRICE_LIST, "cp1252")
        self.assertEqual(profile.encoding, "cp1252")
        self.assertEqual((profile.delimiter, profile.decimal), (";", ","))
        self.assertEqual(
            dict(profile.columns),
            {
                "number": 0, "brand": 1, "name": 2, "list_price": 3, "cost": 4,
                "ean": 5, "oe_numbers": 6, "replaced_by": 7,
            },
        )  # fmt: skip
        self.assertEqual(profile.list_separator, "|")

    def test_encodings_are_told_apart(self):
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252", "cp850"):
            self.assertEqual(self.detect(PRICE_LIST, encoding).encoding, encoding)

    def test_separators_are_told_apart(self):
        for sign in (";", ",", "\t", "|"):
            lines = ("number", "name", "price"), ("A-1", "Disc", "12.50")
            text = "\n".join(sign.join(cells) for cells in lines)
            self.assertEqual(self.detect(text).delimiter, sign)

    def test_titles_below_a_heading_are_found(self):
        text = "Price list 2026\nnumber;price\nA1;1.00\nA2;2.00\n"
        profile = self.detect(text)
        self.assertEqual((profile.skip, profile.header), (1, True))

    def test_list_without_titles_keeps_the_number_column_for_a_person_to_check(self):
        profile = self.detect("A1;Disc;1,00\nA2;Pads;2,00\n")
        self.assertFalse(profile.header)
        self.assertEqual(dict(profile.columns), {"number": 0})

    def test_profile_survives_its_saved_form(self):
        profile = self.detect(PRICE_LIST)
        self.assertEqual(CsvProfile.from_dict(profile.to_dict()), profile)

    def test_what_is_no_text_is_refused_by_name(self):
        for data, code in (
            (b"", "empty"),
            (b"  \r\n ", "empty"),
            (b"PK\x03\x04rest", "spreadsheet"),
            (b"%PDF-1.7", "pdf"),
            (bytes(range(32)) * 9, "binary"),
        ):
            with self.assertRaises(CatalogFileError) as caught:
                detect_profile(io.BytesIO(data))
            self.assertEqual(caught.exception.code, code)
