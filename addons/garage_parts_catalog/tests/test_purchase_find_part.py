from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import CatalogCase


@tagged("post_install", "-at_install")
class TestPurchaseFindPart(CatalogCase):
    """Catalogue parts on a purchase order."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.import_price_list()
        cls.order = cls.env["purchase.order"].create({"partner_id": cls.supplier.id})
        cls.pads = cls.item(cls, "Z3046071842")

    def add(self, item=None, quantity=2, order=None):
        answer = (order or self.order).garage_add_catalog_item(
            (item or self.pads).id, quantity
        )
        return self.env["purchase.order.line"].browse(answer["line_id"]), answer

    def test_part_becomes_a_line_at_the_suppliers_price(self):
        line, answer = self.add()
        self.assertEqual(line.product_id, self.pads.product_id)
        self.assertEqual((line.product_qty, line.price_unit), (2, 41.1))
        self.assertFalse(answer["warning"])

    def test_price_is_that_of_the_orders_supplier_not_of_the_row(self):
        other = self.env["res.partner"].create({"name": "Cheap parts"})
        source = self.source.copy({"name": "Cheap list", "partner_id": other.id})
        self.pads.copy({"source_id": source.id, "cost": 33.3})
        order = self.env["purchase.order"].create({"partner_id": other.id})
        line, _answer = self.add(order=order)
        self.assertEqual(line.price_unit, 33.3)

    def test_supplier_without_a_price_is_told(self):
        other = self.env["res.partner"].create({"name": "Unknown prices"})
        order = self.env["purchase.order"].create({"partner_id": other.id})
        line, answer = self.add(order=order)
        self.assertEqual(line.price_unit, 0)
        self.assertIn("Unknown prices has no price for Z3", answer["warning"])

    def test_price_stays_when_the_order_is_saved_again(self):
        self.add()
        with Form(self.order) as form:
            form.partner_ref = "A-1"
        self.assertEqual(self.order.order_line.price_unit, 41.1)

    def test_search_opens_with_the_catalogue_of_the_supplier(self):
        lines = self.env["purchase.order.line"].with_context(order_id=self.order.id)
        params = lines.garage_action_find_part()["params"]
        self.assertEqual(params["filters"], {"source_id": self.source.id})
        self.assertEqual(params["target"]["id"], self.order.id)

    def test_confirmed_order_takes_no_more_parts(self):
        self.add()
        self.order.button_confirm()
        with self.assertRaisesRegex(UserError, "takes no more parts"):
            self.add()

    def test_unsaved_order_is_saved_first(self):
        with self.assertRaisesRegex(UserError, "save the order"):
            self.env["purchase.order.line"].garage_action_find_part()

    def test_a_quantity_of_nothing_is_refused(self):
        with self.assertRaises(UserError):
            self.add(quantity=0)

    def test_mechanic_buys_nothing(self):
        order = self.order.with_user(self.user("mechanic"))
        with self.assertRaises(AccessError):
            order.garage_add_catalog_item(self.pads.id, 1)
        self.assertFalse(self.pads.product_id)
