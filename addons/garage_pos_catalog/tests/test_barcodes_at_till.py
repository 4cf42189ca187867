from odoo.tests import tagged

from .common import PartsTillCase

BOX = "8712345000019"


@tagged("post_install", "-at_install")
class TestBarcodesAtTill(PartsTillCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.filter = cls.env["product.product"].create(
            {"name": "Oil filter", "available_in_pos": True, "list_price": 12.0}
        )
        cls.barcode = cls.env["garage.product.barcode"].create(
            {"code": BOX, "product_id": cls.filter.id, "quantity": 10}
        )

    def test_the_till_has_the_codes_of_its_products_without_asking(self):
        session = self.open_session()

        loaded = session.load_data([])

        rows = {row["code"]: row for row in loaded["garage.product.barcode"]}
        self.assertEqual(rows[BOX]["product_id"], self.filter.id)
        self.assertEqual(rows[BOX]["quantity"], 10)

    def test_a_product_asked_for_later_brings_its_codes(self):
        self.open_session()

        loaded = self.load(self.filter.product_tmpl_id.id)

        [row] = loaded["garage.product.barcode"]
        self.assertEqual(row["code"], BOX)

    def test_a_box_of_ten_that_the_till_does_not_know_is_asked(self):
        found = self.till.garage_find_code(BOX)

        self.assertEqual(found["quantity"], 10)
        self.assertEqual(found["product_id"], self.filter.id)

    def test_what_is_not_sold_is_not_sold_by_its_code(self):
        self.filter.sale_ok = False

        self.assertEqual(self.till.garage_find_code(BOX), {"parts": 0})

    def test_codes_are_not_dropped_from_the_till_while_they_exist(self):
        session = self.open_session()

        gone = session.filter_local_data({"garage.product.barcode": self.barcode.ids})

        self.assertEqual(gone["garage.product.barcode"], [])
