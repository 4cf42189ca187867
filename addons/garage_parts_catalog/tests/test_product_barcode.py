import psycopg2

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..domain.bar_code import clean_code
from .common import PRICE_LIST, CatalogCase

BOX_OF_TEN = "8712345000019"


@tagged("post_install", "-at_install")
class TestProductBarcode(CatalogCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.barcodes = cls.env["garage.product.barcode"]
        cls.filter = cls.make_product("Oil filter", "8712345000002")
        cls.wiper = cls.make_product("Wiper blade")
        cls.box = cls.barcodes.create(
            {"code": BOX_OF_TEN, "product_id": cls.filter.id, "quantity": 10}
        )

    @classmethod
    def make_product(cls, name, barcode=False, **values):
        return cls.env["product.product"].create(
            {"name": name, "barcode": barcode, **values}
        )

    def test_a_scan_of_a_box_of_ten_means_ten_pieces(self):
        found = self.barcodes.find_product(f" {BOX_OF_TEN}\r\n")

        self.assertEqual(found["product_id"], self.filter.id)
        self.assertEqual(found["quantity"], 10)

    def test_the_own_bar_code_of_a_product_means_one_piece(self):
        found = self.barcodes.find_product("8712345000002")

        self.assertEqual((found["product_id"], found["quantity"]), (self.filter.id, 1))

    def test_a_packaging_of_odoo_is_understood_too(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        self.env["product.uom"].create(
            {"product_id": self.wiper.id, "uom_id": dozen.id, "barcode": "DOZ-1"}
        )

        found = self.barcodes.find_product("DOZ-1")

        self.assertEqual((found["product_id"], found["quantity"]), (self.wiper.id, 12))

    def test_the_number_on_the_label_of_an_article_without_a_code_is_read(self):
        self.wiper.default_code = "WB-600"

        found = self.barcodes.find_product("WB-600")
        self.make_product("Wiper of another maker", default_code="WB-600")
        doubtful = self.barcodes.find_product("WB-600")

        self.assertEqual((found["product_id"], found["quantity"]), (self.wiper.id, 1))
        self.assertEqual(doubtful, {})

    def test_nobody_has_an_unknown_or_empty_code(self):
        for code in ("4711", "", " ", None):
            self.assertEqual(self.barcodes.find_product(code), {})

    def test_the_code_of_another_product_is_refused_in_one_sentence(self):
        for code in (BOX_OF_TEN, "8712345000002"):
            with self.assertRaisesRegex(ValidationError, f"{code} belongs to .*filter"):
                self.barcodes.create({"code": code, "product_id": self.wiper.id})

    def test_a_product_cannot_take_a_further_code_as_its_own(self):
        with self.assertRaisesRegex(ValidationError, "belongs to Oil filter"):
            self.wiper.barcode = BOX_OF_TEN

    def test_a_packaging_cannot_take_a_further_code(self):
        with self.assertRaisesRegex(ValidationError, "belongs to Oil filter"):
            self.env["product.uom"].create(
                {
                    "product_id": self.wiper.id,
                    "uom_id": self.env.ref("uom.product_uom_dozen").id,
                    "barcode": BOX_OF_TEN,
                }
            )

    def test_two_companies_may_use_the_same_code_for_their_own_products(self):
        ours, theirs = self.env["res.company"].create([{"name": "A"}, {"name": "B"}])
        first = self.make_product("Pads A", company_id=ours.id)
        other = self.make_product("Pads B", company_id=theirs.id)

        self.barcodes.create({"code": "SHELF-1", "product_id": first.id})
        second = self.barcodes.create({"code": "SHELF-1", "product_id": other.id})

        self.assertEqual(second.company_id, theirs)
        with self.assertRaises(ValidationError):
            self.barcodes.create({"code": "SHELF-1", "product_id": self.wiper.id})

    def test_the_database_refuses_a_second_row_written_at_the_same_moment(self):
        with (
            self.assertRaises(psycopg2.errors.UniqueViolation),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute(
                "INSERT INTO garage_product_barcode (code, product_id, quantity, kind)"
                " VALUES (%s, %s, 1, 'own')",
                [BOX_OF_TEN, self.wiper.id],
            )

    def test_a_scan_of_nothing_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "empty"):
            self.barcodes.create({"code": " \t", "product_id": self.wiper.id})
        with (
            self.assertRaises(psycopg2.errors.CheckViolation),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self.box.quantity = 0

    def test_the_back_office_finds_a_product_by_any_of_its_codes(self):
        products = self.env["product.product"]

        named = [row[0] for row in products.name_search(BOX_OF_TEN)]
        searched = products.search([("display_name", "ilike", BOX_OF_TEN)])
        templates = self.env["product.template"].search(
            [("product_variant_ids.garage_barcode_ids.code", "=", BOX_OF_TEN)]
        )

        self.assertEqual(named, self.filter.ids)
        self.assertEqual(searched, self.filter)
        self.assertEqual(templates, self.filter.product_tmpl_id)
        self.assertFalse(products.name_search(BOX_OF_TEN, [("name", "=", "other")]))

    def test_the_parts_search_finds_the_part_by_a_further_code(self):
        self.import_price_list()
        disc = self.item("Z986479C58")
        product = disc._get_or_create_product()
        self.barcodes.create({"code": "40112233", "product_id": product.id})

        self.assertEqual([row["id"] for row in self.lookup("40112233")], disc.ids)

    def test_an_ean_that_is_a_further_code_leads_to_that_product(self):
        self.barcodes.create({"code": "2999000000017", "product_id": self.filter.id})
        self.import_price_list()

        product = self.item("Z986479C58")._get_or_create_product()

        self.assertEqual(product, self.filter)

    def test_the_ean_of_an_import_becomes_a_further_code_of_the_product(self):
        self.import_price_list()
        product = self.item("Z3046071842")._get_or_create_product()
        text = PRICE_LIST.replace("41,10;;", "41,10;2999000000024;")

        self.import_price_list(text)

        self.assertEqual(product.garage_barcode_ids.code, "2999000000024")
        self.assertEqual(product.garage_barcode_ids.kind, "supplier")

    def test_an_ean_of_an_import_that_another_product_has_is_left_alone(self):
        self.import_price_list()
        product = self.item("Z3046071842")._get_or_create_product()

        self.import_price_list(PRICE_LIST.replace("41,10;;", f"41,10;{BOX_OF_TEN};"))

        self.assertFalse(product.garage_barcode_ids)

    def test_mechanics_scan_but_do_not_change_codes(self):
        rows = self.barcodes.with_user(self.user("mechanic"))

        self.assertTrue(rows.find_product(BOX_OF_TEN))
        self.assertFalse(rows.has_access("create"))
        self.assertTrue(
            self.barcodes.with_user(self.user("adviser")).has_access("write")
        )

    def test_signs_that_scanners_add_are_not_part_of_the_code(self):
        self.assertEqual(clean_code("\x1d4711 22\r\n"), "471122")
        self.assertEqual(clean_code(None), "")

    def test_the_product_tells_how_many_further_codes_it_has(self):
        self.assertEqual(self.filter.product_tmpl_id.garage_barcode_count, 1)
        action = self.wiper.action_garage_barcodes()
        self.assertEqual(action["context"]["default_product_id"], self.wiper.id)
