from odoo.exceptions import AccessError
from odoo.tests import tagged

from .stock_common import JobStockCase


@tagged("post_install", "-at_install")
class TestLosses(JobStockCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.garage_price_tolerance = 5
        cls.disc100 = cls.part("Disc", 100)
        cls.line = cls.job.add_line(cls.disc100, 2)
        cls.adviser = cls.user("adviser")
        cls.reason = cls.env.ref("garage_parts_catalog.loss_reason_goodwill")

    def type(self, **values):
        base = {name: self.line[name] for name in values}
        job = self.job.with_user(self.adviser)
        return job.save_card_line(self.line.id, values, base)

    def test_price_below_the_list_asks_why_and_is_kept_with_its_user(self):
        answer = self.type(price_unit=80)

        row = self.line.garage_override_ids
        self.assertEqual(answer["ask"]["res_id"], row.id)
        self.assertEqual((row.user_id, row.lost), (self.adviser, 40))
        row.with_user(self.adviser).reason_id = self.reason
        self.assertNotIn("ask", self.type(price_unit=79))
        self.assertEqual((row.lost, row.reason_id), (42, self.reason))

    def test_nobody_rewrites_what_was_sold_below_the_list(self):
        self.type(price_unit=80)
        row = self.line.garage_override_ids
        for role in ("adviser", "manager"):
            user = self.adviser if role == "adviser" else self.user(role)
            with self.assertRaises(AccessError):
                row.with_user(user).price = 100

    def test_discount_counts_like_a_price(self):
        self.type(discount=20)
        self.assertEqual(self.line.garage_override_ids.price, 80)

    def test_price_within_the_tolerance_asks_nothing(self):
        self.assertNotIn("ask", self.type(price_unit=95))
        self.assertFalse(self.line.garage_override_ids)

    def test_price_that_is_right_again_is_forgotten(self):
        self.type(price_unit=80)
        self.type(price_unit=100)
        self.assertFalse(self.line.garage_override_ids)

    def test_more_pieces_below_list_lose_more(self):
        self.type(price_unit=80)
        self.type(product_uom_qty=5)
        self.assertEqual(self.line.garage_override_ids.lost, 100)

    def test_price_from_the_box_of_the_card_is_noted_too(self):
        line = self.job.add_line(self.disc100, 1, price=50)
        self.assertEqual(line.garage_override_ids.lost, 50)

    def test_deposit_and_its_return_are_no_sale_below_list(self):
        part = self.part("Caliper", 120, garage_core_deposit=35)
        self.on_job(part)
        self.job.line_ids.filtered("garage_core_for_id").hand_in_core(1)
        self.assertFalse(self.job.line_ids.garage_override_ids)

    def test_count_difference_keeps_person_reason_and_value(self):
        self.disc100.standard_price = 40
        self.stock(self.disc100, 5)
        reason = self.env.ref("garage_parts_catalog.loss_reason_missing")
        quant = self.disc100.stock_quant_ids.filtered(
            lambda row: row.location_id.usage == "internal"
        )
        counting = quant.with_context(inventory_mode=True)
        counting.inventory_quantity = 3
        counting.garage_reason_id = reason
        counting.action_apply_inventory()
        self.env.flush_all()

        row = self.env["garage.count.difference"].search(
            [("product_id", "=", self.disc100.id)]
        )
        self.assertEqual((row.quantity, row.value), (-2, -80))
        self.assertEqual((row.reason_id, row.user_id), (reason, self.env.user))
        self.assertFalse(quant.garage_reason_id)
