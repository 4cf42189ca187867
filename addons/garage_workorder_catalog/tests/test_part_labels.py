from odoo.tests import tagged

from .common import JobPartsCase


@tagged("post_install", "-at_install")
class TestPartLabels(JobPartsCase):
    """Labels for the parts of a customer."""

    def labels(self, record):
        wizard = self.env["garage.label.print"].with_context(
            active_model=record._name, active_ids=record.ids
        )
        return wizard.create({"size": "roll"})._get_labels()

    def test_the_label_of_an_ordered_part_names_plate_customer_and_work_order(self):
        self.job.add_catalog_item(self.pads.id, 1)

        [label] = self.labels(self.job)

        self.assertEqual(label.title, "99-ZZZ-9")
        self.assertEqual(label.code, self.workorder.name)
        self.assertIn("Z3.0460-7184.2", label.lines[0])
        self.assertEqual(label.lines[1:], ("Brakes front", "Test customer"))

    def test_a_job_without_parts_gets_a_label_for_the_old_ones(self):
        [label] = self.labels(self.job)

        self.assertEqual(label.lines[0], "Old parts")

    def test_what_arrives_for_a_job_carries_the_label_of_the_customer(self):
        self.job.add_catalog_item(self.pads.id, 1)
        purchase = self.env["purchase.order"].create(
            {"partner_id": self.env["res.partner"].create({"name": "Supplier"}).id}
        )
        line = self.env["purchase.order.line"].create(
            {
                "order_id": purchase.id,
                "product_id": self.pads.product_id.id,
                "product_qty": 2,
                "sale_line_id": self.job.line_ids.id,
            }
        )
        purchase.button_confirm()
        self.assertEqual(line.garage_job_id, self.job)

        labels = self.labels(purchase.picking_ids)

        self.assertEqual([label.title for label in labels[:2]], ["99-ZZZ-9"] * 2)
        self.assertEqual(labels[2].lines, ("ZATE", "Z3.0460-7184.2"))
