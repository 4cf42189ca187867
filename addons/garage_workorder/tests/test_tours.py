from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from .common import WorkorderCommon
from .plan_common import PlanCommon


@tagged("post_install", "-at_install")
class TestAdviserTours(WorkorderCommon, HttpCase):
    """From the plate to the estimate, with the clicks counted."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.adviser = cls._create_user("adviser")
        cls.vehicle.alert_note = "Locking wheel nut key is in the glove box"
        cls.template.write({"name": "Tour brakes front", "sequence": 0})
        cls.other_template.write({"name": "Tour brakes rear", "sequence": 1})

    def test_from_the_plate_to_the_estimate_sent(self):
        self.start_tour(
            "/odoo/garage-board", "garage_workorder_adviser", login="garage_adviser"
        )

        workorder = self.vehicle.workorder_ids
        self.assertEqual(len(workorder), 1)
        self.assertEqual(workorder.partner_id, self.customer)
        self.assertEqual(workorder.complaint, "squeaks when braking")
        self.assertGreater(workorder.promised_at, fields.Datetime.now())
        self.assertEqual(workorder.state, "awaiting_approval")
        self.assertEqual(len(workorder.job_ids.line_ids), 4)
        self.assertEqual(workorder.amount_total, 516)
        self.assertTrue(workorder.estimate_sent_at)

    def test_a_new_vehicle_with_a_new_customer_in_one_screen(self):
        self.start_tour(
            "/odoo/garage-board", "garage_workorder_new_vehicle", login="garage_adviser"
        )

        vehicle = self.env["garage.vehicle"].search([("plate_key", "=", "99XX11")])
        workorder = vehicle.workorder_ids
        self.assertEqual(vehicle.owner_id.name, "Tour Jansen")
        self.assertEqual(vehicle.owner_id.phone, "06-87654321")
        self.assertEqual(workorder.complaint, "Service")
        self.assertTrue(workorder.promised_at)

    def test_a_refused_drop_on_the_board_says_why(self):
        self.customer.name = "Board de Vries"
        workorder = self._create_workorder()
        workorder.promised_at = fields.Datetime.now() - timedelta(days=900)

        self.start_tour(
            "/odoo/garage-board", "garage_workorder_board", login="garage_adviser"
        )

        self.assertEqual(workorder.state, "diagnosis")


@tagged("post_install", "-at_install")
class TestPlanTour(PlanCommon, HttpCase):
    """The plan with mouse and keyboard."""

    def test_dragging_onto_the_plan_and_moving_by_keyboard(self):
        self._create_user("adviser")
        visit = self._create_visit()
        other = self._create_visit("99-XX-11")

        self.start_tour(
            "/odoo/garage-plan", "garage_workorder_plan", login="garage_adviser"
        )

        self.assertEqual(visit.slot_ids.bay_id, self.floor)
        self.assertIn(visit.slot_ids.employee_id, self.ali | self.bea)
        self.assertGreater(visit.slot_ids.start.date(), fields.Date.today())
        self.assertFalse(other.slot_ids._get_conflicts()[other.slot_ids.id])
