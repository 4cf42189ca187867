from odoo.fields import Command
from odoo.tests import tagged

from .common import JobPartsCase


@tagged("post_install", "-at_install")
class TestLeak(JobPartsCase):
    def _rows(self):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env["garage.leak"].search(
            [("kind", "=", "bought_unbilled"), ("vehicle_id", "=", self.vehicle.id)]
        )

    def _buy(self):
        """Order the part of the job from a supplier for that very line."""
        line = self.env["sale.order.line"].browse(
            self.job.add_catalog_item(self.pads.id, 2)
        )
        self.workorder._decide({self.job.id: True}, "counter", "Test customer")
        supplier = self.env["res.partner"].create({"name": "Test supplier"})
        order = self.env["purchase.order"].create(
            {
                "partner_id": supplier.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": line.product_id.id,
                            "product_qty": 2,
                            "price_unit": 41.1,
                            "tax_ids": [Command.clear()],
                            "sale_line_id": line.id,
                        }
                    )
                ],
            }
        )
        order.button_confirm()
        return line

    def test_bought_line_keeps_its_job_when_the_line_of_the_job_is_gone(self):
        line = self._buy()
        bought = line.purchase_line_ids

        bought.sale_line_id = False

        self.assertEqual(bought.garage_job_id, self.job)

    def test_what_was_bought_for_a_job_and_then_taken_off_is_told(self):
        line = self._buy()
        self.assertFalse(self._rows(), "the job is not finished yet")
        line.product_uom_qty = 0

        rows = self._rows()
        self.assertEqual((rows.workorder_id, rows.amount), (self.workorder, 82.2))
        self.assertEqual(rows.action_open()["res_id"], self.job.id)

    def test_what_was_billed_is_no_leak(self):
        self._buy()
        self.job.mechanic_id = self.env["hr.employee"].create({"name": "Ali"})
        self.job.action_finish()
        self.workorder.action_mark_ready()
        self.workorder._ensure_final_invoice()

        self.assertFalse(self._rows())
