from odoo.tests import HttpCase, new_test_user, tagged

from .common import VehicleCase
from .test_vehicle_document import picture


@tagged("post_install", "-at_install")
class TestVehiclePortal(VehicleCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        user = new_test_user(cls.env, "vehicle_portal", groups="base.group_portal")
        cls.visitor = user.partner_id
        cls.golf.owner_id = cls.visitor
        cls.golf.ownership_ids.filtered(
            lambda row: row.partner_id == cls.visitor
        ).date_from = "2026-01-10"
        cls.golf.ownership_ids.filtered(
            lambda row: row.partner_id == cls.customer
        ).write({"date_from": "2020-01-01", "date_to": "2026-01-10"})
        cls.golf._add_event("visit", "Old visit", date="2025-05-01 10:00:00")
        cls.golf._add_event("job", "New brakes", date="2026-02-01 10:00:00")
        cls.golf._add_event("note", "Grumbles a lot", date="2026-02-01 10:00:00")

    def _open(self, path=""):
        self.authenticate("vehicle_portal", "vehicle_portal")
        return self.url_open(f"/my/vehicles{path}")

    def test_customers_find_their_vehicles_and_no_others(self):
        other = self.Vehicle.create({"plate": "99-XX-99", "owner_id": self.customer.id})

        page = self._open()

        self.assertIn("12-ABC-3", page.text)
        self.assertNotIn("99-XX-99", page.text)
        self.assertTrue(self._open(f"/{other.id}").url.endswith("/my/vehicles"))

    def test_history_begins_with_the_own_time_and_leaves_notes_out(self):
        page = self._open(f"/{self.golf.id}")

        self.assertIn("New brakes", page.text)
        self.assertNotIn("Old visit", page.text)
        self.assertNotIn("Grumbles", page.text)

    def test_files_are_seen_when_they_are_ticked(self):
        row = self.env["garage.vehicle.document"].add_file(
            self.golf.id, "scratch.jpg", picture(8, 8)
        )
        path = f"/{self.golf.id}/file/{row['id']}"
        self.assertEqual(self._open(path).status_code, 404)

        document = self.env["garage.vehicle.document"].browse(row["id"])
        document.customer_visible = True

        self.assertEqual(self._open(path).headers["Content-Type"], "image/jpeg")
        self.assertIn("scratch.jpg", self._open(f"/{self.golf.id}").text)

    def test_a_sold_vehicle_is_gone_from_the_page(self):
        self.golf.owner_id = self.customer

        self.assertNotIn("12-ABC-3", self._open().text)

    def test_a_stranger_has_to_log_in(self):
        self.assertIn("/web/login", self.url_open("/my/vehicles").url)


@tagged("post_install", "-at_install")
class TestTimelinePages(VehicleCase):
    def _count(self):
        """Queries for the first page, as the screen asks for it."""
        self.env.flush_all()
        self.env.invalidate_all()
        names = ["date", "kind", "name", "details", "amount", "currency_id", "user_id"]
        before = self.cr.sql_log_count
        self.env["garage.vehicle.event"].search_read(
            [("vehicle_id", "=", self.golf.id)], names, limit=21
        )
        return self.cr.sql_log_count - before

    def test_a_long_history_takes_as_many_queries_as_a_short_one(self):
        for index in range(21):
            self.golf._add_event("job", f"Job {index}")
        few = self._count()
        self.env["garage.vehicle.event"].create(
            [
                {"vehicle_id": self.golf.id, "kind": "job", "name": f"Old {index}"}
                for index in range(400)
            ]
        )

        self.assertEqual(self._count(), few)

    def test_readings_by_hand_stand_in_the_history(self):
        self.golf._add_odometer(1000, "manual")
        self.golf._add_odometer(2000, "intake")

        events = self.golf.event_ids.filtered(lambda one: one.kind == "odometer")
        self.assertEqual(events.mapped("odometer"), [1000])
