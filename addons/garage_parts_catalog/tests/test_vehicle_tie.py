import io

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import CatalogCase

LIST = (
    "make;model;year from;year to;engine;kW;body;ktype;hsn/tsn\n"
    "Testwagen;Falke;2013;2019;CZDA;110;Hatchback;4711;9603BGU\n"
    "Testwagen;Falke;2013;2019;CHPA;103;Hatchback;4712;9603BGV\n"
    "Testwagen;Falke;2013;2019;CHPA;103;Estate;4713;9603BGW\n"
)


@tagged("post_install", "-at_install")
class TestVehicleTie(CatalogCase):
    """Vehicles find their catalogue vehicle, and say why."""

    def import_types(self, text=LIST):
        return self.env["garage.vehicle.type"]._import_list(io.BytesIO(text.encode()))

    def tied(self, vehicle=None):
        vehicle = vehicle or self.vehicle
        codes = vehicle.catalog_type_id.key_ids.filtered(
            lambda key: key.system == "ktype"
        )
        return codes.code, vehicle.catalog_tied_by

    def test_engine_code_ties_and_the_reason_is_told(self):
        self.import_types()
        self.vehicle.engine_code = "czda"
        self.assertEqual(self.tied(), ("4711", "facts"))
        self.assertIn("agrees in make, model, year", self.vehicle.catalog_tie_text)

    def test_key_numbers_of_the_papers_tie(self):
        self.import_types()
        self.vehicle.write({"hsn": "9603", "tsn": "BGW00012"})
        self.assertEqual(self.tied(), ("4713", "hsn_tsn"))

    def test_k_type_of_the_bought_table_ties(self):
        self.import_types()
        self.env["garage.key.number"].create(
            {"hsn": "9604", "tsn": "AAA", "make": "Testwagen", "k_type": "4712"}
        )
        self.vehicle.write({"hsn": "9604", "tsn": "AAA"})
        self.assertEqual(self.tied(), ("4712", "ktype"))

    def test_several_are_offered_with_what_differs(self):
        self.import_types()
        self.vehicle.engine_code = "CHPA"
        self.assertFalse(self.vehicle.catalog_type_id)
        tie = self.vehicle.get_catalog_tie()
        self.assertEqual(tie["state"], "choose")
        self.assertIn("2 are possible, they differ in body", tie["text"])
        self.assertEqual(
            {choice["differs"] for choice in tie["choices"]}, {"Hatchback", "Estate"}
        )

    def test_what_a_person_chose_is_remembered(self):
        self.import_types()
        self.vehicle.engine_code = "CHPA"
        choice = self.vehicle.get_catalog_tie()["choices"][1]
        adviser = self.vehicle.with_user(self.user("adviser"))
        tie = adviser.choose_catalog_type(choice["id"])
        self.assertEqual((tie["state"], tie["text"]), ("tied", "Chosen by a person"))
        self.vehicle.engine_code = "CZDA"
        self.assertEqual(self.vehicle.catalog_type_id.id, choice["id"])

    def test_what_a_person_took_away_does_not_come_back(self):
        self.import_types()
        self.vehicle.engine_code = "CZDA"
        self.vehicle.catalog_type_id = False
        self.vehicle.model_year = 2017
        self.assertFalse(self.vehicle.catalog_type_id)
        self.vehicle.action_tie_again()
        self.assertEqual(self.tied(), ("4711", "facts"))

    def test_a_tie_ends_when_a_fact_speaks_against_it(self):
        self.import_types()
        self.vehicle.engine_code = "CZDA"
        self.vehicle.model_year = 2022
        self.assertEqual(self.tied(), (False, False))
        self.assertIn("another year, engine or power", self.vehicle.catalog_tie_text)

    def test_vehicles_there_before_the_list_are_tied_in_one_go(self):
        cars = self.vehicle.create(
            [
                {
                    "make_id": self.vehicle.make_id.id,
                    "model_id": self.vehicle.model_id.id,
                    "model_year": 2014 + place % 5,
                    "engine_code": "CZDA",
                }
                for place in range(60)
            ]
        )
        report = self.import_types()
        self.assertIn("60 vehicles found their type anew", report)
        self.assertEqual(set(cars.mapped("catalog_tied_by")), {"facts"})
        self.env.invalidate_all()
        with self.assertQueryCount(25):
            cars._tie_to_types()

    def test_a_type_added_by_hand_is_found_as_well(self):
        self.vehicle.engine_code = "CZDA"
        vtype = self.link_vehicle("99", system="own", engine_code="CZDA")
        self.assertEqual(self.vehicle.catalog_type_id, vtype)

    def test_tied_vehicle_fits_without_a_question(self):
        self.import_bytes(b"number;brand;ktype\nFIT-1;ZATE;4711\n", "fit.csv")
        self.import_types()
        self.vehicle.engine_code = "CZDA"
        (row,) = self.lookup("FIT-1")
        self.assertEqual(row["fit"]["verdict"], "fits")

    def test_several_that_are_possible_never_fit_silently(self):
        self.import_bytes(b"number;brand;ktype\nFIT-2;ZATE;4712\n", "fit.csv")
        self.import_types()
        self.vehicle.engine_code = "CHPA"
        (row,) = self.lookup("FIT-2")
        self.assertEqual(row["fit"], {"verdict": "check", "text": "Check: Hatchback"})

    def test_list_to_choose_from_ties_the_vehicle(self):
        self.import_types()
        self.vehicle.engine_code = "CHPA"
        action = self.vehicle.action_choose_catalog_type()
        types = self.env["garage.vehicle.type"].search(action["domain"])
        self.assertEqual(len(types), 2)
        types[1].with_context(**action["context"]).action_choose_for_vehicle()
        self.assertEqual(self.vehicle.catalog_type_id, types[1])

    def test_mechanic_sees_the_reason_and_chooses_nothing(self):
        self.import_types()
        vehicle = self.vehicle.with_user(self.user("mechanic"))
        self.assertTrue(vehicle.get_catalog_tie()["text"])
        with self.assertRaises(AccessError):
            vehicle.choose_catalog_type(
                self.env["garage.vehicle.type"].search([])[0].id
            )
