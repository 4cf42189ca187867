from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import CatalogCase

LIST = "number;brand;name;price\nA 1;Zosch;Disc;10.00\nA 2;Zate;Pad;20.00\n"


@tagged("post_install", "-at_install")
class TestImportBrands(CatalogCase):
    """Lists without brands, and brands in more than one spelling."""

    def setUp(self):
        super().setUp()
        self.import_bytes(LIST.encode())
        self.brands = self.env["garage.catalog.brand"]

    def brand(self, name):
        return self.brands.search([("name", "=", name)])

    def test_a_list_of_prices_alone_finds_its_parts(self):
        self.source.full_list = True
        batch = self.import_bytes(b"number;price\nA 1;11.00\nA 2;20.00\nA3;30.00\n")

        self.assertEqual((batch.items_new, batch.items_changed), (1, 1))
        self.assertEqual((batch.items_unchanged, batch.items_ended), (1, 0))
        self.assertEqual(self.item("A1").list_price, 11.0)
        self.assertEqual(self.item("A1").brand_id.name, "Zosch")
        self.assertEqual(self.item("A3").brand_id.name, self.source.name)

    def test_a_number_of_two_brands_is_left_out_and_told(self):
        self.import_bytes(b"number;brand;price\nA 1;Zate;99.00\n")

        batch = self.import_bytes(b"number;price\nA1;11.00\nA2;21.00\n")

        self.assertEqual((batch.items_changed, batch.lines_damaged), (1, 1))
        self.assertIn("several brands have the number A1", batch.log)
        self.assertEqual(sorted(self.item("A1").mapped("list_price")), [10.0, 99.0])

    def test_an_ended_part_of_another_brand_does_not_confuse(self):
        self.import_bytes(b"number;brand;price\nA 1;Zate;99.00\n")
        zosch = self.item("A1").filtered(lambda item: item.brand_id.name == "Zosch")
        zosch.state = "discontinued"

        batch = self.import_bytes(b"number;price\nA1;11.00\n")

        self.assertEqual((batch.items_changed, zosch.list_price), (1, 10.0))

    def test_references_of_such_lines_follow_their_part(self):
        self.import_bytes(b"number;price;oe;ktype\nA1;11.00;OE 7;77\n")

        part = self.item("A1")
        self.assertEqual(part.xref_ids.mapped("number_norm"), ["OE7"])
        self.assertEqual(part.fitment_ids.vehicle_ref, "77")

    def test_another_spelling_files_its_parts_under_the_brand(self):
        self.import_bytes(
            b"number;brand;price\nA 1;Zosch KG;12.00\nA 9;Zosch KG;9.00\n"
        )
        alias = self.brand("Zosch KG")
        old = self.items.search([("brand_id", "=", alias.id)], order="number_norm")
        product = old[0]._get_or_create_product()

        alias.brand_id = self.brand("Zosch")

        self.assertEqual(old.mapped("state"), ["deleted", "active"])
        self.assertEqual(self.item("A9").brand_id.name, "Zosch")
        self.assertIn("Zosch", self.item("A9").search_text)
        kept = self.item("A1") - old
        self.assertEqual(kept.product_id, product)
        self.assertEqual(product.garage_brand_id.name, "Zosch")

    def test_later_files_of_the_other_spelling_change_the_same_parts(self):
        self.brands.create({"name": "Zosch KG", "brand_id": self.brand("Zosch").id})

        batch = self.import_bytes(b"number;brand;price\nA 1;ZOSCH KG;12.00\n")

        self.assertEqual((batch.items_new, batch.items_changed), (0, 1))

    def test_spellings_do_not_point_in_circles(self):
        zosch, zate = self.brand("Zosch"), self.brand("Zate")
        with self.assertRaises(ValidationError):
            zosch.brand_id = zosch
        zosch.brand_id = zate
        with self.assertRaises(ValidationError):
            zate.brand_id = zosch
        with self.assertRaises(ValidationError):
            self.brands.create({"name": "Third", "brand_id": zosch.id})
