from odoo.tests import tagged

from .plan_common import MORNING, PlanCommon, at_hour


@tagged("post_install", "-at_install")
class TestPlanBays(PlanCommon):
    """Work is planned on the kind of bay that it needs."""

    def setUp(self):
        super().setUp()
        self.at(MORNING)
        self.template.bay_kind = "floor"
        self.visit = self._create_visit()
        self.visit.add_job_from_template(self.template)

    def plan_next(self):
        answer = self.env["garage.slot"].plan_next_free(self.visit.id)
        return self.env["garage.slot"].browse(answer["slots"]), answer["conflicts"]

    def test_the_next_free_place_is_on_the_kind_of_bay_that_is_needed(self):
        slot, found = self.plan_next()

        self.assertEqual((slot.bay_id, found), (self.floor, []))

    def test_it_waits_until_that_bay_is_free(self):
        other = self._create_visit("99-XX-11")
        self._plan(other, 8, hours=3, bay_id=self.floor.id, mechanic_id=self.bea.id)

        slot, _found = self.plan_next()

        self.assertEqual((slot.start, slot.bay_id), (at_hour(11), self.floor))

    def test_dropped_on_another_bay_it_says_what_is_needed(self):
        _slot, found = self._plan(self.visit, 9, bay_id=self.lift.id)

        self.assertRegex(found[0], "needs another bay: Floor space.*Lift 1")

    def test_dropped_on_a_person_it_takes_a_bay_of_the_kind(self):
        slot, found = self._plan(self.visit, 9, mechanic_id=self.bea.id)

        self.assertEqual((slot.bay_id, found), (self.floor, []))

    def test_two_kinds_of_bay_are_two_pieces_of_work_in_a_row(self):
        self.other_template.bay_kind = "lift"
        self.visit.add_job_from_template(self.other_template)

        slots, found = self.plan_next()

        self.assertEqual(slots.bay_id.mapped("kind"), ["floor", "lift"])
        self.assertEqual((slots[0].stop, found), (slots[1].start, []))

    def test_a_kind_that_the_workshop_does_not_have_is_done_anywhere(self):
        self.template.bay_kind = "alignment"

        slot, found = self.plan_next()

        self.assertTrue(slot.bay_id)
        self.assertEqual(found, [])

    def test_a_first_placing_is_told_and_put_back_with_its_jobs(self):
        plan = self.env["garage.slot"]
        answer = plan.plan_next_free(self.visit.id)
        self.assertRegex(answer["placed"], "12-ABC-3: Mon 1 Mar 08:00, Floor")
        self.assertEqual(self.visit.job_ids.mechanic_id, self.ali)

        plan.browse(answer["slots"]).put_back(answer["jobs"])

        self.assertFalse(self.visit.slot_ids or self.visit.job_ids.mechanic_id)
        rows = plan.get_plan("2027-03-01", "day")["unplanned"]
        self.assertIn(self.visit.id, [row["id"] for row in rows])

    def test_put_back_leaves_who_had_the_job_before(self):
        self.visit.job_ids.mechanic_id = self.ali
        plan = self.env["garage.slot"]
        answer = plan.plan_next_free(self.visit.id)

        plan.browse(answer["slots"]).put_back(answer["jobs"])

        self.assertEqual(self.visit.job_ids.mechanic_id, self.ali)

    def test_put_back_twice_changes_nothing_more(self):
        plan = self.env["garage.slot"]
        answer = plan.plan_next_free(self.visit.id)
        slots = plan.browse(answer["slots"])

        slots.put_back(answer["jobs"])

        self.assertTrue(slots.put_back(answer["jobs"]))
