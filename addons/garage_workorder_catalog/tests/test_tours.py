from odoo.tests import HttpCase, tagged

from .common import JobPartsCase


@tagged("post_install", "-at_install")
class TestTours(JobPartsCase, HttpCase):
    def test_adviser_finds_parts_by_number_and_puts_them_on_the_job(self):
        adviser = self.user("adviser")
        self.start_tour(
            f"/odoo/garage.workorder/{self.workorder.id}",
            "garage_workorder_catalog_find_part",
            login=adviser.login,
        )

        lines = self.job.line_ids
        self.assertEqual(
            lines.mapped("product_id.default_code"),
            ["Z3.0460-7184.2", "Z 986 479 C58"],
        )
        self.assertEqual(lines.mapped("product_uom_qty"), [2, 1])
        self.assertEqual(lines.mapped("price_unit"), [79.5, 89.9])

    def test_adviser_says_which_own_product_a_part_is(self):
        first, second = self.env["product.product"].create(
            [
                {"name": f"Pads {place} shelf", "default_code": "Z3.0460-7184.2"}
                for place in ("left", "right")
            ]
        )
        self.start_tour(
            f"/odoo/garage.workorder/{self.workorder.id}",
            "garage_workorder_catalog_own_product",
            login=self.user("adviser").login,
        )

        self.assertEqual(self.job.line_ids.product_id, second)
        self.assertEqual(self.pads.product_id, second)
        self.assertFalse(first.garage_brand_id)
