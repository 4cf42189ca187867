from odoo.tests import tagged

from .common import WorkorderCommon


@tagged("post_install", "-at_install")
class TestScanAnything(WorkorderCommon):
    """An adviser scans a slip, a key, a vehicle or a part, from any page."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.workorder = cls._create_workorder(key_tag="K17")
        cls.vehicle.vin = "WVWZZZ1KZAW000123"
        cls.pads.barcode = "8712345000040"
        cls.adviser = cls._create_user("adviser")

    def opened(self, code):
        workorders = self.env["garage.workorder"].with_user(self.adviser)
        action = workorders.find_scanned(code)
        return action and (action["res_model"], action["res_id"])

    def test_the_slip_opens_the_work_order(self):
        expected = ("garage.workorder", self.workorder.id)

        self.assertEqual(self.opened(f" {self.workorder.name}\n"), expected)

    def test_the_key_in_the_shop_opens_its_work_order(self):
        self.workorder.action_check_in()

        self.assertEqual(self.opened("k17"), ("garage.workorder", self.workorder.id))

    def test_plate_and_vin_open_the_vehicle(self):
        for code in ("12ABC3", "12-abc-3", "WVWZZZ1KZAW000123"):
            self.assertEqual(
                self.opened(code), ("garage.vehicle", self.vehicle.id), code
            )

    def test_the_box_of_a_part_opens_the_part(self):
        self.assertEqual(
            self.opened("8712345000040"), ("product.product", self.pads.id)
        )

    def test_nobody_knows_an_unknown_code(self):
        for code in ("4711-0815-XX", "", "  ", None):
            self.assertFalse(self.opened(code))
