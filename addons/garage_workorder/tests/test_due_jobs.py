from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common import WorkorderCommon


@tagged("post_install", "-at_install")
class TestDueJobs(WorkorderCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = fields.Date.today()
        cls.customer.email = "vries@example.com"
        cls.plan = cls.env["garage.service.plan"].create(
            {"name": "Service", "months": 12, "job_template_id": cls.template.id}
        )
        cls.vehicle.first_registration = cls.today + timedelta(days=10 - 3653)
        cls.due = cls.vehicle.due_ids

    def _add(self):
        self.workorder = self._create_workorder()
        return self.workorder._add_proposal(
            {"kind": "due", "code": "service", "res_id": self.due.id}
        )

    def test_due_service_becomes_the_job_of_its_plan(self):
        job = self._add()

        self.assertEqual(job.template_id, self.template)
        self.assertEqual((self.due.state, self.due.job_id), ("booked", job))
        self.assertIn(self.workorder.name, self.due.hold_reason)

    def test_the_same_work_is_not_added_twice(self):
        self._add()

        again = self.workorder._add_proposal(
            {"kind": "due", "code": "service", "res_id": self.due.id}
        )

        self.assertFalse(again)

    def test_a_finished_job_starts_the_plan_anew(self):
        job = self._add()
        self.vehicle._add_odometer(150_000, "intake")

        job.write({"state": "done"})

        self.assertEqual((self.due.state, self.due.done_km), ("done", 150_000))
        later = self.vehicle.due_ids.filtered(lambda due: due.state == "open")
        self.assertGreater(later.due_date, self.today + timedelta(days=360))

    def test_a_declined_job_leaves_the_work_due(self):
        job = self._add()

        job.write({"state": "declined"})

        self.assertEqual(self.due.state, "open")

    def test_a_cancelled_visit_puts_the_work_back(self):
        self._add()

        self.workorder.action_cancel()

        self.assertEqual((self.due.state, self.due.hold_reason), ("open", False))

    def test_an_open_visit_stops_the_invitation(self):
        workorder = self._create_workorder()

        answer = self.due.action_invite()

        self.assertIn("1 × Has an open visit", answer["params"]["message"])
        self.assertIn(workorder.name, self.due.hold_reason)
        self.assertFalse(self.due.message_id)

    def test_a_recall_becomes_a_job_of_its_own(self):
        self.vehicle.register_data = {
            "source": "RDW",
            "asked": str(self.today),
            "facts": {"recalls": [{"code": "R1", "text": "Airbag", "open": True}]},
        }
        recall = self.vehicle.due_ids.filtered(lambda due: due.kind == "recall")
        workorder = self._create_workorder()

        job = workorder._add_proposal(
            {"kind": "due", "code": "recall", "res_id": recall.id}
        )

        self.assertEqual(job.name, "Airbag")
        self.assertIn("RDW", job.finding)

    def test_due_work_of_another_vehicle_is_not_added(self):
        other = self.env["garage.vehicle"].create(
            {"plate": "1-A", "inspection_due": self.today}
        )
        workorder = self._create_workorder()

        job = workorder._add_proposal(
            {"kind": "due", "code": "inspection", "res_id": other.due_ids.id}
        )

        self.assertFalse(job)
