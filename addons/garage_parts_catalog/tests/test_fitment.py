from odoo.tests import BaseCase, tagged

from ..domain.fitment import (
    Answer,
    FitmentFact,
    VehicleFacts,
    decide,
    with_broader_keys,
)
from ..domain.rows import Qualifier

VEHICLE = VehicleFacts({("ktype", "77"): ""}, year=2016, engine_code="CZDA", kw=92)
KTYPE = frozenset({"ktype"})


def fact(*qualifiers, ref="77", **years):
    return FitmentFact(
        "ktype", ref, qualifiers=tuple(Qualifier(*pair) for pair in qualifiers), **years
    )


@tagged("post_install", "-at_install")
class TestFitment(BaseCase):
    def decide(self, *facts, systems=KTYPE, vehicle=VEHICLE):
        return decide(facts, frozenset(systems), vehicle)

    def test_listed_vehicle_fits(self):
        self.assertEqual(self.decide(fact()), Answer("fits", "listed"))

    def test_known_other_vehicles_mean_it_does_not_fit(self):
        self.assertEqual(self.decide().verdict, "no")

    def test_no_data_is_never_does_not_fit(self):
        self.assertEqual(self.decide(systems=()), Answer("unknown", "no_data"))

    def test_numbers_of_another_system_leave_it_unknown(self):
        answer = self.decide(systems={"vcdb_base"})
        self.assertEqual(answer, Answer("unknown", "vehicle_not_linked"))

    def test_year_outside_the_span_does_not_fit(self):
        answer = self.decide(fact(year_from=2010, year_to=2014))
        self.assertEqual(answer, Answer("no", "year", ("2010-2014", "2016")))
        self.assertEqual(self.decide(fact(year_from=2014)).verdict, "fits")

    def test_unknown_year_has_to_be_checked(self):
        vehicle = VehicleFacts({("ktype", "77"): ""})
        answer = self.decide(fact(year_from=2010, year_to=2014), vehicle=vehicle)
        self.assertEqual(answer, Answer("check", "conditions", ("2010-2014",)))

    def test_conditions_the_vehicle_decides(self):
        self.assertEqual(self.decide(fact(("engine_code", "czda"))).verdict, "fits")
        answer = self.decide(fact(("engine_code", "CHPA")))
        self.assertEqual(answer, Answer("no", "engine", ("CHPA", "CZDA")))
        self.assertEqual(self.decide(fact(("kw", "110"))).verdict, "no")

    def test_conditions_a_person_has_to_check_are_named(self):
        answer = self.decide(fact(("note", "disc 280 mm"), ("SubModel", "20")))
        self.assertEqual(
            answer, Answer("check", "conditions", ("disc 280 mm", "sub model 20"))
        )

    def test_best_of_several_statements_counts(self):
        answer = self.decide(fact(("note", "280 mm")), fact())
        self.assertEqual(answer.verdict, "fits")

    def test_alternatives_to_check_are_named_together(self):
        answer = self.decide(fact(("note", "b")), fact(("note", "a")))
        self.assertEqual(answer, Answer("check", "one_of", ("a", "b")))

    def test_uncertain_vehicle_type_has_to_be_checked(self):
        vehicle = VehicleFacts({("ktype", "77"): "engine CZDA"}, year=2016)
        answer = self.decide(fact(), vehicle=vehicle)
        self.assertEqual(answer, Answer("check", "conditions", ("engine CZDA",)))
        self.assertEqual(self.decide(vehicle=vehicle).verdict, "unknown")

    def test_what_the_sender_calls_a_part_is_no_condition(self):
        self.assertEqual(self.decide(fact(("label", "Gold"))).verdict, "fits")

    def test_systems_of_one_sender_have_to_be_known_together(self):
        base = VehicleFacts({("vcdb_base", "1"): ""}, year=2016)
        both = VehicleFacts({("vcdb_base", "1"): "", ("vcdb_model", "2/3"): ""})
        mixed = ("vcdb_base", "vcdb_model")
        self.assertEqual(self.decide(systems=mixed, vehicle=base).verdict, "unknown")
        self.assertEqual(self.decide(systems=mixed, vehicle=both).verdict, "no")
        self.assertEqual(
            self.decide(systems=("vcdb_base", "ktype"), vehicle=base).verdict, "no"
        )

    def test_statements_about_a_whole_make_reach_its_models(self):
        keys = with_broader_keys({("vcdb_model", "54/68"): "engine X"})
        whole = FitmentFact("vcdb_model", "54/0")
        vehicle = VehicleFacts(keys, year=2016)
        self.assertEqual(
            self.decide(whole, systems=("vcdb_model",), vehicle=vehicle),
            Answer("check", "conditions", ("engine X",)),
        )
