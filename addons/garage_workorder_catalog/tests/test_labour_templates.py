from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from .labour_common import JobLabourCase


@tagged("post_install", "-at_install")
class TestLabourTemplates(JobLabourCase):
    """Templates that are priced with the hours of the vehicle."""

    def add(self, code, hours=2.0, **values):
        template = self._create_template(code, hours, **values)
        workorder = self.workorder.with_user(self.adviser)
        return workorder.add_job_from_template(template.id).sudo()

    def test_a_template_takes_the_hours_of_the_vehicle(self):
        job = self.add("zb 10", name="Our own words")

        line = job.line_ids
        self.assertEqual((line.product_uom_qty, line.price_subtotal), (0.9, 90))
        self.assertEqual((line.name, line.garage_book_hours), ("Our own words", 0.9))

    def test_a_line_without_text_takes_the_text_of_the_guide(self):
        self.assertEqual(self.add("ZB-10").line_ids.name, "Zbrake pads front")

    def test_without_a_time_for_the_vehicle_the_template_counts_and_says_so(self):
        line = self.add("ZX-40", 5.0).line_ids

        self.assertEqual((line.product_uom_qty, line.price_subtotal), (5, 500))
        self.assertEqual(
            self.marks(line)["hours of the template"],
            "No labour list has a time of ZX-40 for this vehicle.",
        )

    def test_hours_that_a_person_types_are_no_longer_those_of_the_template(self):
        line = self.add("ZX-40", 5.0).line_ids
        line.product_uom_qty = 4.0

        self.assertNotIn("hours of the template", self.marks(line))

    def test_several_possible_times_are_left_to_a_person(self):
        line = self.add("ZE-30", 4.5).line_ids

        self.assertEqual(line.product_uom_qty, 4.5)
        title = self.marks(line)["hours of the template"]
        self.assertIn("4.20 h (engine CZDA, Own times)", title)
        self.assertIn("5.10 h (engine CXSA, Own times)", title)

    def test_a_known_engine_decides(self):
        self.vehicle.engine_code = "CXSA"

        self.assertEqual(self.add("ZE-30", 4.5).line_ids.product_uom_qty, 5.1)

    def test_a_vehicle_that_nobody_knows_gets_the_hours_of_the_template(self):
        self.vehicle.write({"make_id": False, "model_id": False})

        self.assertEqual(self.add("ZB-10", 1.1).line_ids.product_uom_qty, 1.1)

    def test_the_first_list_counts_and_the_other_is_told(self):
        self._create_guide("Maker", "code;hours\nZB-10;0,70\nZB-11;1\n", sequence=1)

        line = self.add("ZB-10").line_ids

        self.assertEqual(line.product_uom_qty, 0.7)
        self.assertIn("Own times says 0.90", self.marks(line)["book time"])

    def test_the_price_list_of_the_customer_counts(self):
        self.job.order_id.pricelist_id = self.env["product.pricelist"].create(
            {
                "name": "Fleet",
                "item_ids": [
                    Command.create({"compute_price": "percentage", "percent_price": 10})
                ],
            }
        )

        self.assertEqual(self.add("ZB-10").amount_untaxed, 81)

    def test_the_plan_takes_the_hours_of_the_vehicle(self):
        self.job.unlink()
        self.add("ZB-20", 3.0)

        self.assertEqual(self.workorder._get_unplanned_hours(), 1.75)

    def test_the_template_says_whether_a_list_knows_the_code(self):
        lines = (self._create_template("zb10") + self._create_template("NO-1")).line_ids

        self.assertEqual(
            lines.mapped("labour_hint"),
            ["Zbrake pads front (Own times)", "not in any labour list"],
        )

    def test_work_sold_at_book_time_is_no_missed_chance(self):
        at_book, below = self.add("ZB-10", 2.0), self.add("ZX-40", 2.0)
        below.line_ids.product_uom_qty = 1
        for job in at_book + below:
            job.write({"state": "done", "finished_at": fields.Datetime.now()})
        self.env.flush_all()

        found = self.env["garage.chance"].search(
            [
                ("kind", "=", "below_template"),
                ("workorder_id", "=", self.workorder.id),
            ]
        )

        self.assertEqual(found.mapped("res_id"), below.ids)
