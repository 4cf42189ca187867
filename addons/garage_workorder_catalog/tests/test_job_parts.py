from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import JobPartsCase


@tagged("post_install", "-at_install")
class TestJobParts(JobPartsCase):
    def add(self, item, quantity=1, user=None, need_id=False):
        job = self.job.with_user(user or self.env.user)
        line_id = job.add_catalog_item(item.id, quantity, need_id)
        return self.env["sale.order.line"].browse(line_id)

    def test_part_becomes_a_priced_line_of_the_job(self):
        line = self.add(self.pads, 2, self.user("adviser"))

        self.assertEqual(line.garage_job_id, self.job)
        self.assertEqual(line.product_id, self.pads.product_id)
        self.assertEqual((line.product_uom_qty, line.price_unit), (2, 79.5))
        self.assertEqual(line.product_id.seller_ids.product_code, False)

    def test_second_job_line_takes_the_same_product(self):
        self.add(self.pads)
        self.add(self.pads)
        self.assertEqual(len(self.job.line_ids), 2)
        self.assertEqual(len(self.job.line_ids.product_id), 1)

    def test_part_for_what_the_mechanic_asked_ticks_it_off(self):
        need = self.env["garage.job.need"].create(
            {"job_id": self.job.id, "name": "brake pads", "quantity": 1}
        )
        action = need.action_find_part()
        self.assertEqual(action["params"]["text"], "brake pads")
        line = self.add(self.pads, need_id=need.id)
        self.assertEqual(need.line_id, line)

    def test_search_opens_for_the_jobs_vehicle(self):
        params = self.job.action_find_part()["params"]
        self.assertEqual(params["vehicle"]["id"], self.vehicle.id)
        self.assertEqual(params["target"]["id"], self.job.id)

    def test_mechanic_looks_up_but_adds_no_line(self):
        mechanic = self.user("mechanic")
        with self.assertRaises(AccessError):
            self.add(self.pads, user=mechanic)
        self.assertFalse(self.pads.product_id)

    def test_closed_work_order_takes_no_part_and_makes_no_product(self):
        self.workorder.action_cancel()
        with self.assertRaises(UserError):
            self.add(self.pads)
        self.assertFalse(self.pads.product_id)

    def test_mechanic_sees_prices_only_when_allowed(self):
        items = self.env["garage.catalog.item"]
        mechanic = self.user("mechanic")
        (row,) = items.with_user(mechanic).lookup("Z3.0460-7184.2")
        self.assertNotIn("price", row)
        mechanic.group_ids += self.env.ref("garage_workorder.group_garage_prices")
        (row,) = items.with_user(mechanic).lookup("Z3.0460-7184.2")
        self.assertEqual((row["price"], row["cost"]), (79.5, 41.1))
