from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .common import CatalogCase


@tagged("post_install", "-at_install")
class TestOwnProducts(CatalogCase):
    """Products that were there before the catalogue, without a brand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.import_price_list()
        cls.pads = cls.items.search(
            [("source_id", "=", cls.source.id), ("number_norm", "=", "Z3046071842")]
        )

    @classmethod
    def own(cls, name, supplier=None, code=False, **vals):
        if supplier:
            line = {"partner_id": supplier.id, "product_code": code}
            vals["seller_ids"] = [Command.create(line)]
        return cls.env["product.product"].create({"name": name, **vals})

    def asked(self):
        return [row["name"] for row in self.pads.get_product_question()]

    def test_number_at_the_supplier_ties_and_brings_the_brand(self):
        own = self.own("Our pads", self.supplier, "z3 0460 7184-2", default_code="17")

        self.assertFalse(self.asked())
        self.assertEqual(self.pads._get_or_create_product(), own)
        self.assertEqual(own.garage_brand_id, self.pads.brand_id)
        self.assertEqual(own.seller_ids.mapped("price"), [41.1])

    def test_stock_of_such_a_product_is_on_show_before_it_is_used(self):
        own = self.own("Our pads", self.supplier, "Z3.0460-7184.2", is_storable=True)
        shelf = self.env["stock.warehouse"].search([], limit=1).lot_stock_id
        self.env["stock.quant"]._update_available_quantity(own, shelf, 3)

        self.assertEqual(self.lookup("Z3.0460-7184.2")[0]["stock"], 3)

    def test_number_at_another_supplier_says_nothing(self):
        other = self.env["res.partner"].create({"name": "Other wholesaler"})
        own = self.own("Screws", other, "Z3.0460-7184.2")
        self.assertFalse(self.asked())
        self.assertNotEqual(self.pads._get_or_create_product(), own)

    def test_number_of_two_brands_at_the_supplier_is_asked(self):
        brand = self.env["garage.catalog.brand"].create({"name": "Zulieferer"})
        self.pads.copy({"brand_id": brand.id})
        own = self.own("Our pads", self.supplier, "Z3.0460-7184.2")
        self.assertEqual(self.asked(), ["Our pads"])

        self.pads.choose_product(own.id)

        self.assertEqual(self.pads._get_or_create_product(), own)

    def test_makers_number_ties_a_product_without_a_brand(self):
        own = self.own("Our pads", default_code="Z3 0460 7184 2")
        self.assertEqual(self.pads._get_or_create_product(), own)
        self.assertEqual(own.garage_brand_id, self.pads.brand_id)

    def test_two_products_with_the_makers_number_are_asked(self):
        self.own("Pads left shelf", default_code="Z3.0460-7184.2")
        second = self.own("Pads right shelf", default_code="Z3046071842")
        self.assertEqual(self.asked(), ["Pads left shelf", "Pads right shelf"])

        self.pads.choose_product(second.id)

        self.assertFalse(self.asked())
        self.assertEqual(self.pads._get_or_create_product(), second)

    def test_another_ean_on_the_product_is_asked(self):
        disc = self.item("Z986479C58")
        own = self.own("Disc", default_code="Z986479C58", barcode="2999000000024")
        self.assertEqual(disc.get_product_question()[0]["id"], own.id)
        self.assertNotEqual(disc._get_or_create_product(), own)

    def test_short_number_that_a_garage_counts_up_itself_is_asked(self):
        self.import_bytes(b"number;brand;name;price\n100234;Zosch;Wiper;9.90\n")
        self.own("Coffee", default_code="100234")
        wiper = self.item("100234")
        self.assertEqual(wiper.get_product_question()[0]["name"], "Coffee")
        # who says no, or cannot be asked, gets a product of its own
        self.assertEqual(wiper._get_or_create_product().name, "Wiper")
        self.assertFalse(wiper.get_product_question())

    def test_product_of_another_company_is_never_taken(self):
        company = self.env["res.company"].create({"name": "Other garage"})
        own = self.own("Theirs", self.supplier, "Z3.0460-7184.2")
        own.company_id = company
        self.assertFalse(self.asked())
        self.assertNotEqual(self.pads._get_or_create_product(), own)

    def test_only_a_possible_product_is_taken_and_only_by_who_sells(self):
        self.own("Pads left shelf", default_code="Z3.0460-7184.2")
        second = self.own("Pads right shelf", default_code="Z3046071842")
        with self.assertRaisesRegex(AccessError, "adviser or the counter"):
            self.pads.with_user(self.user("auditor")).choose_product(second.id)

        self.pads.with_user(self.user("adviser")).choose_product(second.id)

        self.assertEqual(self.pads.product_id, second)
