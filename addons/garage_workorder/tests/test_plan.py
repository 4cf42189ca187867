from datetime import timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .plan_common import MONDAY, MORNING, PlanCommon, at_hour


@tagged("post_install", "-at_install")
class TestPlan(PlanCommon):
    def setUp(self):
        super().setUp()
        self.at(MORNING)

    def _feed(self, mode="day", day=MONDAY):
        return self.env["garage.slot"].get_plan(str(day), mode)

    def test_a_work_order_waits_at_the_side_until_it_is_planned(self):
        visit = self._create_visit(complaint="Noise")
        row = next(r for r in self._feed()["unplanned"] if r["id"] == visit.id)
        self.assertEqual((row["hours"], row["guess"], row["title"]), (1, True, "Noise"))

        slots, conflicts = self._plan(visit, 9)

        ids = [row["id"] for row in self._feed()["unplanned"]]
        self.assertNotIn(visit.id, ids)
        self.assertFalse(conflicts)
        self.assertEqual(slots.stop, MORNING + timedelta(hours=2))
        self.assertEqual((slots.bay_id, slots.employee_id), (self.lift, self.ali))
        self.assertEqual(visit.planned_start, MORNING + timedelta(hours=1))

    def test_hours_of_the_jobs_are_planned_across_the_break(self):
        visit = self._create_visit()
        visit.add_job_from_template(self.template)

        slots, _conflicts = self._plan(visit, 11)

        self.assertEqual((slots.hours, slots.stop), (2, at_hour(14)))
        self.assertEqual(visit.job_ids.mechanic_id, self.ali)

    def test_work_longer_than_the_day_goes_on_the_next(self):
        slots, _conflicts = self._plan(self._create_visit(), 15, hours=5)

        self.assertEqual(slots.mapped("hours"), [2, 3])
        self.assertEqual(slots[1].start, at_hour(8, 1))

    def test_double_booking_is_said_in_words(self):
        self._plan(self._create_visit(), 9, bay_id=self.lift.id)
        other = self._create_visit("99-XX-11")

        _slots, texts = self._plan(
            other, 9.5, bay_id=self.lift.id, mechanic_id=self.ali.id
        )

        self.assertIn("Lift 1 is taken by 12-ABC-3 until 10:00.", texts)
        self.assertIn("Ali works on 12-ABC-3 until 10:00.", texts)

    def test_absence_closed_day_and_promise_are_said_in_words(self):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "resource_id": self.ali.resource_id.id,
                "calendar_id": self.calendar.id,
                "date_from": MORNING,
                "date_to": MORNING + timedelta(hours=9),
            }
        )
        visit = self._create_visit(promised_at=MORNING + timedelta(minutes=90))

        slots, texts = self._plan(visit, 9, mechanic_id=self.ali.id)

        self.assertTrue([text for text in texts if text.startswith("Ali is away on")])
        self.assertIn("Planned until 10:00, but promised for Mon 1 Mar 09:30.", texts)
        sunday = slots.move_slot({"day": "2027-03-07", "from": 540})["conflicts"]
        self.assertIn("The workshop is closed on Sunday 7 Mar.", sunday)

    def test_missing_parts_are_said_in_words(self):
        self._set_stock(self.pads, -10)
        visit = self._create_visit()
        job = visit.add_job_from_template(self.template)
        visit.action_send_estimate()
        visit._decide({job.id: True}, "phone", "J. de Vries")

        _slots, texts = self._plan(visit, 9)

        self.assertIn("Parts are missing: Pads.", texts)

    def test_an_overfull_day_names_the_hours(self):
        self._plan(self._create_visit(), 8, hours=8, mechanic_id=self.bea.id)
        other = self._create_visit("99-XX-11")
        slots, texts = self._plan(
            other, 17, hours=1, mechanic_id=self.bea.id, bay_id=self.floor.id
        )

        self.assertIn("Bea has 9.0 h planned that day and works 8.0 h.", texts)
        row = next(r for r in self._feed()["mechanics"] if r["id"] == self.bea.id)
        self.assertEqual(row["booked"][str(MONDAY)], 9)
        self.assertEqual(row["hours"][str(MONDAY)], 8)
        self.assertTrue(slots)

    def test_moving_keeps_the_length_and_hands_the_jobs_on(self):
        visit = self._create_visit()
        visit.add_job_from_template(self.template)
        slots, _texts = self._plan(visit, 9, mechanic_id=self.ali.id)

        slots.move_slot(
            {"day": "2027-03-02", "from": 11 * 60, "mechanic_id": self.bea.id}
        )

        self.assertEqual(slots.start, at_hour(11, 1))
        self.assertEqual((slots.hours, slots.stop.hour), (2, 14))
        self.assertEqual(visit.job_ids.mechanic_id, self.bea)

    def test_the_next_free_place_is_found(self):
        for plate in ("11-AA-11", "22-BB-22"):
            self._plan(self._create_visit(plate), 8, hours=2)

        self.env["garage.slot"].plan_next_free(self._create_visit().id)

        slot = self.vehicle.workorder_ids.slot_ids
        self.assertEqual(slot.start, MORNING + timedelta(hours=2))
        self.assertFalse(slot._get_conflicts()[slot.id])

    def test_a_finished_visit_gives_its_time_back(self):
        visit = self._create_visit()
        slots, _texts = self._plan(visit, 15, hours=4)
        self.at(at_hour(16))

        visit._set_state("ready")

        self.assertEqual(visit.slot_ids, slots[0])
        self.assertEqual(slots[0].stop, at_hour(16))

    def test_impossible_plans_are_refused_in_words(self):
        visit = self._create_visit()
        slots, _texts = self._plan(visit, 9)

        with self.assertRaisesRegex(UserError, "end after it begins"):
            slots.move_slot({"to": 8 * 60})
        with self.assertRaises(ValidationError):
            slots.stop = slots.start + timedelta(hours=30)
        visit.action_cancel()
        with self.assertRaisesRegex(UserError, "is closed"):
            self._plan(visit, 9)

    def test_without_bays_the_plan_says_what_to_do(self):
        (self.lift | self.floor).active = False

        with self.assertRaisesRegex(UserError, "no bay to plan on"):
            self._plan(self._create_visit(), 9)

    def test_mechanics_see_the_plan_and_advisers_change_it(self):
        mechanic, adviser = self._create_user("mechanic"), self._create_user("adviser")
        visit = self._create_visit()
        plan = self.env["garage.slot"]
        place = {"day": str(MONDAY), "from": 540}

        self.assertFalse(plan.with_user(mechanic).get_plan(str(MONDAY))["can_plan"])
        with self.assertRaises(AccessError):
            plan.with_user(mechanic).plan_workorder(visit.id, place)
        plan.with_user(adviser).plan_workorder(visit.id, place)
        feed = plan.with_user(adviser).get_plan(str(MONDAY))
        self.assertEqual(feed["slots"][0]["mechanic_name"], "Ali")

    def test_on_a_closed_day_the_next_working_day_is_shown(self):
        self.at(at_hour(10, 5))

        feed = self.env["garage.slot"].get_plan(None, "day")

        self.assertEqual((feed["day"], feed["today"]), ("2027-03-08", "2027-03-06"))
        self.assertFalse(feed["days"][0]["closed"])

    def test_the_feed_needs_few_queries_however_many_slots(self):
        plates = [f"{n:02}-QQ-{n:02}" for n in range(1, 13)]
        visits = [self._create_visit(plate) for plate in plates]
        for number, visit in enumerate(visits[:4]):
            self._plan(visit, 8 + number)
        few = self._count_feed()
        for number, visit in enumerate(visits[4:]):
            self._plan(visit, 8 + number)

        self.assertLessEqual(self._count_feed(), few + 2)

    def _count_feed(self):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self._feed("week")
        return self.env.cr.sql_log_count - before


@tagged("post_install", "-at_install")
class TestCarryOver(PlanCommon):
    def setUp(self):
        super().setUp()
        self.at(MORNING)
        self.visit = self._create_visit()
        self.visit._check_in(key_tag="17")
        self.slot, _texts = self._plan(self.visit, 14, hours=2)

    def _run_cron(self):
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref("garage_workorder.ir_cron_carry_over").method_direct_trigger()
        self.env.invalidate_all()

    def test_unfinished_work_goes_to_the_next_free_place(self):
        self.at(at_hour(18))
        self._run_cron()

        fresh = self.visit.slot_ids - self.slot
        self.assertTrue(self.slot.carried)
        self.assertEqual(fresh.carried_from_id, self.slot)
        self.assertEqual(fresh.start, at_hour(8, 1))
        self.assertEqual(fresh.employee_id, self.slot.employee_id)
        self.assertIn("carried over to", self.visit.message_ids[0].body)
        self.assertIn("Tue 2 Mar", self.visit.carried_text)

    def test_nothing_is_carried_twice_or_before_closing_time(self):
        plan = self.env["garage.slot"]
        self.at(at_hour(16.5))
        self._run_cron()
        self.assertFalse(self.slot.carried)

        first = plan.carry_over(str(MONDAY))
        again = plan.carry_over(str(MONDAY))

        self.assertEqual(first["message"], "Carried over: 12-ABC-3.")
        self.assertEqual(again["message"], "Everything planned so far is finished.")
        self.assertEqual(len(self.visit.slot_ids), 2)

    def test_the_adviser_is_told_when_the_promise_breaks(self):
        self.visit.promised_at = at_hour(17)
        self.at(at_hour(18))

        self.env["garage.slot"].carry_over(str(MONDAY))

        self.assertEqual(self.visit.activity_ids.summary, "Promise cannot be kept")

    def test_finished_work_and_cars_that_never_came_stay(self):
        absent = self._create_visit("99-XX-11")
        self._plan(absent, 14, hours=1)
        self.visit.add_job_from_template(self.template)
        self.visit.job_ids.state = "done"
        self.at(at_hour(18))

        self.env["garage.slot"].carry_over(str(MONDAY))

        self.assertFalse((self.visit | absent).slot_ids.filtered("carried"))
