from odoo.tests import BaseCase, tagged

from ..domain import license_plate as plates


@tagged("post_install", "-at_install")
class TestLicensePlateRules(BaseCase):
    def test_every_spelling_has_one_key(self):
        for typed in (
            "12-ABC-3",
            "12abc3",
            " 12 abc 3 ",
            "12.ABC.3",
            "12–ABC–3",
            "１２-ABC-3",
            "🚗12-ABC-3",
            "12-ABC-3\u200b",
        ):
            self.assertEqual(plates.plate_key(typed), "12ABC3", typed)

    def test_cyrillic_letters_are_read_as_latin(self):
        self.assertEqual(plates.plate_key("а123вс 77"), "A123BC77")

    def test_umlauts_stay(self):
        self.assertEqual(plates.plate_key("tü-ab 12"), "TÜAB12")

    def test_plates_are_written_as_their_country_does(self):
        table = [
            ("12abc3", "NL", "12-ABC-3"),
            ("ab1234", "NL", "AB-12-34"),
            ("abcd12", "NL", "AB-CD-12"),
            ("g001bb", "NL", "G-001-BB"),
            ("999xx9", "NL", "999-XX-9"),
            ("b mm 1234", "DE", "B-MM 1234"),
            ("bm m1234", "DE", "BM-M 1234"),
            ("M AB123H", "DE", "M-AB 123H"),
            ("hh1", "DE", "H-H 1"),
            ("tü-ab 12", "DE", "TÜ-AB 12"),
            ("1abc123", "BE", "1-ABC-123"),
            ("abc123", "BE", "ABC-123"),
            ("aa123aa", "FR", "AA-123-AA"),
            ("1234ab75", "FR", "1234 AB 75"),
            ("w12345a", "AT", "W 12345A"),
            ("ab1234", "LU", "AB 1234"),
            ("ab12cde", "GB", "AB12 CDE"),
            ("a123bcd", "GB", "A123 BCD"),
            ("а123вс777", "RU", "A123BC 777"),
        ]
        for typed, country, expected in table:
            self.assertEqual(plates.parse(typed, country).display, expected)

    def test_german_plates_without_separator_stay_open(self):
        self.assertEqual(plates.parse("BMM1234", "DE").display, "BMM 1234")
        self.assertEqual(plates.plate_key("B-MM 1234"), plates.plate_key("BM-M 1234"))

    def test_foreign_and_odd_plates_are_kept_as_typed(self):
        self.assertEqual(plates.parse("cd 12-34 x", "NL").display, "CD 12-34 X")
        self.assertEqual(plates.parse("*ABC*", None).display, "ABC")

    def test_the_preferred_country_wins_when_its_pattern_fits(self):
        self.assertEqual(plates.guess_country("AB-12-34", "NL"), "NL")
        self.assertEqual(plates.guess_country("AB 1234", "LU"), "LU")

    def test_a_plate_that_fits_several_countries_names_none(self):
        self.assertIsNone(plates.guess_country("AB1234"))
        self.assertIsNone(plates.guess_country("🚗"))

    def test_a_plate_of_one_country_names_it(self):
        self.assertEqual(plates.guess_country("1-ABC-123", "NL"), "BE")
        self.assertEqual(plates.guess_country("B-MM 1234", "NL"), "DE")

    def test_lookalikes_share_a_key(self):
        for one, other in [("12-ABC-3", "I2-A8C-3"), ("0O-11-LL", "OO-II-11")]:
            self.assertEqual(plates.lookalike_key(one), plates.lookalike_key(other))

    def test_unusable_text_is_refused_with_a_reason(self):
        table = {
            "": "empty",
            " ": "empty",
            "🚗🚗": "no_characters",
            "A" * 200: "too_long",
        }
        for text, code in table.items():
            with self.assertRaises(plates.PlateError) as caught:
                plates.parse(text)
            self.assertEqual(caught.exception.code, code)
