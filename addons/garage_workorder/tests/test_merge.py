from odoo.tests import tagged

from .common import WorkorderCommon


@tagged("post_install", "-at_install")
class TestMergeVehiclesWithVisits(WorkorderCommon):
    def test_visits_jobs_and_orders_move_along(self):
        twin = self.env["garage.vehicle"].create(
            {"plate": "99-XX-99", "owner_id": self.customer.id}
        )
        workorder, front, rear = self._create_approved()
        manager = self._create_user("manager")
        merges = self.env["garage.merge"].with_user(manager)
        action = merges._open((twin | self.vehicle).with_user(manager))
        wizard = merges.browse(action["res_id"])
        wizard.keep = "a" if wizard.res_a == twin.id else "b"

        wizard.action_merge()

        self.assertFalse(self.vehicle.exists())
        self.assertEqual(workorder.vehicle_id, twin)
        self.assertEqual((front | rear).vehicle_id, twin)
        self.assertEqual(twin.workorder_ids, workorder)
        self.assertEqual(twin._get_declined_jobs(), rear)
        self.assertEqual(workorder.approval_ids.mapped("workorder_id"), workorder)

    def test_two_customers_with_bills_become_one(self):
        self.free_keys()
        workorder, front, _rear = self._create_approved()
        front.action_finish()
        workorder.action_mark_ready()
        invoice = workorder._ensure_final_invoice()
        twin = self.env["res.partner"].create({"name": "Jan de Vries"})
        merges = self.env["garage.merge"].with_user(self._create_user("manager"))
        wizard = merges.browse(merges._open(twin | self.customer)["res_id"])
        wizard.keep = "a" if wizard.res_a == twin.id else "b"

        wizard.action_merge()

        self.assertFalse(self.customer.exists())
        self.assertEqual(invoice.partner_id, twin)
        self.assertEqual(invoice.amount_residual, 300.0)
        self.assertEqual((workorder.partner_id, self.vehicle.owner_id), (twin, twin))
        self.assertEqual(workorder.sale_order_ids.partner_id, twin)
