from odoo.fields import Command
from odoo.tests import tagged

from .common import JobPartsCase


@tagged("post_install", "-at_install")
class TestReorderJobs(JobPartsCase):
    """Open approved jobs are part of what is proposed, and nothing twice."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.supplier = cls.env["res.partner"].create({"name": "Test supplier"})
        cls.line = cls.env["sale.order.line"].browse(
            cls.job.add_catalog_item(cls.pads.id, 2)
        )
        cls.product = cls.line.product_id
        cls.product.seller_ids = [
            Command.create({"partner_id": cls.supplier.id, "price": 40})
        ]
        cls.warehouse = cls.workorder._orders().warehouse_id[:1]

    def _propose(self):
        self.env["garage.reorder.proposal"]._refresh(self.warehouse)
        return self.env["garage.reorder.proposal"].search(
            [
                ("product_id", "=", self.product.id),
                ("warehouse_id", "=", self.warehouse.id),
            ]
        )

    def _approve(self):
        self.workorder._decide({self.job.id: True}, "counter", "Test customer")

    def test_estimate_is_no_need_and_an_approved_job_is(self):
        self.assertFalse(self._propose())

        self._approve()

        self.assertEqual(self._propose().quantity, 2)

    def test_what_was_ordered_for_the_job_is_not_proposed_again(self):
        self._approve()
        self.env["purchase.order"].create(
            {
                "partner_id": self.supplier.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": self.product.id,
                            "product_qty": 2,
                            "price_unit": 40,
                            "sale_line_id": self.line.id,
                        }
                    )
                ],
            }
        )

        self.assertFalse(self._propose())

    def test_declined_job_is_needed_no_more(self):
        self._approve()
        self.assertTrue(self._propose())

        self.job.action_cancel()

        self.assertFalse(self._propose())

    def test_piece_for_the_shelf_does_not_join_the_line_of_a_job(self):
        self._approve()
        row = self._propose()
        row.quantity = 5

        row.action_order()

        line = row.purchase_line_id
        self.assertEqual(line.product_qty, 5)
        self.assertFalse(line.garage_job_id)
