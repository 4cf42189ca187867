from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged

from .common import VehicleCase


@tagged("post_install", "-at_install")
class TestVehicleIntake(VehicleCase):
    def test_intake_shows_vehicle_owner_and_odometer(self):
        self.golf._add_odometer(148_200, "intake")

        answer = self.Vehicle.get_intake(self.golf.id)

        self.assertEqual(answer["vehicle"]["plate"], "12-ABC-3")
        self.assertEqual(answer["owner"]["name"], "Jan de Vries")
        self.assertEqual(answer["odometer"], {"last": 148_200, "expected": 148_200})

    def test_an_alert_is_the_first_warning(self):
        yesterday = fields.Date.context_today(self.golf) - timedelta(days=1)
        self.golf.write({"alert_note": "Key in glove box", "inspection_due": yesterday})

        warnings = self.Vehicle.get_intake(self.golf.id)["warnings"]

        self.assertEqual(warnings[0]["level"], "danger")
        self.assertEqual(warnings[0]["text"], "Key in glove box")
        self.assertEqual(warnings[1]["code"], "inspection_expired")

    def test_a_blank_alert_warns_of_nothing(self):
        self.golf.alert_note = "  \n"

        self.assertEqual(self.Vehicle.get_intake(self.golf.id)["warnings"], [])

    def test_an_implausible_reading_stays_visible(self):
        self.golf._add_odometer(100_000, "intake")
        self.golf._add_odometer(100, "intake")

        warnings = self.golf._get_warnings()

        self.assertEqual([row["code"] for row in warnings], ["odometer"])
        self.assertIn("100 km", warnings[0]["text"])

    def test_two_vehicles_with_one_plate_are_named(self):
        self.Vehicle.create({"plate": "12-abc-3", "fleet_number": "old"})

        warnings = self.golf._get_warnings()

        self.assertEqual([row["code"] for row in warnings], ["plate_twin"])
        self.assertIn("12-ABC-3", warnings[0]["text"])

    def test_the_form_tells_of_a_taken_plate_while_typing(self):
        form = Form(self.Vehicle)
        form.plate = "12abc3"

        self.assertEqual(form.warning_list[0]["code"], "plate_twin")

    def test_a_soon_due_inspection_is_proposed(self):
        soon = fields.Date.context_today(self.golf) + timedelta(days=10)
        self.golf.inspection_due = soon

        proposals = self.Vehicle.get_intake(self.golf.id)["proposals"]

        self.assertEqual([row["kind"] for row in proposals], ["due"])

    def test_vehicle_and_customer_are_made_in_one_go(self):
        vehicle = self.Vehicle.browse(
            self.Vehicle.create_from_intake(
                {
                    "plate": "b-mm 1234",
                    "vin": "WAUZZZ8V5HA000002",
                    "owner_name": "Bäckerei Müller",
                    "owner_phone": "+49 30 1234567",
                    "odometer": 52_000,
                }
            )
        )

        self.assertEqual(vehicle.display_name, "B-MM 1234 Audi A3")
        self.assertEqual(vehicle.owner_id.name, "Bäckerei Müller")
        self.assertEqual(vehicle.owner_phone, "+49 30 1234567")
        self.assertEqual(vehicle.odometer, 52_000)

    def test_a_frame_number_is_taken_when_it_is_called_one(self):
        values = {"plate": "99-XX-99", "vin": "ZB-1199", "owner_name": "J. Smit"}
        with self.assertRaises(ValidationError) as refused:
            self.Vehicle.create_from_intake(values)
        self.assertIn("a VIN has 17", refused.exception.args[0])

        vehicle_id = self.Vehicle.create_from_intake(
            {**values, "vin_is_frame_number": True}
        )

        self.assertTrue(self.Vehicle.browse(vehicle_id).vin_is_frame_number)

    def test_typed_make_and_model_are_kept(self):
        vehicle = self.Vehicle.browse(
            self.Vehicle.create_from_intake(
                {"plate": "99-XX-99", "make": "volkswagen", "model": "Golf"}
            )
        )

        self.assertEqual(vehicle.model_id, self.golf.model_id)

    def test_a_known_customer_is_not_made_again(self):
        vehicle_id = self.Vehicle.create_from_intake(
            {"plate": "99-XX-99", "owner_id": self.customer.id, "owner_name": "Other"}
        )

        self.assertEqual(self.Vehicle.browse(vehicle_id).owner_id, self.customer)

    def test_plate_or_vin_is_needed(self):
        with self.assertRaisesRegex(UserError, "plate or the VIN"):
            self.Vehicle.create_from_intake({"owner_name": "Jan"})

    def test_a_phone_without_a_name_is_refused_in_words(self):
        with self.assertRaisesRegex(UserError, "customer's name"):
            self.Vehicle.create_from_intake({"plate": "99-XX-99", "owner_phone": "1"})

    def test_an_adviser_can_take_in_a_new_vehicle(self):
        adviser = self._new_user("adviser")

        vehicle_id = self.Vehicle.with_user(adviser).create_from_intake(
            {"plate": "99-XX-99", "owner_name": "New", "odometer": 10}
        )

        self.assertEqual(self.Vehicle.browse(vehicle_id).owner_id.name, "New")
