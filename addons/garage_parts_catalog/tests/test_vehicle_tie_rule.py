from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..domain.vehicle_tie import (
    CHECK,
    CHOOSE,
    NONE,
    TIED,
    TypeTraits,
    VehicleTraits,
    agrees,
    tie,
)

GOLF = TypeTraits(1, "VW", "GOLF", 2013, 2019, "CZDA", 110)
STRONG = replace(GOLF, id=2, engine_code="CHPA", kw=103)
ESTATE = replace(GOLF, id=3, body="Estate")
CAR = VehicleTraits("VW", "GOLF", 2016, 0, "CZDA", 110)
BY_PAPERS = frozenset({("hsn_tsn", "0603BGU")})


@tagged("post_install", "-at_install")
class TestVehicleTieRule(BaseCase):
    def answer(self, car, *types):
        found = tie(car, types)
        return found.state, found.ids, found.reason

    def test_one_type_that_agrees_in_everything_is_the_vehicle(self):
        self.assertEqual(self.answer(CAR, GOLF, STRONG), (TIED, (1,), "facts"))

    def test_unknown_engine_is_never_assumed(self):
        car = replace(CAR, engine_code="", kw=0)
        self.assertEqual(self.answer(car, GOLF), (CHECK, (1,), "open"))

    def test_power_alone_leaves_the_engine_open(self):
        car = replace(CAR, engine_code="")
        self.assertEqual(self.answer(car, GOLF, STRONG), (CHECK, (1,), "open"))

    def test_unknown_year_is_never_assumed(self):
        self.assertEqual(self.answer(replace(CAR, year=0), GOLF)[0], CHECK)

    def test_two_that_agree_are_offered_with_what_differs(self):
        found = tie(CAR, [GOLF, ESTATE])
        self.assertEqual((found.state, found.ids), (CHOOSE, (1, 3)))
        self.assertEqual(found.differs, ("body",))

    def test_first_registration_stands_for_a_year_that_nobody_knows(self):
        car = replace(CAR, year=0, registered=2016)
        self.assertEqual(self.answer(car, GOLF), (TIED, (1,), "facts"))
        older = replace(GOLF, id=4, year_from=2004, year_to=2012)
        self.assertEqual(self.answer(car, GOLF, older)[1], (1,))

    def test_registration_between_two_generations_is_offered(self):
        car = replace(CAR, year=0, registered=2013)
        older = replace(GOLF, id=4, year_from=2004, year_to=2012)
        self.assertEqual(self.answer(car, GOLF, older)[:2], (CHOOSE, (1, 4)))

    def test_papers_name_the_vehicle_without_year_and_engine(self):
        named = replace(GOLF, keys=BY_PAPERS)
        car = VehicleTraits("VW", "GOLF", keys=BY_PAPERS)
        self.assertEqual(self.answer(car, named, STRONG), (TIED, (1,), "hsn_tsn"))

    def test_k_type_is_surer_than_key_numbers(self):
        k_type = ("ktype", "4711")
        rows = [
            replace(GOLF, keys=BY_PAPERS),
            replace(STRONG, keys=frozenset({k_type})),
        ]
        car = VehicleTraits("VW", "GOLF", keys=BY_PAPERS | {k_type})
        self.assertEqual(self.answer(car, *rows), (TIED, (2,), "ktype"))

    def test_papers_of_another_make_tie_nothing(self):
        named = replace(GOLF, make="AUDI", keys=BY_PAPERS)
        car = replace(CAR, keys=BY_PAPERS)
        self.assertEqual(self.answer(car, named), (CHOOSE, (1,), "other_make"))

    def test_papers_that_contradict_the_engine_tie_nothing(self):
        named = replace(STRONG, keys=BY_PAPERS)
        car = replace(CAR, keys=BY_PAPERS)
        self.assertEqual(self.answer(car, named), (CHOOSE, (2,), "contradiction"))

    def test_papers_with_several_types_are_narrowed_by_what_is_known(self):
        rows = [replace(row, keys=BY_PAPERS) for row in (GOLF, STRONG)]
        car = VehicleTraits("VW", "GOLF", kw=103, keys=BY_PAPERS)
        self.assertEqual(self.answer(car, *rows), (TIED, (2,), "hsn_tsn"))
        self.assertEqual(self.answer(replace(car, kw=0), *rows)[0], CHOOSE)

    def test_another_model_and_no_model_are_nothing(self):
        self.assertEqual(self.answer(replace(CAR, model="POLO"), GOLF)[0], NONE)
        self.assertEqual(self.answer(VehicleTraits(), GOLF)[0], NONE)

    def test_known_model_with_another_engine_is_told(self):
        car = replace(CAR, engine_code="XXXX")
        self.assertEqual(self.answer(car, GOLF), (NONE, (), "contradiction"))

    @settings(max_examples=300, deadline=None, derandomize=True)
    @given(st.data())
    def test_a_tie_never_contradicts_and_is_never_one_of_several(self, data):
        year = st.sampled_from([0, 2012, 2016])
        engine = st.sampled_from(["", "CZDA", "CHPA"])
        kw = st.sampled_from([0, 103, 110])
        car = VehicleTraits(
            "VW", "GOLF", data.draw(year), data.draw(year), data.draw(engine),
            data.draw(kw),
        )  # fmt: skip
        rows = [
            TypeTraits(
                number, "VW", data.draw(st.sampled_from(["GOLF", "POLO"])),
                data.draw(year), 0, data.draw(engine), data.draw(kw),
            )
            for number in range(data.draw(st.integers(0, 4)))
        ]  # fmt: skip
        found = tie(car, rows)
        possible = [row for row in rows if row.model == "GOLF" and agrees(car, row)]
        if found.state == TIED:
            self.assertEqual([row.id for row in possible], list(found.ids))
        if len(possible) > 1:
            self.assertEqual(found.state, CHOOSE)
