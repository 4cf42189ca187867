from types import SimpleNamespace
from unittest.mock import patch

import psycopg2

from odoo.exceptions import RedirectWarning, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..clients import vin_library
from .common import GOLF_VIN, VehicleCase


@tagged("post_install", "-at_install")
class TestVehicleVin(VehicleCase):
    def test_the_vin_fills_make_model_and_year(self):
        with Form(self.Vehicle) as form:
            form.vin = "tmb zzz 5e7g0123456"
        vehicle = form.record

        self.assertEqual(vehicle.vin, "TMBZZZ5E7G0123456")
        self.assertEqual(vehicle.make_id.name, "Škoda")

    def test_a_vin_never_overwrites_what_a_person_typed(self):
        form = Form(self.Vehicle)
        form.model_year = 1999
        form.vin = "VSSZZZ1PZ6R000001"

        self.assertEqual(form.model_year, 1999)
        self.assertEqual(form.model_id.name, "Leon")

    def test_an_uncertain_year_is_left_to_the_person(self):
        form = Form(self.Vehicle)
        form.vin = "WAUZZZ99ZGA000001"
        self.assertFalse(form.model_year)

        form.first_registration = "2016-04-01"
        self.assertEqual(form.model_year, 2016)

    def test_a_second_vehicle_with_the_vin_leads_to_the_first(self):
        with self.assertRaises(RedirectWarning) as caught:
            self.Vehicle.create({"vin": GOLF_VIN.lower(), "plate": "99-XX-99"})

        message, action, _button = caught.exception.args[:3]
        self.assertIn("12-ABC-3 Volkswagen Golf", message)
        self.assertEqual(action["res_id"], self.golf.id)

    def test_changing_a_vin_to_a_taken_one_is_refused(self):
        other = self.Vehicle.create({"plate": "99-XX-99"})

        with self.assertRaises(RedirectWarning):
            other.vin = GOLF_VIN

    def test_saving_the_own_vin_again_is_fine(self):
        self.golf.vin = f" {GOLF_VIN} "

        self.assertEqual(self.golf.vin, GOLF_VIN)

    def test_another_company_may_know_the_same_vehicle(self):
        other = self.env["res.company"].create({"name": "Garage two"})
        twin = self.Vehicle.with_company(other).create({"vin": GOLF_VIN})

        self.assertEqual(twin.company_id, other)

    def test_wrong_vins_are_refused_in_words(self):
        table = {
            "WVW123": "has 6 characters",
            "WVWZZZ1KZ6W00000O": "character that no VIN has",
            "<script>": "has 8 characters",
            "🚗" * 17: "character that no VIN has",
        }
        for number, words in table.items():
            with self.assertRaisesRegex(ValidationError, words):
                self.Vehicle.create({"vin": number})

    def test_old_frame_numbers_are_not_checked(self):
        trailer = self.Vehicle.create({"vin": "12345", "vin_is_frame_number": True})

        self.assertEqual(trailer.vin, "12345")

    def test_a_wrong_american_check_digit_needs_a_reason(self):
        answer = self.Vehicle.decode_vin("1HGCM82643A004352")
        self.assertEqual(answer["check_digit"], "wrong")
        with (
            self.assertRaisesRegex(ValidationError, "check digit .* does not fit"),
            self.env.cr.savepoint(),
        ):
            self.Vehicle.create({"vin": "1HGCM82643A004352"})

        vehicle = self.Vehicle.create(
            {"vin": "1HGCM82643A004352", "vin_reason": "Grey import, compared"}
        )
        self.assertTrue(vehicle.vin_check_wrong)

    def test_two_new_vehicles_with_one_vin_are_refused_by_the_database(self):
        rows = [{"vin": "TMBZZZ5E7G0123456"}, {"vin": "tmbzzz5e7g0123456"}]
        with (
            self.assertRaises(psycopg2.errors.UniqueViolation),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self.Vehicle.create(rows)

    def test_types_are_asked_only_where_they_can_know_the_number(self):
        asked = []

        def decode(vin):
            asked.append(vin)
            attributes = {"Model": "Accord", "Engine Model": "K24A4"}
            return {"error_codes": [0], "attributes": attributes}

        with patch.object(vin_library, "ultravin", SimpleNamespace(decode=decode)):
            accord = self.Vehicle.create({"vin": "1HGCM82633A004352"})
            self.Vehicle.create({"vin": "W0L0AHL4875000001"})

        self.assertEqual(set(asked), {"1HGCM82633A004352"})
        self.assertEqual(accord.model_id.name, "Accord")
        self.assertEqual(accord.engine_code, "K24A4")

    def test_types_with_a_doubt_are_not_believed(self):
        answer = {"error_codes": [1, 5], "attributes": {"Model": "Astra V6"}}
        library = SimpleNamespace(decode=lambda vin: answer)

        with patch.object(vin_library, "ultravin", library):
            self.assertEqual(vin_library.details_of("1HGCM82633A004352"), {})

    def test_decoding_marks_what_is_not_certain(self):
        facts = {
            fact["label"]: fact
            for fact in self.Vehicle.decode_vin("WF0AXXWPMADE12345")["facts"]
        }

        self.assertEqual(facts["Make"]["value"], "Ford")
        self.assertTrue(facts["Make"]["certain"])
        self.assertEqual(facts["Model year"]["value"], "2013 or 1983")
        self.assertFalse(facts["Model year"]["certain"])

    def test_decoding_tells_of_the_vehicle_that_has_it(self):
        answer = self.Vehicle.decode_vin(GOLF_VIN)

        self.assertEqual(answer["duplicate"]["id"], self.golf.id)

    def test_decoding_offers_the_mended_number(self):
        answer = self.Vehicle.decode_vin(GOLF_VIN.replace("1", "I"))

        self.assertEqual(answer["state"], "wrong")
        self.assertEqual(answer["suggestion"], GOLF_VIN)

    def test_decoding_nothing_says_nothing(self):
        self.assertEqual(self.Vehicle.decode_vin("  ")["state"], "empty")
