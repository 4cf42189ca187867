from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import PartsTillCase


@tagged("post_install", "-at_install")
class TestPartsAtTill(PartsTillCase):
    def test_a_chosen_part_becomes_a_product_of_the_till_with_price_and_tax(self):
        self.open_session()

        taken = self.till.garage_take_part(self.disc.id)

        loaded = self.load(taken["template_id"])
        [product] = loaded["product.product"]
        [template] = loaded["product.template"]
        self.assertEqual(product["id"], taken["product_id"])
        self.assertEqual(product["lst_price"], 1089.90)
        taxes = self.env.company.account_sale_tax_id
        self.assertEqual(template["taxes_id"], taxes.ids)
        self.assertTrue(taken["has_price"])

    def test_the_till_knows_what_the_old_part_is_worth(self):
        self.open_session()
        product = self.disc._get_or_create_product()
        product.garage_core_deposit = 25.0

        [row] = self.load(product.product_tmpl_id.id)["product.template"]

        deposit = self.env.company._get_garage_core_product()
        self.assertEqual(row["_garage_core_price"], 25.0)
        self.assertEqual(row["_garage_core_product"], deposit.id)
        session = self.config.current_session_id.with_user(self.cashier)
        products = session.load_data([])["product.product"]
        self.assertIn(deposit.id, [product["id"] for product in products])

    def test_choosing_it_again_makes_no_second_product(self):
        first = self.till.garage_take_part(self.disc.id)

        self.assertEqual(self.till.garage_take_part(self.disc.id), first)

    def test_a_part_without_price_is_told(self):
        self.disc.list_price = 0

        self.assertFalse(self.till.garage_take_part(self.disc.id)["has_price"])

    def test_a_product_hidden_from_tills_is_offered_once_it_is_chosen(self):
        product = self.disc._get_or_create_product()
        product.available_in_pos = False

        self.till.garage_take_part(self.disc.id)

        self.assertTrue(product.available_in_pos)

    def test_the_number_of_a_catalogue_part_is_known(self):
        for text in ("Z 986 479 C58", "2999000000017", "5q0615301y"):
            self.assertEqual(self.till.garage_find_code(text), {"parts": 1})

    def test_nobody_knows_an_unknown_number(self):
        self.assertEqual(self.till.garage_find_code("NOSUCH-4711"), {"parts": 0})

    def test_cashiers_see_stock_price_and_fit_in_the_same_search(self):
        items = self.items.with_user(self.cashier)
        self.link_vehicle("4711", system="ktype")

        [row] = items.lookup("Z986479C58", self.vehicle.id)

        self.assertEqual(row["price"], 1089.90)
        self.assertEqual(row["stock"], 0.0)
        self.assertEqual(row["fit"]["verdict"], "unknown")
        self.assertTrue(items.browse(row["id"]).get_offers()["prices"])

    def test_a_product_that_does_not_fit_the_vehicle_of_the_order_is_told(self):
        vehicle_type = self.link_vehicle("4711", system="ktype")
        product = self.disc._get_or_create_product()
        fitment = {"item_id": self.disc.id, "system": "ktype"}
        fitments = self.env["garage.catalog.fitment"]
        fitments.create({**fitment, "vehicle_ref": "4712"})

        other = self.till.garage_get_fit(product.id, self.vehicle.id)
        fitments.create({**fitment, "vehicle_ref": vehicle_type.key_ids.code})
        own = self.till.garage_get_fit(product.id, self.vehicle.id)

        self.assertEqual(other["verdict"], "no")
        self.assertIn("other vehicles", other["text"])
        self.assertEqual(own["verdict"], "fits")

    def wish(self, product, quantity=1.0):
        return {
            "key": "line-1",
            "product_id": product.id,
            "quantity": quantity,
            "partner_id": self.source.partner_id.id,
            "reference": "0007 Jansen",
        }

    def test_a_part_that_is_missing_goes_on_the_suppliers_next_order(self):
        product = self.disc._get_or_create_product()

        [supply] = product.with_user(self.cashier).garage_get_supplies(2.0)
        ordered = self.till.garage_order_part(self.wish(product, 2.0))

        order = self.env["purchase.order"].browse(ordered["order_id"])
        self.assertEqual(order.partner_id, self.source.partner_id)
        self.assertEqual(supply["partner_id"], order.partner_id.id)
        self.assertEqual(ordered["supplier"], order.partner_id.name)
        self.assertIn(supply["here"], supply["text"])
        self.assertEqual(order.origin, "Counter 0007 Jansen")
        self.assertEqual(order.order_line.product_id, product)
        self.assertEqual(order.order_line.product_qty, 2.0)

    def test_pressing_order_again_orders_nothing_more(self):
        product = self.disc._get_or_create_product()
        first = self.till.garage_order_part(self.wish(product))

        again = self.till.garage_order_part(self.wish(product))
        corrected = self.till.garage_order_part(self.wish(product, 3.0))

        order = self.env["purchase.order"].browse(first["order_id"])
        self.assertEqual((again, corrected), (first, first))
        self.assertEqual(order.order_line.mapped("product_qty"), [3.0])

    def test_what_was_sent_to_the_supplier_is_not_changed_from_the_till(self):
        product = self.disc._get_or_create_product()
        ordered = self.till.garage_order_part(self.wish(product))
        order = self.env["purchase.order"].browse(ordered["order_id"])
        order.button_confirm()

        with self.assertRaisesRegex(UserError, f"1 of this part .* {order.name}"):
            self.till.garage_order_part(self.wish(product, 3.0))

        self.assertEqual(order.order_line.product_qty, 1.0)

    def test_a_cancelled_order_does_not_keep_the_part_from_being_ordered(self):
        product = self.disc._get_or_create_product()
        ordered = self.till.garage_order_part(self.wish(product))
        self.env["purchase.order"].browse(ordered["order_id"]).button_cancel()

        again = self.till.garage_order_part(self.wish(product))

        self.assertNotEqual(again["order_id"], ordered["order_id"])

    def test_who_is_no_cashier_takes_nothing(self):
        with self.assertRaises(AccessError):
            self.config.with_user(self.user("mechanic")).garage_take_part(self.disc.id)

        self.assertFalse(self.disc.product_id)
