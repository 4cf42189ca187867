from odoo.tests import HttpCase, new_test_user, tagged

PAGE = "/odoo/garage-vehicles"


@tagged("post_install", "-at_install")
class TestVehicleTours(HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.country_id = cls.env.ref("base.nl")
        cls.Vehicle = cls.env["garage.vehicle"]
        new_test_user(
            cls.env,
            login="front_desk",
            groups="garage_base.group_garage_adviser",
        )
        owner = cls.env["res.partner"].create({"name": "Tour de Vries"})
        cls.golf = cls.Vehicle.create(
            {
                "plate": "12-ABC-3",
                "vin": "WVWZZZ1KZ6W000001",
                "owner_id": owner.id,
                "alert_note": "Locking wheel nut key is in the glove box",
            }
        )

    def test_a_plate_typed_in_the_top_bar_opens_the_vehicle(self):
        self.start_tour(PAGE, "garage_vehicle_plate_box", login="front_desk")

        self.assertEqual(self.golf.variant, "1.4 TSI")

    def test_a_new_vehicle_with_a_new_customer_is_one_screen(self):
        self.start_tour(PAGE, "garage_vehicle_new", login="front_desk")

        vehicle = self.Vehicle.search([("plate_key", "=", "99XX11")])
        self.assertEqual(vehicle.plate, "99-XX-11")
        self.assertEqual(vehicle.make_id.name, "SEAT")
        self.assertEqual(vehicle.model_year, 2006)
        self.assertEqual(vehicle.owner_id.name, "Tour Jansen")
        self.assertEqual(vehicle.owner_id.phone, "06-87654321")
