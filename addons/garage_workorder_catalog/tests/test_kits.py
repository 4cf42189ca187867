import base64

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .stock_common import JobStockCase


@tagged("post_install", "-at_install")
class TestKits(JobStockCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.filter = cls.part("Oil filter", 12, default_code="ZF 1")
        cls.oil = cls.part("Oil 1 l", 9, default_code="ZO 1")
        cls.ring = cls.part("Ring", 1, default_code="ZR 1")
        cls.kit = cls.make_kit(
            "Oil service", 49.99, [(cls.filter, 1), (cls.oil, 4), (cls.ring, 1)]
        )

    @classmethod
    def make_kit(cls, name, price, rows, **vals):
        lines = [
            Command.create({"product_id": part.id, "quantity": quantity})
            for part, quantity in rows
        ]
        vals = {"is_storable": False, "garage_kit_line_ids": lines, **vals}
        return cls.part(name, price, **vals)

    def parts(self):
        return {
            line.product_id: line.product_uom_qty
            for line in self.job.line_ids
            if line.product_uom_qty
        }

    def test_kit_comes_onto_the_job_as_its_parts(self):
        self.job.add_line(self.kit, 1)
        self.assertEqual(self.parts(), {self.filter: 1, self.oil: 4, self.ring: 1})
        self.assertEqual(self.job.line_ids.garage_kit_id, self.kit)

    def test_price_of_the_kit_is_shared_to_the_cent(self):
        self.job.add_line(self.kit, 3)
        self.assertEqual(self.job.amount_untaxed, 149.97)
        for line in self.job.line_ids:
            self.assertEqual(round(line.price_unit, 2), line.price_unit, line.name)

    def test_parts_may_keep_their_own_prices(self):
        self.kit.garage_kit_price = "parts"
        self.job.add_line(self.kit, 1)
        self.assertEqual(self.job.amount_untaxed, 12 + 4 * 9 + 1)

    def test_typed_price_is_the_price_of_the_kit(self):
        self.job.add_line(self.kit, 1, price=40)
        self.assertEqual(self.job.amount_untaxed, 40)

    def test_each_part_is_a_stock_move_of_its_own(self):
        for part in (self.filter, self.oil, self.ring):
            self.stock(part, 10)
        self.on_job(self.kit, 2)
        self.job.action_finish()
        moved = {move.product_id: move.quantity for move in self.job.line_ids.move_ids}
        self.assertEqual(moved, {self.filter: 2, self.oil: 8, self.ring: 2})
        self.assertEqual(self.oil.qty_available, 2)

    def test_kit_in_a_kit_is_taken_apart(self):
        big = self.make_kit("Big service", 120, [(self.kit, 1), (self.ring, 2)])
        self.job.add_line(big, 1)
        self.assertEqual(self.parts(), {self.filter: 1, self.oil: 4, self.ring: 3})
        self.assertEqual(self.job.amount_untaxed, 120)

    def test_kit_that_would_hold_itself_is_refused(self):
        big = self.make_kit("Big service", 120, [(self.kit, 1)])
        with self.assertRaisesRegex(ValidationError, "hold itself"):
            self.kit.garage_kit_line_ids = [Command.create({"product_id": big.id})]

    def test_number_of_kits_changes_all_their_parts(self):
        self.job.add_line(self.kit, 1)
        action = self.job.line_ids[0].action_open_garage_kit()
        box = self.env["garage.job.kit"].with_context(**action["context"])
        box.create({"quantity": 2}).action_save()
        self.assertEqual(self.parts(), {self.filter: 2, self.oil: 8, self.ring: 2})
        self.assertEqual(self.job.amount_untaxed, 99.98)

    def test_part_taken_off_and_kit_taken_off(self):
        self.job.add_line(self.kit, 1)
        ring = self.job.line_ids.filtered(lambda line: line.product_id == self.ring)
        self.job.remove_card_line(ring.id)
        self.assertEqual(self.parts(), {self.filter: 1, self.oil: 4})
        self.job.line_ids[0]._take_kit_off()
        self.assertFalse(self.parts())

    def test_replaced_part_keeps_its_price_in_the_kit(self):
        self.job.add_line(self.kit, 1)
        before = self.job.amount_untaxed
        old = self.job.line_ids.filtered(lambda line: line.product_id == self.filter)
        self.job.swap_catalog_item(self.pads.id, 1, old.id)
        self.assertIn(self.pads.product_id, self.parts())
        self.assertEqual(self.job.amount_untaxed, before)
        self.assertEqual(len(set(self.job.line_ids.mapped("garage_kit_key"))), 1)

    def test_kit_of_a_template_comes_as_its_parts(self):
        template = self.env["garage.job.template"].create(
            {
                "name": "Oil service",
                "line_ids": [
                    Command.create({"kind": "part", "product_id": self.kit.id})
                ],
            }
        )
        job = self.workorder.add_job_from_template(template)
        self.assertEqual(job.line_ids.product_id, self.filter | self.oil | self.ring)
        self.assertEqual(job.amount_untaxed, 49.99)

    def test_parts_decide_how_many_kits_there_are(self):
        self.stock(self.filter, 5)
        self.stock(self.ring, 5)
        self.stock(self.oil, 11)
        self.assertEqual(self.kit.garage_kit_available, 2)
        offer = self.job.search_card_products("Oil service")[0]
        self.assertIn("2 in stock", offer["detail"])

    def test_kit_of_a_catalogue_makes_products_of_its_parts(self):
        self.env["garage.kit.line"].create(
            {"kit_item_id": self.disc.id, "item_id": self.pads.id, "quantity": 2}
        )
        line_id = self.job.add_catalog_item(self.disc.id, 1)
        self.assertTrue(line_id)
        self.assertEqual(self.parts(), {self.pads.product_id: 2})
        self.assertFalse(self.disc.product_id.is_storable)
        self.assertEqual(self.job.amount_untaxed, 89.9)

    def test_part_with_deposit_in_a_kit_brings_its_deposit(self):
        self.filter.garage_core_deposit = 5
        self.job.add_line(self.kit, 2)
        deposit = self.job.line_ids.filtered("garage_core_for_id")
        self.assertEqual((deposit.product_uom_qty, deposit.price_unit), (2, 5))

    def upload(self, text):
        box = self.env["garage.kit.import"].with_user(self.user("manager"))
        record = box.create({"file": base64.b64encode(text.encode())})
        record.action_import()
        return record.result

    def test_list_of_kits_replaces_the_kits_that_it_names(self):
        self.kit.default_code = "KIT-1"
        result = self.upload(
            "Kit;Part;Quantity\nKIT 1;ZF-1;1\nKIT 1;Z3.0460-7184.2;2\nKIT 1;NIX;1\n"
        )
        lines = self.kit.garage_kit_line_ids
        self.assertEqual(lines.product_id, self.filter)
        self.assertEqual(lines.item_id, self.pads)
        self.assertEqual(lines.mapped("quantity"), [1, 2])
        self.assertIn("1 kits with 2 parts", result)
        self.assertIn("NIX", result)

    def test_list_without_titles_is_refused_and_changes_nothing(self):
        with self.assertRaisesRegex(UserError, "kit, part and quantity"):
            self.upload("a;b\n1;2\n")
        self.assertEqual(len(self.kit.garage_kit_line_ids), 3)
