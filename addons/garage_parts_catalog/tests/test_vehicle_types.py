import io

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import CatalogCase, aces_excerpt

LIST = (
    "Merk;Model;Jaar;Base vehicle id;Motor;kW\n"
    "Testwagen;Falke;2016;588822;CZDA;92\n"
    "Testwagen;Falke;2017;588922;CZDA;92\n"
    "Testwagen;Falke;2018-2019;5890;CZDA;92\n"
    "Testwagen;;2018;5890;;\n"
)


@tagged("post_install", "-at_install")
class TestVehicleTypes(CatalogCase):
    def import_list(self, text=LIST):
        return self.env["garage.vehicle.type"]._import_list(io.BytesIO(text.encode()))

    def types(self):
        return self.env["garage.vehicle.type"].search([("make", "=", "Testwagen")])

    def test_list_ties_outside_numbers_to_vehicles(self):
        report = self.import_list()
        self.assertIn("2 new vehicle types, 2 new numbers, 2 lines left out", report)
        self.assertEqual(self.types().key_ids.mapped("code"), ["588822", "588922"])
        self.assertEqual(self.vehicle.catalog_type_ids.key_ids.code, "588822")

    def test_base_vehicle_stands_for_one_model_year(self):
        self.assertIn(
            "Line 4: a base vehicle number stands for one", self.import_list()
        )

    def test_types_that_differ_in_body_only_stay_apart(self):
        head = "make;model;year;body;ktype\n"
        self.import_list(
            head + "Testwagen;Falke;2016;Hatchback;1\nTestwagen;Falke;2016;Estate;2\n"
        )
        self.assertEqual(len(self.types()), 2)
        report = self.import_list(head + "Testwagen;Falke;2016;Estate;3\n")
        self.assertIn("0 new vehicle types, 1 new numbers", report)

    def test_a_list_without_bodies_adds_its_numbers_to_the_only_type(self):
        self.import_list("make;model;year;body;ktype\nTestwagen;Falke;2016;Estate;2\n")
        report = self.import_list("make;model;year;ktype\nTestwagen;Falke;2016;3\n")
        self.assertIn("0 new vehicle types, 1 new numbers", report)

    def test_bodies_learned_later_split_the_type(self):
        self.import_list("make;model;year;ktype\nTestwagen;Falke;2016;1\n")
        head = "make;model;year;body;ktype\n"
        report = self.import_list(
            head + "Testwagen;Falke;2016;Hatchback;1\nTestwagen;Falke;2016;Estate;2\n"
        )
        self.assertIn("1 new vehicle types, 1 new numbers", report)
        self.assertEqual(
            {(row.body, row.key_ids.code) for row in self.types()},
            {("Hatchback", "1"), ("Estate", "2")},
        )

    def test_list_twice_adds_nothing(self):
        self.import_list()
        self.assertIn("0 new vehicle types, 0 new numbers", self.import_list())

    def test_fitments_imported_before_show_the_vehicle_afterwards(self):
        self.import_bytes(aces_excerpt(), "aces.xml", brand_name="AirQualitee")
        self.import_list()
        fitment = self.item("AQ1007").fitment_ids.filtered(
            lambda fitment: fitment.vehicle_ref == "588822"
        )
        self.assertEqual(fitment.vehicle_type_id, self.types()[0])

    def test_real_file_answers_for_a_vehicle_of_the_list(self):
        self.import_bytes(aces_excerpt(), "aces.xml", brand_name="AirQualitee")
        self.import_list()
        (row,) = self.lookup("aq 1007")
        self.assertEqual(row["fit"]["verdict"], "check")
        self.assertIn("engine CZDA", row["fit"]["text"])
        self.vehicle.engine_code = "czda"
        (row,) = self.lookup("aq 1007")
        self.assertEqual(row["fit"]["verdict"], "fits")

    def test_one_column_per_system_or_system_and_code(self):
        self.import_list(
            "make,model,year from,year to,ktype,hsn/tsn\n"
            "Testwagen,Falke,2013,2019,111 112,0603BGU\n"
        )
        self.import_list(
            "system;code;make;model;year_from;year_to\nown;F7;Testwagen;Falke;2013;\n"
        )
        keys = {(key.system, key.code) for key in self.types().key_ids}
        self.assertEqual(
            keys,
            {("ktype", "111"), ("ktype", "112"), ("hsn_tsn", "0603BGU"), ("own", "F7")},
        )

    def test_list_without_the_needed_columns_is_refused(self):
        with self.assertRaisesRegex(UserError, "make, model, year"):
            self.import_list("number;price\nA;1\n")
