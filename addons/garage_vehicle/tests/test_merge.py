import base64

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import GOLF_VIN, VehicleCase


class MergeCase(VehicleCase):
    def _merge(self, one, two, **choices):
        """Merge with the wizard as the manager; return the record that is left."""
        manager = self._new_user("manager")
        records = (one | two).with_user(manager)
        action = self.env["garage.merge"].with_user(manager)._open(records)
        wizard = self.env["garage.merge"].with_user(manager).browse(action["res_id"])
        wizard.keep = "a" if wizard.res_a == one.id else "b"
        wizard._onchange_keep()
        wizard.same_vehicle = choices.pop("same_vehicle", False)
        for name, keep in choices.items():
            side = "a" if wizard.res_a == keep.id else "b"
            wizard.line_ids.filtered(
                lambda row, n=name: row.field_name == n
            ).keep = side
        action = wizard.action_merge()
        return self.env[action["res_model"]].browse(action["res_id"])


@tagged("post_install", "-at_install")
class TestMergeVehicles(MergeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.buyer = cls.env["res.partner"].create({"name": "Sophie Martin"})
        cls.twin = cls.Vehicle.create(
            {"plate": "99-XX-99", "color": "Blue", "owner_id": cls.buyer.id}
        )

    def test_everything_that_points_to_it_moves(self):
        visit = self.twin._add_event("visit", "Brakes")
        reading = self.twin._add_odometer(1000, "manual")
        note = self.twin.message_post(body="Called back")
        self.twin.activity_schedule("mail.mail_activity_data_call", summary="Call")
        self.twin.message_subscribe(self.customer.ids)
        file = self.env["ir.attachment"].create(
            {
                "name": "a.txt",
                "raw": b"a",
                "res_model": "garage.vehicle",
                "res_id": self.twin.id,
            }
        )
        link = self.golf._add_event("note", "See", record=self.twin)

        left = self._merge(self.golf, self.twin)

        self.assertEqual(left, self.golf)
        self.assertFalse(self.twin.exists())
        self.assertEqual(visit.vehicle_id | reading.vehicle_id, self.golf)
        self.assertEqual((note.res_id, file.res_id), (self.golf.id, self.golf.id))
        self.assertEqual(link.res_id, self.golf.id)
        self.assertEqual(self.golf.activity_ids.summary, "Call")
        self.assertIn(self.customer, self.golf.message_partner_ids)
        self.assertEqual(self.golf.odometer, 1000)

    def test_values_are_chosen_and_the_others_noted(self):
        self.golf.color = "Red"

        self._merge(self.golf, self.twin, color=self.twin, plate=self.golf)

        self.assertEqual(self.golf.color, "Blue")
        self.assertEqual(self.golf.plate, "12-ABC-3")
        self.assertIn("99-XX-99", self.golf.message_ids[0].body)

    def test_what_only_the_other_knows_is_taken_over(self):
        self._merge(self.twin, self.golf, owner_id=self.twin)

        self.assertEqual(self.twin.vin, GOLF_VIN)
        self.assertEqual(self.twin.make_id.name, "Volkswagen")
        self.assertFalse(self.golf.exists())

    def test_one_owner_is_left_and_the_other_is_history(self):
        self._merge(self.golf, self.twin, owner_id=self.golf)

        rows = self.golf.ownership_ids.filtered(lambda row: row.role == "owner")
        current = rows.filtered(lambda row: not row.date_to)
        self.assertEqual(current.partner_id, self.customer)
        self.assertEqual((rows - current).partner_id, self.buyer)

    def test_a_visit_imported_on_both_stands_there_once(self):
        for vehicle in (self.golf, self.twin):
            vehicle._add_event("visit", "Brakes").import_key = "same"

        self._merge(self.golf, self.twin)

        self.assertEqual(len(self.golf.event_ids), 1)

    def test_two_vins_are_two_vehicles_unless_somebody_says_otherwise(self):
        self.twin.vin = "WVWZZZ1KZ6W000009"
        with self.assertRaisesRegex(UserError, "The VINs differ"), self.cr.savepoint():
            self._merge(self.golf, self.twin)
        self.assertTrue(self.twin.exists())

        self.env["res.users"].search([("login", "=", "vehicle_manager")]).unlink()
        self._merge(self.golf, self.twin, same_vehicle=True, vin=self.twin)

        self.assertEqual(self.golf.vin, "WVWZZZ1KZ6W000009")

    def test_vehicles_of_two_companies_are_refused(self):
        other = self.env["res.company"].create({"name": "Garage two"})
        twin = self.Vehicle.create({"plate": "1-A", "company_id": other.id})

        with self.assertRaisesRegex(UserError, "two companies"):
            self.env["garage.merge"]._open(self.golf | twin)

    def test_one_or_three_records_are_refused_in_words(self):
        with self.assertRaisesRegex(UserError, "exactly two"):
            self.golf.action_merge()

    def test_only_the_manager_merges(self):
        adviser = self._new_user("adviser")

        with self.assertRaises(AccessError):
            (self.golf | self.twin).with_user(adviser).action_merge()


@tagged("post_install", "-at_install")
class TestMergeCustomers(MergeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.twin = cls.env["res.partner"].create(
            {"name": "J. de Vries", "email": "jan@example.com", "city": "Delft"}
        )
        cls.polo = cls.Vehicle.create({"plate": "99-XX-99", "owner_id": cls.twin.id})

    def test_vehicles_and_files_of_both_are_on_the_one_that_stays(self):
        file = self.env["ir.attachment"].create(
            {
                "name": "id.png",
                "datas": base64.b64encode(b"x"),
                "res_model": "res.partner",
                "res_id": self.twin.id,
            }
        )
        event = self.golf._add_event("note", "See", record=self.twin)

        left = self._merge(self.customer, self.twin)

        self.assertEqual(left, self.customer)
        self.assertEqual(self.polo.owner_id, self.customer)
        self.assertEqual(self.polo.ownership_ids.partner_id, self.customer)
        self.assertEqual((file.res_id, event.res_id), (left.id, left.id))
        self.assertEqual(left.email, "jan@example.com")
        self.assertEqual(left.name, "Jan de Vries")
        self.assertFalse(self.twin.exists())

    def test_followers_of_both_are_kept(self):
        self.golf.message_subscribe((self.customer | self.twin).ids)
        self.polo.message_subscribe(self.twin.ids)

        self._merge(self.customer, self.twin)

        for vehicle in (self.golf, self.polo):
            self.assertIn(self.customer, vehicle.message_partner_ids)

    def test_tags_of_both_are_kept(self):
        tags = self.env["res.partner.category"].create([{"name": "A"}, {"name": "B"}])
        self.customer.category_id = tags[0]
        self.twin.category_id = tags

        self._merge(self.customer, self.twin)

        self.assertEqual(self.customer.category_id, tags)

    def test_a_colleague_is_no_customer_to_merge(self):
        colleague = self._new_user("adviser").partner_id

        with self.assertRaisesRegex(UserError, "is a colleague"):
            self._merge(self.customer, colleague)
