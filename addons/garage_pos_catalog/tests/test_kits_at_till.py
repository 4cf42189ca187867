from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from .common import PartsTillCase


class KitTillCase(PartsTillCase):
    """An oil service for 49.99 of a filter, four litres and a ring."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.filter = cls.part("Oil filter", 12)
        cls.oil = cls.part("Oil 1 l", 9)
        cls.ring = cls.part("Ring", 1)
        cls.kit = cls.part(
            "Oil service",
            49.99,
            is_storable=False,
            available_in_pos=True,
            garage_kit_line_ids=[
                Command.create({"product_id": part.id, "quantity": pieces})
                for part, pieces in ((cls.filter, 1), (cls.oil, 4), (cls.ring, 1))
            ],
        )

    @classmethod
    def part(cls, name, price, **vals):
        vals = {"is_storable": True, "available_in_pos": False, **vals}
        return cls.env["product.product"].create(
            {"name": name, "list_price": price, "taxes_id": False, **vals}
        )


@tagged("post_install", "-at_install")
class TestKitsAtTill(KitTillCase):
    def test_a_till_knows_a_kit_and_its_parts_without_asking(self):
        loaded = self.open_session().load_data([])

        products = {row["id"] for row in loaded["product.product"]}
        self.assertLessEqual({self.filter.id, self.oil.id, self.ring.id}, products)
        kit = self.kit.product_tmpl_id
        [row] = [row for row in loaded["product.template"] if row["id"] == kit.id]
        parts = [[self.filter.id, 1.0], [self.oil.id, 4.0], [self.ring.id, 1.0]]
        self.assertEqual(row["_garage_kit"], parts)
        self.assertEqual(row["_garage_kit_price"], "kit")

    def test_a_kit_asked_for_later_brings_its_parts(self):
        self.open_session()
        loaded = self.load(self.kit.product_tmpl_id.id)
        names = {row["display_name"] for row in loaded["product.product"]}
        self.assertLessEqual({"Oil filter", "Oil 1 l", "Ring"}, names)

    def test_a_part_of_a_catalogue_in_a_kit_becomes_a_product(self):
        self.kit.garage_kit_line_ids[-1].write(
            {"product_id": False, "item_id": self.disc.id}
        )
        self.open_session()
        [row] = [
            row
            for row in self.load(self.kit.product_tmpl_id.id)["product.template"]
            if row["_garage_kit"]
        ]
        self.assertIn([False, 1.0], row["_garage_kit"])

        taken = self.till.garage_take_kit(self.kit.id)

        self.assertIn([self.disc.product_id.id, 1.0], taken["parts"])
        self.assertIn(self.disc.product_id.product_tmpl_id.id, taken["template_ids"])

    def test_who_is_no_cashier_takes_no_kit(self):
        config = self.config.with_user(self.user("mechanic"))
        with self.assertRaises(AccessError):
            config.garage_take_kit(self.kit.id)


@tagged("post_install", "-at_install")
class TestKitTour(KitTillCase, HttpCase):
    def test_clerk_sells_kits_and_their_parts_leave_the_shelf(self):
        other = self.part(
            "Winter check",
            30,
            is_storable=False,
            available_in_pos=True,
            garage_kit_price="parts",
            garage_kit_line_ids=[
                Command.create({"item_id": self.disc.id, "quantity": 2}),
                Command.create({"product_id": self.ring.id, "quantity": 1}),
            ],
        )
        self.disc.list_price = 10
        self.open_session()
        self.start_tour(
            f"/pos/ui/{self.config.id}?from_backend=1",
            "garage_till_kits",
            login=self.cashier.login,
        )

        order = self.config.current_session_id.order_ids
        sold = {(line.garage_kit_id, line.product_id): line.qty for line in order.lines}
        kit, disc = self.kit, self.disc.product_id
        expected = {(kit, self.filter): 2, (kit, self.oil): 8, (kit, self.ring): 2}
        expected |= {(other, disc): 2, (other, self.ring): 1}
        self.assertEqual(sold, expected)
        of_kit = order.lines.filtered(lambda line: line.garage_kit_id == kit)
        self.assertEqual(sum(of_kit.mapped("price_subtotal")), 99.98)
        moved = {move.product_id: move.quantity for move in order.picking_ids.move_ids}
        self.assertEqual((moved[self.oil], moved[self.ring], moved[disc]), (8, 3, 2))
