from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import WorkorderCommon


@tagged("post_install", "-at_install")
class TestScreensIntake(WorkorderCommon):
    """The intake screen: one call for vehicle, customer and work order."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.adviser = cls._create_user("adviser")
        cls.workorders = cls.env["garage.workorder"].with_user(cls.adviser)

    def test_a_known_vehicle_needs_its_id_only(self):
        answer = self.workorders.intake_create(
            {"vehicle_id": self.vehicle.id, "complaint": "squeaks", "key_tag": "17"}
        )

        workorder = self.env["garage.workorder"].browse(answer["id"])
        self.assertEqual(workorder.partner_id, self.customer)
        self.assertEqual(workorder.state, "checked_in")
        self.assertEqual(workorder.adviser_id, self.adviser)
        self.assertEqual(workorder.key_state, "in_shop")
        self.assertIn("12-ABC-3", answer["title"])

    def test_vehicle_and_customer_are_made_in_the_same_step(self):
        answer = self.workorders.intake_create(
            {
                "vehicle": {"plate": "XX-999-X", "make": "Opel", "model": "Corsa"},
                "owner": {"name": "New Customer", "phone": "06-1"},
                "odometer": 90000,
            }
        )

        workorder = self.env["garage.workorder"].browse(answer["id"])
        self.assertEqual(workorder.vehicle_id.plate, "XX-999-X")
        self.assertEqual(workorder.vehicle_id.make_id.name, "Opel")
        self.assertEqual(workorder.partner_id.phone, "06-1")
        self.assertEqual(workorder.vehicle_id.owner_id, workorder.partner_id)
        self.assertEqual(workorder.vehicle_id.odometer, 90000)

    def test_another_customer_pays_this_visit_and_the_owner_stays(self):
        other = self.env["res.partner"].create({"name": "Neighbour"})

        answer = self.workorders.intake_create(
            {"vehicle_id": self.vehicle.id, "partner_id": other.id}
        )

        workorder = self.env["garage.workorder"].browse(answer["id"])
        self.assertEqual(workorder.partner_id, other)
        self.assertEqual(self.vehicle.owner_id, self.customer)

    def test_a_vehicle_without_customer_is_refused_in_words(self):
        self.vehicle.owner_id = False

        with self.assertRaisesRegex(UserError, "customer's name"):
            self.workorders.intake_create({"vehicle_id": self.vehicle.id})

    def test_declined_work_comes_back_with_a_tick(self):
        workorder, _front, rear = self._create_approved()
        workorder.job_ids.filtered(lambda job: job.state == "approved").action_finish()
        proposals = self.vehicle.with_user(self.adviser)._get_proposals()

        answer = self.workorders.intake_create(
            {
                "vehicle_id": self.vehicle.id,
                "proposals": [{**proposals[0], "picked": True}],
            }
        )

        job = self.env["garage.workorder"].browse(answer["id"]).job_ids
        self.assertEqual(job.reoffered_from_id, rear)
        self.assertEqual(len(job.line_ids), 2)

    def test_a_due_inspection_becomes_a_job(self):
        self.vehicle.inspection_due = fields.Date.today()
        due = self.vehicle.due_ids

        answer = self.workorders.intake_create(
            {
                "vehicle_id": self.vehicle.id,
                "proposals": self.vehicle._get_proposals(),
            }
        )

        job = self.env["garage.workorder"].browse(answer["id"]).job_ids
        self.assertEqual((due.state, due.job_id), ("booked", job))

    def test_customers_are_found_by_name_and_phone(self):
        by_name = self.workorders.find_customers("vries")
        by_phone = self.workorders.find_customers("0612345678")

        self.assertIn(self.customer.id, [row["id"] for row in by_name])
        self.assertIn(self.customer.id, [row["id"] for row in by_phone])
        self.assertEqual(self.workorders.find_customers(" "), [])

    def test_a_mechanic_takes_no_vehicle_in(self):
        mechanic = self._create_user("mechanic")

        with self.assertRaises(AccessError):
            self.workorders.with_user(mechanic).intake_create(
                {"vehicle_id": self.vehicle.id}
            )
