from odoo.tests import Form, tagged

from .common import VehicleCase


@tagged("post_install", "-at_install")
class TestGarageVehicle(VehicleCase):
    def test_display_name_is_plate_make_and_model(self):
        self.assertEqual(self.golf.display_name, "12-ABC-3 Volkswagen Golf")

    def test_a_vehicle_without_plate_is_named_by_its_vin(self):
        trailer = self.Vehicle.create({"vin": "ABC123", "vin_is_frame_number": True})

        self.assertEqual(trailer.display_name, "ABC123")

    def test_a_new_owner_keeps_the_history_with_the_vehicle(self):
        buyer = self.env["res.partner"].create({"name": "Sophie Martin"})
        self.golf._add_event("job", "Brakes replaced")

        self.golf.owner_id = buyer

        roles = self.golf.ownership_ids.sorted("id")
        self.assertEqual(roles.partner_id, self.customer + buyer)
        self.assertTrue(roles[0].date_to)
        self.assertFalse(roles[1].date_to)
        self.assertCountEqual(self.golf.event_ids.mapped("kind"), ["owner", "job"])

    def test_saving_the_same_owner_writes_no_history(self):
        self.golf.owner_id = self.customer

        self.assertEqual(len(self.golf.ownership_ids), 1)
        self.assertFalse(self.golf.event_ids)

    def test_the_lease_company_pays_when_it_is_named(self):
        lease = self.env["res.partner"].create({"name": "Lease"})
        self.assertEqual(self.golf._get_bill_to(), self.customer)

        self.golf.bill_to_id = lease

        self.assertEqual(self.golf._get_bill_to(), lease)

    def test_an_event_points_to_its_document(self):
        event = self.golf._add_event(
            "payment", "Paid by card", record=self.customer, amount=12.5
        )

        self.assertEqual(event.action_open_document()["res_id"], self.customer.id)
        self.assertEqual(self.golf.event_count, 1)

    def test_last_visit_is_the_newest_visit(self):
        self.golf._add_event("visit", "First", date="2026-01-05 10:00:00")
        self.golf._add_event("visit", "Second", date="2026-03-14 10:00:00")
        self.golf._add_event("payment", "Later", date="2026-04-01 10:00:00")

        self.assertEqual(str(self.golf.last_visit.date()), "2026-03-14")

    def test_the_customer_shows_his_vehicles(self):
        action = self.customer.action_garage_view_vehicles()

        self.assertEqual(self.customer.garage_vehicle_count, 1)
        self.assertEqual(action["res_id"], self.golf.id)

    def test_a_copy_leaves_plate_and_vin_behind(self):
        twin = self.golf.copy()

        self.assertFalse(twin.plate)
        self.assertFalse(twin.vin)
        self.assertEqual(twin.make_id, self.golf.make_id)

    def test_choosing_a_model_fills_the_make(self):
        form = Form(self.Vehicle)
        form.plate = "99-XX-99"
        form.model_id = self.golf.model_id
        vehicle = form.save()

        self.assertEqual(vehicle.make_id, self.golf.make_id)

    def test_makes_are_found_in_any_case(self):
        make = self.env["garage.vehicle.make"]._get_or_create("VOLKSWAGEN ")

        self.assertEqual(make, self.golf.make_id)
