from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .common import VehicleCase


@tagged("post_install", "-at_install")
class TestVehiclePlate(VehicleCase):
    def test_the_plate_is_written_as_its_country_does(self):
        self.assertEqual(self.golf.plate, "12-ABC-3")
        self.assertEqual(self.golf.plate_key, "12ABC3")
        self.assertEqual(self.golf.plate_country_id, self.env.ref("base.nl"))

    def test_a_foreign_plate_brings_its_country(self):
        vehicle = self.Vehicle.create({"plate": "b mm 1234"})

        self.assertEqual(vehicle.plate, "B-MM 1234")
        self.assertEqual(vehicle.plate_country_id, self.env.ref("base.de"))

    def test_the_form_writes_the_plate_while_typing(self):
        with Form(self.Vehicle) as form:
            form.plate = "1abc123"
            self.assertEqual(form.plate, "1-ABC-123")
            self.assertEqual(form.plate_country_id, self.env.ref("base.be"))

    def test_two_german_plates_may_share_a_key(self):
        first = self.Vehicle.create({"plate": "B-MM 1234"})
        second = self.Vehicle.create({"plate": "BM-M 1234"})

        found = self.Vehicle.search_box("bmm1234")

        self.assertEqual({row["id"] for row in found}, set((first + second).ids))

    def test_plates_of_emoji_are_refused_in_words(self):
        with self.assertRaisesRegex(UserError, "no letters or digits"):
            self.Vehicle.create({"plate": "🚗🚗"})

    def test_a_plate_of_200_characters_is_refused_in_words(self):
        with self.assertRaisesRegex(UserError, "too long"):
            self.golf.plate = "A1" * 100

    def test_strange_characters_leave_the_plate(self):
        self.golf.plate = "<b>12</b>"

        self.assertEqual(self.golf.plate, "B12 B")

    def test_an_empty_plate_is_no_plate(self):
        self.golf.plate = "   "

        self.assertFalse(self.golf.plate)
        self.assertFalse(self.golf.plate_key)
        self.assertFalse(self.golf.plate_lookalike)
