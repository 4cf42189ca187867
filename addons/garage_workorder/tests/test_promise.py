from odoo.tests import tagged

from .plan_common import PlanCommon, at_hour


@tagged("post_install", "-at_install")
class TestPromise(PlanCommon):
    def setUp(self):
        super().setUp()
        self.at(at_hour(8))
        self.visit = self._create_visit(promised_at=at_hour(12))
        self.visit._check_in(key_tag="7")

    def _run_cron(self, hour):
        self.at(at_hour(hour))
        self.env.flush_all()
        with self.enter_registry_test_mode():
            cron = self.env.ref("garage_workorder.ir_cron_promise_risk")
            cron.method_direct_trigger()
        self.env.invalidate_all()

    def test_staff_is_warned_once_an_hour_before(self):
        self._run_cron(10.5)
        self.assertFalse(self.visit.activity_ids)

        self._run_cron(11)
        self._run_cron(11.2)

        self.assertEqual(len(self.visit.activity_ids), 1)
        self.assertIn("Mon 1 Mar 12:00", self.visit.activity_ids.summary)
        self.assertIn("nobody has begun", self.visit.activity_ids.note)

    def test_a_new_promise_is_watched_anew(self):
        self._run_cron(11)
        self.visit.promised_at = at_hour(14)
        self._run_cron(13.5)

        self.assertEqual(len(self.visit.activity_ids), 2)

    def test_finished_visits_are_left_alone(self):
        self.visit._set_state("ready")
        self._run_cron(11.5)

        self.assertFalse(self.visit.activity_ids)
        self.assertEqual(self.visit.promise_outlook["level"], "kept")

    def test_a_plan_beyond_the_promise_is_a_risk_in_words(self):
        self._plan(self.visit, 11.5)

        self.visit.invalidate_recordset()
        outlook = self.visit.promise_outlook
        self.assertEqual(outlook["level"], "risk")
        self.assertEqual(
            outlook["text"], "Planned until Mon 1 Mar 13:30, after the promise."
        )

    def test_more_work_than_time_is_a_risk_in_words(self):
        self.visit.add_job_from_template(self.template)
        self.at(at_hour(10.5))

        self.visit.invalidate_recordset()
        self.assertIn("2 h of work left", self.visit.promise_outlook["text"])

    def test_what_can_be_promised_follows_the_plan(self):
        workorders = self.env["garage.workorder"]
        hints = workorders.get_intake_hints(hours=2)
        first = "2027-03-01 12:00:00"
        self.assertEqual(hints["promises"][0], first)
        self.assertIn("Today 16 h free", hints["free_text"])
        for plate, person in (("11-AA-11", self.ali), ("22-BB-22", self.bea)):
            self._plan(self._create_visit(plate), 8, hours=8, mechanic_id=person.id)

        full = workorders.get_intake_hints(hours=2)

        self.assertEqual(full["promises"][0], "2027-03-02 12:00:00")
        self.assertIn("Today 0 h free", full["free_text"])
