import base64

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from ..domain import key_table
from .common import VehicleCase

TABLE = """hsn;tsn;make;model;kw;ccm;fuel;from;to;k_type
603;BGU;Volkswagen;Golf;90;1390;Benzin;2012;2019;30601
0035;AWH;Opel;Corsa;66;1398;Benzin;2014;2019;
"""


@tagged("post_install", "-at_install")
class TestKeyNumber(VehicleCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Key = cls.env["garage.key.number"]
        cls.germany = cls.env.ref("base.de")

    def _load(self, text=TABLE):
        return self.Key._load_table(text.encode())

    def test_the_key_of_the_certificate_fills_the_vehicle(self):
        self._load()

        vehicle = self.Vehicle.create(
            {
                "plate": "B-MM 1234",
                "plate_country_id": self.germany.id,
                "hsn": "0603",
                "tsn": "BGU000123",
            }
        )

        self.assertEqual(vehicle.title, "Volkswagen Golf")
        self.assertEqual((vehicle.fuel, vehicle.power_kw), ("petrol", 90))
        self.assertTrue(vehicle.register_text.startswith("Key numbers 0603/BGU"))

    def test_loading_again_renews_and_adds(self):
        self.assertEqual(self._load(), (2, 0))
        self.assertEqual(self._load(), (0, 0))

        self.assertEqual(self._load(TABLE.replace("90", "92")), (0, 1))
        self.assertEqual(self.Key._find("603", "bgu").kw, 92)

    def test_one_wrong_line_loads_nothing_and_is_named(self):
        with self.assertRaisesRegex(UserError, "line 4: hsn AB12"):
            self._load(TABLE + "AB12;XYZ;Ford;;;;;;;\n")

        self.assertFalse(self.Key.search([]))

    def test_missing_columns_are_named(self):
        with self.assertRaisesRegex(UserError, "tsn, make"):
            self._load("hsn;model\n0603;Golf\n")

    def test_an_empty_file_is_refused(self):
        with self.assertRaisesRegex(UserError, "no lines"):
            self._load("hsn;tsn;make\n")

    def test_other_encodings_and_commas_are_read(self):
        content = "hsn,tsn,make\n0603,ABC,Škoda\n".encode("cp1252")

        rows = list(key_table.read(content))

        self.assertEqual(rows[0].make, "Škoda")

    def test_a_wrong_key_number_is_refused_in_words(self):
        with self.assertRaisesRegex(ValidationError, "fields 2.1 and 2.2"):
            self.golf.write({"hsn": "06O3", "tsn": "BGU"})

    def test_the_manager_loads_a_file(self):
        manager = self._new_user("manager")
        wizard = self.env["garage.key.number.load"].with_user(manager)

        wizard.create({"file": base64.b64encode(TABLE.encode())}).action_load()

        self.assertEqual(len(self.Key.search([])), 2)
