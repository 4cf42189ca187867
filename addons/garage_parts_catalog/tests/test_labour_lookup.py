from unittest.mock import patch

from odoo.tests import new_test_user, tagged

from ..domain.labour_times import LabourGuideError
from .labour_common import LabourCase


@tagged("post_install", "-at_install")
class TestLabourLookup(LabourCase):
    """What the guides answer for a vehicle."""

    def test_words_find_the_time_of_the_vehicle(self):
        answers, problems = self.guides._labour_lookup(self.vehicle, "zbrake pads")

        (answer,) = answers
        self.assertEqual((answer.code, answer.hours), ("ZB-10", 0.9))
        self.assertEqual(answer.source, "Own times")
        self.assertEqual(answer.scope, "Testwagen Falke 2013-2019")
        self.assertEqual(answer.specs, "Wheel bolts 140 Nm")
        self.assertFalse(problems)

    def test_the_code_is_found_in_any_spelling(self):
        self.assertEqual(self.ask("zb 10"), [("ZB-10", 0.9, "Own times", "")])

    def test_a_vehicle_nobody_knows_gets_the_general_time(self):
        stranger = self.env["garage.vehicle"].create({"plate": "98-ZZZ-9"})

        self.assertEqual(self.ask("ZB-10", stranger), [("ZB-10", 1.2, "Own times", "")])
        no_vehicle = self.env["garage.vehicle"]
        self.assertEqual(self.ask("ZB-10", no_vehicle)[0][1], 1.2)

    def test_an_operation_without_a_time_for_the_vehicle_is_no_answer(self):
        self.assertEqual(self.ask("zclutch"), [])
        self.assertEqual(self.guides._find_times(self.vehicle, ["ZX-30"]), {})

    def test_an_unknown_engine_gives_both_times_with_what_to_check(self):
        found = self.ask("ZB-20")

        self.assertEqual([row[1] for row in found], [1.6, 1.9])
        self.assertEqual([row[3] for row in found], ["engine CZDA", "engine CXSA"])
        self.vehicle.engine_code = "czda"
        self.assertEqual(self.ask("ZB-20"), [("ZB-20", 1.6, "Own times", "")])

    def test_two_lists_that_disagree_are_both_offered_the_first_one_first(self):
        maker = self.guides.create({"name": "Maker", "sequence": 5})
        self.load("code;name;hours\nZB-10;Zpads;0,70\nZB-11;Zpads rear;1\n", maker)

        self.assertEqual(
            self.ask("ZB-10"),
            [("ZB-10", 0.7, "Maker", ""), ("ZB-10", 0.9, "Own times", "")],
        )
        (rows,) = self.guides._find_times(self.vehicle, ["zb10"]).values()
        self.assertEqual([row.hours for row in rows], [0.7, 0.9])

    def test_an_exact_code_comes_before_the_words_of_another_list(self):
        maker = self.guides.create({"name": "Maker", "sequence": 5})
        lines = "".join(f"ZB-10{n};Zwork {n};1\n" for n in range(8))
        self.load(f"code;name;hours\n{lines}", maker)

        self.assertEqual(self.ask("ZB-10")[0], ("ZB-10", 0.9, "Own times", ""))

    def test_a_list_of_another_company_is_not_asked(self):
        self.guide.company_id = self.env["res.company"].create({"name": "Other"})

        self.assertEqual(self.ask("ZB-10"), [])

    def test_people_of_another_company_do_not_see_the_list(self):
        self.guide.company_id = self.env["res.company"].create({"name": "Other"})
        adviser = new_test_user(
            self.env, "labour_adviser", groups="garage_base.group_garage_adviser"
        )

        for name in ("list", "operation", "time"):
            model = self.env[f"garage.labour.{name}"].with_user(adviser)
            key = "id" if name == "list" else "list_id"
            self.assertFalse(model.search([(key, "=", self.guide.id)]), name)

    def test_a_guide_that_does_not_answer_is_told_and_the_others_go_on(self):
        provider = type(self.env["garage.labour.provider.file"])
        error = LabourGuideError("no connection")
        with patch.object(provider, "_search_times", side_effect=error):
            answers, problems = self.guides._labour_lookup(self.vehicle, "pads")

        self.assertEqual((answers, problems), ([], ["Own times: no connection"]))

    def test_many_operations_cost_no_more_questions_than_one(self):
        lines = "".join(f"ZM-{n};Zmany {n};;;{n}\n" for n in range(1, 30))
        self.load(f"code;name;make;model;hours\n{lines}")
        self.ask("ZB-10")

        with self.assertQueryCount(12):
            self.env.invalidate_all()
            self.guides._labour_lookup(self.vehicle, "zmany", limit=20)
