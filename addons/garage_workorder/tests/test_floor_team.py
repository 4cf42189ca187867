from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import WorkorderCommon


@tagged("post_install", "-at_install")
class TestFloorTeam(WorkorderCommon):
    """What people on both sides of the wall tell each other."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mechanic = cls._create_user("mechanic")
        cls.adviser = cls._create_user("adviser")
        cls.employee.user_id = cls.mechanic
        cls.other = cls.env["hr.employee"].create({"name": "Bram"})
        cls.workorder, cls.job, cls.rear = cls._create_approved()
        cls.workorder.adviser_id = cls.adviser
        cls.messages = cls.env["garage.floor.message"]

    def _texts(self, employee=None, kind=None):
        domain = [("employee_id", "=", (employee or self.employee).id)]
        if kind:
            domain.append(("kind", "=", kind))
        return self.messages.search(domain).mapped("text")

    def _book(self, action, job=None, seen=None, at=None, **values):
        return (
            self.env["garage.floor.entry"]
            .with_user(self.mechanic)
            .book(
                {
                    "key": f"{action}{len(self.workorder.floor_entry_ids)}",
                    "action": action,
                    "job_id": job.id if job else None,
                    "values": values,
                    "seen": seen or {},
                    "at": f"{(at or fields.Datetime.now()).isoformat()}Z",
                }
            )
        )

    def test_who_gets_and_who_loses_a_job_is_told(self):
        self.job.with_user(self.adviser).mechanic_id = self.other

        self.assertEqual(
            self._texts(kind="assigned")[0], "“Brakes front” was given to Bram"
        )
        self.assertEqual(self._texts(self.other), ["Yours now: “Brakes front”"])

    def test_the_customers_answer_reaches_who_found_it(self):
        self._book("finding", self.job, text="Brake hose torn", severity="red")
        found = self.job.floor_entry_ids.proposed_job_id

        self.workorder._decide({found.id: True}, "phone", "Vries")

        self.assertEqual(
            self._texts(kind="approved")[0], "The customer approved: “Brake hose torn”"
        )

    def test_the_adviser_writes_and_sees_when_it_was_read(self):
        message = self.messages.with_user(self.adviser).create(
            {
                "workorder_id": self.workorder.id,
                "employee_id": self.employee.id,
                "text": "Customer waits",
            }
        )

        self._book("read", ids=message.ids)

        self.assertTrue(message.read_at)
        feed = self.env["garage.job"].with_user(self.mechanic).get_mechanic_feed()
        self.assertEqual(feed["messages"][0]["text"], "Customer waits")
        self.assertTrue(feed["messages"][0]["read"])

    def test_nobody_marks_the_messages_of_others_as_read(self):
        message = self.messages._tell(self.other, self.workorder, "note", "For Bram")

        self._book("read", ids=message.ids)

        self.assertFalse(message.read_at)

    def test_a_mechanic_sees_the_own_messages_only(self):
        self.messages._tell(self.other, self.workorder, "note", "For Bram")
        own = self.messages.with_user(self.mechanic)

        self.assertNotIn("For Bram", own.search([]).mapped("text"))
        with self.assertRaises(AccessError):
            own.create(
                {
                    "workorder_id": self.workorder.id,
                    "employee_id": self.other.id,
                    "text": "x",
                }
            )

    def test_a_part_goes_from_asked_over_ordered_to_here(self):
        self._book("request", self.job, text="Brake hose")
        need = self.job.need_ids
        states = [need.state]

        need.with_user(self.adviser).action_ordered()
        states.append(need.state)
        need.with_user(self.adviser).action_arrived()
        states.append(need.state)

        self.assertEqual(states, ["asked", "ordered", "here"])
        self.assertEqual(
            self._texts(kind="part"), ["Here: Brake hose", "On its way: Brake hose"]
        )
        row = self.job._get_mechanic_row(self.employee)
        self.assertEqual(row["requests"][0]["state"], "here")

    def test_a_part_that_is_chosen_but_not_on_the_shelf_has_to_be_ordered(self):
        self._book("request", self.job, text="Hose")
        need = self.job.need_ids
        line = self.job.line_ids.filtered(lambda x: x.product_id == self.pads)
        line.move_ids._do_unreserve()

        need.line_id = line

        self.assertEqual(need.state, "chosen")
        need.with_user(self.adviser).action_ordered()
        self.assertEqual(need.state, "ordered")

    def test_a_part_from_the_shelf_is_here_at_once(self):
        self._book("request", self.job, text="Pads")

        lines = self.job.line_ids
        self.job.need_ids.line_id = lines.filtered(lambda x: x.product_id == self.pads)

        self.assertEqual(self.job.need_ids.state, "here")

    def test_finishing_what_was_given_away_is_kept_as_a_note_for_both(self):
        self.job.mechanic_id = self.other

        answer = self._book("finish", self.job, seen={"mechanic_id": self.employee.id})

        self.assertIn("given to Bram", answer["notice"])
        self.assertEqual(self.job.state, "approved")
        self.assertEqual(self._texts(kind="kept"), [answer["notice"]])
        self.assertEqual(self.workorder.activity_ids.user_id, self.adviser)
        self.assertIn("given to Bram", self.workorder.activity_ids.note)

    def test_work_on_a_cancelled_job_is_kept_as_a_note(self):
        self.job.action_cancel()
        line = self.rear.id

        tick = self._book("tick", self.job, line_id=line, done=True)
        start = self._book("start", self.job)

        self.assertIn("taken off", tick["notice"])
        self.assertIn("finished or cancelled", start["notice"])
        notes = self.workorder.floor_entry_ids.mapped("state")
        self.assertEqual(notes, ["note", "note"])

    def test_a_finding_after_the_hand_over_is_kept_as_a_note(self):
        self.free_keys()
        self.job.action_finish()
        self.workorder.action_mark_ready()
        self.workorder.action_hand_over_key()
        jobs = self.workorder.job_ids

        answer = self._book("finding", self.job, text="Hose torn", severity="red")

        self.assertIn("Hose torn", answer["notice"])
        self.assertEqual(self.workorder.job_ids, jobs)

    def test_quality_check_by_somebody_else_lets_the_vehicle_go(self):
        self.company.garage_quality_check = "other"
        self._book("start", self.job)
        self._book("finish", self.job)
        with self.assertRaisesRegex(UserError, "quality check"):
            self.workorder.action_mark_ready()

        refused = self._book("check_ok", self.job)
        self.assertIn("did not work", refused["notice"])
        self.workorder.with_user(self.adviser).sudo()._pass_quality()
        self.workorder.action_mark_ready()

        self.assertEqual(self.workorder.quality_user_id, self.adviser)
        self.assertEqual(self.workorder.state, "ready")

    def test_a_failed_check_brings_the_job_back_with_the_reason(self):
        self.job.action_finish()

        self._book("check_back", self.job, text="Wheel nuts loose")

        self.assertEqual(self.job.state, "paused")
        self.assertEqual(self.workorder.state, "in_progress")
        bodies = " ".join(self.workorder.message_ids.mapped("body"))
        self.assertIn("Wheel nuts loose", bodies)

    def test_a_code_finds_the_part_and_the_jobs_of_others(self):
        self.pads.barcode = "4006633374491"
        self.job.mechanic_id = self.other
        jobs = self.env["garage.job"].with_user(self.mechanic)

        part = jobs.find_for_floor("4006633374491")["parts"]
        found = jobs.find_for_floor("12abc3")["jobs"]

        self.assertEqual([row["name"] for row in part], ["Pads"])
        self.assertEqual([row["mechanic"] for row in found], ["Bram"])
        self.assertNotIn("price", str(found))
        self.assertEqual(jobs.find_for_floor(" "), {"parts": [], "jobs": []})

    def test_unknown_entries_are_refused_in_words(self):
        answer = self._book("explode", self.job)

        self.assertIn("does not know", answer["error"])
        self.assertFalse(self.workorder.floor_entry_ids)
