from odoo.tests import tagged

from .common import JobPartsCase

BOX = "8712345000026"


@tagged("post_install", "-at_install")
class TestJobBarcodes(JobPartsCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plug = cls.env["product.product"].create(
            {"name": "Spark plug", "type": "consu", "list_price": 11.0}
        )
        cls.env["garage.product.barcode"].create(
            {"code": BOX, "product_id": cls.plug.id, "quantity": 4}
        )

    def test_a_scanned_box_of_four_puts_four_pieces_on_the_job(self):
        [offer] = self.job.search_card_products(BOX)

        self.job.add_card_line(offer["values"])

        line = self.job.line_ids.filtered(lambda row: row.product_id == self.plug)
        self.assertEqual(line.product_uom_qty, 4)
        self.assertIn("box of 4", offer["detail"])

    def test_the_bay_finds_a_part_by_a_further_code(self):
        [part] = self.env["garage.job"].find_for_floor(BOX)["parts"]

        self.assertEqual(part["id"], self.plug.id)

    def test_a_further_code_on_the_box_ticks_the_part(self):
        self.assertIn(BOX, self.plug._get_scan_codes())

    def test_an_adviser_scans_a_further_code_or_a_number_of_the_catalogue(self):
        workorders = self.env["garage.workorder"].with_user(self.user("adviser"))

        known = workorders.find_scanned(BOX)
        listed = workorders.find_scanned("Z 986 479 C58")

        self.assertEqual(known["res_id"], self.plug.id)
        self.assertEqual(listed["tag"], "garage_parts_search")
        self.assertEqual(listed["params"]["text"], "Z 986 479 C58")
        self.assertFalse(workorders.find_scanned("NOSUCH-4711-0815"))
