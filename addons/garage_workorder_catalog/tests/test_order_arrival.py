from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .test_order_parts import OrderPartsCase


@tagged("post_install", "-at_install")
class TestArrival(OrderPartsCase):
    """Ordered parts arrive: they belong to the job that asked."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mechanic = cls.env["hr.employee"].create({"name": "Ali"})
        cls.job.mechanic_id = cls.mechanic

    def buy(self):
        self.approve()
        bought = self.order()
        bought.order_id.button_confirm()
        return bought

    def receive(self, bought, quantity=2):
        receipt = bought.order_id.picking_ids.filtered(lambda p: p.state != "done")
        receipt.move_ids.quantity = quantity
        receipt.move_ids.picked = True
        self.env.flush_all()
        action = receipt.button_validate()
        if action is not True:
            backorder = self.env[action["res_model"]].with_context(**action["context"])
            backorder.create({}).process()
        self.env.invalidate_all()

    def other_job(self):
        """A job of another visit that waits longer for the same part."""
        workorder = self.env["garage.workorder"].browse(
            self.env["garage.workorder"].create_from_intake(
                {
                    "vehicle_id": self._copy_vehicle().id,
                    "partner_id": self.vehicle.owner_id.id,
                }
            )
        )
        job = self.env["garage.job"].create(
            {"workorder_id": workorder.id, "name": "Brakes of somebody else"}
        )
        line = job.add_line(self.line.product_id, 2)
        workorder._decide({job.id: True}, "counter", "Test customer")
        return line

    def _copy_vehicle(self):
        return self.env["garage.vehicle"].create(
            {
                "plate": "98-ZZZ-8",
                "make_id": self.vehicle.make_id.id,
                "model_id": self.vehicle.model_id.id,
                "owner_id": self.vehicle.owner_id.id,
            }
        )

    def test_parts_are_reserved_for_the_job_that_asked(self):
        other = self.other_job()
        bought = self.buy()
        self.receive(bought)

        self.assertEqual(self.line.move_ids.state, "assigned")
        self.assertEqual(other.move_ids.state, "confirmed", "it asked for nothing")
        self.assertEqual(self.mark(), "here")

    def test_the_work_order_leaves_waiting_for_parts_by_itself(self):
        bought = self.buy()
        self.assertEqual(self.workorder.state, "waiting_parts")

        self.receive(bought)

        self.assertEqual(self.workorder.state, "planned")
        self.assertEqual(self.workorder.lights[1]["state"], "done")

    def test_the_light_says_when_the_parts_come(self):
        bought = self.buy()
        tomorrow = fields.Datetime.now() + timedelta(days=1)
        bought.date_planned = tomorrow
        self.workorder.invalidate_recordset(["lights"])
        self.assertIn("On its way, here tomorrow", self.workorder.lights[1]["text"])

        bought.date_planned = tomorrow - timedelta(days=3)
        self.workorder.invalidate_recordset(["lights"])
        self.assertIn("Late, was due", self.workorder.lights[1]["text"])

    def test_a_request_from_the_bay_opens_the_proposal(self):
        need = self.env["garage.job.need"].create(
            {"job_id": self.job.id, "name": "Pads", "line_id": self.line.id}
        )
        self.approve()
        action = need.with_user(self.adviser).action_order_parts()
        self.assertEqual(action["res_model"], "garage.parts.order")

    def test_a_part_of_the_delivery_keeps_the_job_waiting(self):
        bought = self.buy()
        self.receive(bought, 1)

        self.assertEqual(self.workorder.state, "waiting_parts")
        self.assertEqual(self.line.move_ids.state, "partially_available")
        self.assertFalse(self.line._get_missing_quantities(), "the rest is ordered")
        self.receive(bought, 1)
        self.assertEqual(self.workorder.state, "planned")

    def test_mechanic_and_adviser_are_told(self):
        bought = self.buy()
        self.receive(bought)

        message = self.env["garage.floor.message"].search(
            [("job_id", "=", self.job.id), ("kind", "=", "part")]
        )
        self.assertEqual(message.employee_id, self.mechanic)
        self.assertIn("Brake pads test", message.text)
        told = self.workorder.message_ids.mapped("body")
        self.assertIn("All ordered parts are here", "".join(told))

    def test_who_asked_from_the_bay_hears_ordered_and_here(self):
        need = self.env["garage.job.need"].create(
            {
                "job_id": self.job.id,
                "name": "Pads",
                "line_id": self.line.id,
                "asked_by_id": self.mechanic.id,
            }
        )
        self.assertEqual(need.state, "chosen")
        bought = self.buy()
        self.assertEqual(need.state, "ordered")

        self.receive(bought)

        texts = self.env["garage.floor.message"].search(
            [("job_id", "=", self.job.id), ("kind", "=", "part")]
        )
        texts = sorted(texts.mapped("text"))
        self.assertEqual(need.state, "here")
        self.assertEqual(texts, ["Here: Pads", "On its way: Pads"])

    def test_the_list_of_deliveries_names_the_car_that_waits(self):
        bought = self.buy()
        self.env.flush_all()
        self.env.invalidate_all()

        row = (
            self.env["garage.delivery"]
            .with_user(self.adviser)
            .search([("purchase_line_id", "=", bought.id)])
        )
        self.assertEqual((row.job_id, row.plate), (self.job, self.vehicle.plate))
        self.assertEqual((row.quantity, row.partner_id), (2, self.supplier))

    def test_a_cancelled_purchase_is_missing_again(self):
        bought = self.buy()
        bought.order_id.button_cancel()

        self.assertEqual(self.mark(), "not in stock")
        self.assertEqual(list(self.line._get_missing_quantities().values()), [2])
        self.assertEqual(self.line.move_ids.state, "confirmed")
