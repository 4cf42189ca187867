from odoo.tests import BaseCase, tagged

from ..domain.fitment import Answer, VehicleFacts
from ..domain.own_fitment import OwnFitment, decide_own, vin_in_range

VIN = "ZZZ0000000A123456"
FACTS = {
    "keys": {},
    "year": 2016,
    "engine_code": "CZDA",
    "make": "Testwagen",
    "model": "Falke",
    "fuel": "petrol",
    "vin": VIN,
}


def own(**values):
    return OwnFitment(**{"make": "TESTWAGEN", "model": "falke", **values})


@tagged("post_install", "-at_install")
class TestOwnFitment(BaseCase):
    """What people typed by hand, as an answer for one vehicle."""

    def decide(self, *facts, complete=False, **vehicle):
        return decide_own(
            facts, VehicleFacts(**{**FACTS, **vehicle}), complete=complete
        )

    def test_nothing_typed_is_no_answer(self):
        self.assertIsNone(self.decide())
        self.assertIsNone(self.decide(complete=True))

    def test_make_and_model_in_any_spelling_fit(self):
        fact = own(position="front", note="with clips")
        answer = Answer("fits", "listed", ("front", "with clips"))
        self.assertEqual(self.decide(fact), answer)
        self.assertEqual(self.decide(own(model="")).verdict, "fits")

    def test_another_vehicle_is_unknown_unless_the_list_is_complete(self):
        self.assertEqual(
            self.decide(own(), model="Spatz"), Answer("unknown", "not_listed")
        )
        self.assertEqual(
            self.decide(own(), model="Spatz", complete=True),
            Answer("no", "other_vehicles"),
        )

    def test_a_vehicle_without_make_or_model_is_never_refused(self):
        self.assertEqual(
            self.decide(own(), make="", model="", complete=True),
            Answer("unknown", "no_make"),
        )
        answer = self.decide(own(), model="", complete=True)
        self.assertEqual(answer, Answer("check", "conditions", ("falke",)))

    def test_years_decide_at_their_bounds(self):
        for first, last, verdict in (
            (2016, 2016, "fits"), (2010, 2016, "fits"), (2016, 0, "fits"),
            (0, 2015, "no"), (2017, 0, "no"),
        ):  # fmt: skip
            with self.subTest(first=first, last=last):
                fact = own(year_from=first, year_to=last)
                self.assertEqual(self.decide(fact).verdict, verdict)
        answer = self.decide(own(year_from=2010, year_to=2014), year=0)
        self.assertEqual(answer, Answer("check", "conditions", ("2010-2014",)))

    def test_one_of_several_engines_is_enough(self):
        self.assertEqual(self.decide(own(engine_code="CHPA, czda")).verdict, "fits")
        self.assertEqual(self.decide(own(engine_code="CHPA;CZCA")).code, "engine")
        self.assertEqual(
            self.decide(own(engine_code="CHPA"), engine_code="").verdict, "check"
        )

    def test_fuel_decides_only_where_it_can(self):
        self.assertEqual(self.decide(own(fuel="petrol")).verdict, "fits")
        self.assertEqual(self.decide(own(fuel="diesel")).code, "fuel")
        for fuel in ("", "other", "hybrid", "lpg"):
            with self.subTest(fuel=fuel):
                answer = self.decide(own(fuel="petrol"), fuel=fuel)
                self.assertEqual(answer.verdict, "check")

    def test_the_range_of_chassis_numbers_decides(self):
        self.assertEqual(
            self.decide(own(vin_from="100000", vin_to="200000")).verdict, "fits"
        )
        self.assertEqual(self.decide(own(vin_from="123457")).code, "vin")
        answer = self.decide(own(vin_to="200000", labels={"vin": "to 200000"}), vin="")
        self.assertEqual(answer, Answer("check", "conditions", ("to 200000",)))

    def test_one_fitting_statement_is_enough(self):
        answer = self.decide(own(year_to=2014), own(year_from=2015))
        self.assertEqual(answer.verdict, "fits")

    def test_what_a_person_has_to_look_at_is_asked(self):
        answer = self.decide(own(condition="disc 280 mm"))
        self.assertEqual(answer, Answer("check", "conditions", ("disc 280 mm",)))

    def test_a_part_for_all_vehicles_fits_each(self):
        fact = OwnFitment(universal=True)
        self.assertEqual(self.decide(fact, make=""), Answer("fits", "universal"))

    def test_numbers_of_another_series_are_not_compared(self):
        self.assertTrue(vin_in_range(VIN, "ZZZ0000000A100000", ""))
        self.assertFalse(vin_in_range(VIN, "", "ZZZ0000000A100000"))
        self.assertIsNone(vin_in_range(VIN, "YYY0000000A100000", ""))
        self.assertIsNone(vin_in_range(VIN, "ZZZ0000000B100000", ""))
        self.assertIsNone(vin_in_range("1234", "ZZZ0000000A100000", ""))

    def test_years_in_numbers_follow_their_cycle(self):
        of_2009, of_2010 = "ZZZ0000009B999999", "ZZZ000000AB000001"
        self.assertTrue(vin_in_range(of_2010, of_2009, ""))
        self.assertFalse(vin_in_range(of_2010, "", of_2009))
