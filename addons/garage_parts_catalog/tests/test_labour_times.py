from datetime import date

from odoo.tests import BaseCase, tagged

from ..domain.labour_times import (
    LabourAnswer,
    LabourFacts,
    LabourTime,
    certain,
    other_opinions,
    times_for,
)

TODAY = date(2026, 6, 1)
GOLF = LabourFacts("Volkswagen", "Golf", 2016, "CZDA", 92, frozenset((7,)))


def answer(hours, guide_id=1, **values):
    return LabourAnswer("B", "Brakes", hours, "List", guide_id=guide_id, **values)


@tagged("post_install", "-at_install")
class TestLabourTimes(BaseCase):
    """Which time holds for a vehicle."""

    def choose(self, *times, facts=GOLF):
        return [
            (choice.time.hours, dict(choice.unknown))
            for choice in times_for(times, facts, TODAY)
        ]

    def test_the_closest_time_wins(self):
        general = LabourTime(1.0)
        make = LabourTime(1.1, make="VOLKSWAGEN")
        model = LabourTime(1.2, make="Volkswagen", model="golf")
        years = LabourTime(1.3, make="Volkswagen", model="Golf", year_from=2013)
        exact = LabourTime(1.4, type_id=7)

        self.assertEqual(self.choose(general, make), [(1.1, {})])
        self.assertEqual(self.choose(model, general, make), [(1.2, {})])
        self.assertEqual(self.choose(years, model), [(1.3, {})])
        self.assertEqual(self.choose(years, exact), [(1.4, {})])

    def test_times_of_other_vehicles_are_no_answer(self):
        others = (
            LabourTime(1, make="Ford"),
            LabourTime(1, make="Volkswagen", model="Polo"),
            LabourTime(1, make="Volkswagen", year_to=2015),
            LabourTime(1, engine_code="CXSA"),
            LabourTime(1, kw=110),
            LabourTime(1, type_id=8),
        )

        self.assertEqual(self.choose(*others), [])

    def test_a_vehicle_nobody_knows_gets_the_general_time_only(self):
        times = (LabourTime(1.0), LabourTime(1.1, make="Volkswagen"))

        self.assertEqual(self.choose(*times, facts=LabourFacts()), [(1.0, {})])

    def test_what_depends_on_an_unknown_engine_is_said(self):
        facts = LabourFacts("Volkswagen", "Golf", 2016)
        times = (LabourTime(1.6, engine_code="CZDA"), LabourTime(1.2))

        found = self.choose(*times, facts=facts)

        self.assertEqual(found, [(1.6, {"engine": "CZDA"}), (1.2, {})])

    def test_an_unknown_engine_matters_not_where_the_time_is_the_same(self):
        facts = LabourFacts("Volkswagen", "Golf", 2016)
        times = (LabourTime(1.2, engine_code="CZDA"), LabourTime(1.2))

        self.assertEqual(self.choose(*times, facts=facts), [(1.2, {})])

    def test_times_hold_between_their_days(self):
        old = LabourTime(1.0, valid_to=date(2026, 5, 31))
        new = LabourTime(1.1, valid_from=date(2026, 6, 1))

        self.assertEqual(self.choose(old, new), [(1.1, {})])

    def test_only_one_plain_answer_is_taken_without_a_person(self):
        aircon = answer(1.5, variant="with air conditioning")
        unsure = answer(1.6, check="engine CZDA")

        self.assertEqual(certain([answer(1.2), aircon]).hours, 1.2)
        self.assertIsNone(certain([unsure, answer(1.2)]))
        self.assertIsNone(certain([aircon]))
        self.assertIsNone(certain([]))

    def test_the_first_guide_counts_and_the_other_is_told(self):
        rows = [answer(1.2), answer(1.9, guide_id=2), answer(1.2, guide_id=3)]

        taken = certain(rows)

        self.assertEqual(taken.hours, 1.2)
        self.assertEqual([r.hours for r in other_opinions(rows, taken)], [1.9])
