from odoo.tests import tagged

from .common import PRICE_LIST, CatalogCase


@tagged("post_install", "-at_install")
class TestProduct(CatalogCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.import_price_list()

    def test_first_use_makes_the_product_with_the_suppliers_price(self):
        product = self.item("Z986479C58")._get_or_create_product()

        self.assertEqual(product.default_code, "Z 986 479 C58")
        self.assertEqual(product.barcode, "2999000000017")
        self.assertTrue(product.is_storable)
        self.assertEqual((product.lst_price, product.standard_price), (1089.9, 54.2))
        self.assertEqual(product.seller_ids.partner_id, self.supplier)
        self.assertEqual(product.seller_ids.product_code, "Z 986 479 C58")
        self.assertEqual(product.seller_ids.price, 54.2)

    def test_second_use_takes_the_same_product(self):
        part = self.item("Z986479C58")
        self.assertEqual(part._get_or_create_product(), part._get_or_create_product())
        self.assertEqual(len(part.product_id.seller_ids), 1)

    def test_own_product_with_the_same_ean_is_taken(self):
        own = self.env["product.product"].create(
            {"name": "Our disc", "barcode": "2999000000017"}
        )
        self.assertEqual(self.item("Z986479C58")._get_or_create_product(), own)

    def test_own_product_with_brand_and_number_is_taken(self):
        own = self.env["product.product"].create(
            {
                "name": "Our pads",
                "default_code": "Z3 0460 7184 2",
                "garage_brand_id": self.item("Z3046071842").brand_id.id,
            }
        )
        self.assertEqual(self.item("Z3046071842")._get_or_create_product(), own)

    def test_same_number_of_another_brand_is_another_product(self):
        brand = self.env["garage.catalog.brand"].create({"name": "Zulieferer"})
        own = self.env["product.product"].create(
            {
                "name": "Other",
                "default_code": "Z3.0460-7184.2",
                "garage_brand_id": brand.id,
            }
        )
        self.assertNotEqual(self.item("Z3046071842")._get_or_create_product(), own)

    def test_mechanic_may_use_a_part_without_rights_on_products(self):
        part = self.item("Z3046071842").with_user(self.user("mechanic"))
        self.assertFalse(part.env["product.product"].has_access("create"))
        self.assertEqual(part._get_or_create_product().default_code, "Z3.0460-7184.2")

    def test_category_comes_from_the_kind_of_part(self):
        category = self.env["product.category"].create({"name": "Brakes"})
        part = self.item("Z3046071842")
        part.kind_id = self.env["garage.catalog.kind"].create(
            {"name": "Brake pads", "product_category_id": category.id}
        )
        self.assertEqual(part._get_or_create_product().categ_id, category)

    def test_new_price_of_a_file_reaches_the_product(self):
        product = self.item("Z3046071842")._get_or_create_product()
        self.import_price_list(PRICE_LIST.replace("41,10", "43,00"))
        self.assertEqual(product.seller_ids.price, 43.0)

    def test_price_for_a_hundred_becomes_the_price_of_one(self):
        self.import_bytes(b"number;name;price;cost;per\nC1;Clip;12.50;5.00;100\n")
        product = self.item("C1")._get_or_create_product()
        self.assertAlmostEqual(product.standard_price, 0.05)
