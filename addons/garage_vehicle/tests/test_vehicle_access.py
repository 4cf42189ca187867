from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import VehicleCase

MODELS = [
    "garage.vehicle",
    "garage.vehicle.make",
    "garage.vehicle.model",
    "garage.vehicle.ownership",
    "garage.vehicle.event",
    "garage.odometer.reading",
]
# read, write, create, delete on the vehicle itself
MATRIX = {
    "user": "r",
    "mechanic": "r",
    "adviser": "rwc",
    "cashier": "rwc",
    "finance": "rw",
    "manager": "rwcu",
    "auditor": "r",
}
LETTERS = {"read": "r", "write": "w", "create": "c", "unlink": "u"}


@tagged("post_install", "-at_install")
class TestVehicleAccess(VehicleCase):
    def _rights(self, model, user):
        records = self.env[model].with_user(user)
        return "".join(
            letter for name, letter in LETTERS.items() if records.has_access(name)
        )

    def test_every_role_has_its_rights_on_vehicles(self):
        for role, rights in MATRIX.items():
            user = self._new_user(role)
            self.assertEqual(self._rights("garage.vehicle", user), rights, role)

    def test_every_role_reads_all_models_and_the_auditor_only_reads(self):
        for role in MATRIX:
            user = self._new_user(role)
            for model in MODELS:
                self.assertIn("r", self._rights(model, user), f"{role} {model}")
                if role == "auditor":
                    self.assertEqual(self._rights(model, user), "r", model)

    def test_history_is_never_rewritten_by_working_roles(self):
        for role in ("mechanic", "adviser", "cashier", "finance"):
            user = self._new_user(role)
            self.assertEqual(self._rights("garage.vehicle.event", user), "r", role)

    def test_staff_outside_the_garage_see_no_vehicles(self):
        clerk = new_test_user(self.env, login="clerk", groups="base.group_user")

        with self.assertRaises(AccessError):
            self.Vehicle.with_user(clerk).search_box("12abc3")
        self.assertEqual(self._rights("garage.vehicle", clerk), "")

    def test_staff_outside_the_garage_still_open_contacts(self):
        clerk = new_test_user(self.env, login="clerk", groups="base.group_user")
        views = self.env["res.partner"].with_user(clerk).get_views([(False, "form")])

        self.assertNotIn("garage_vehicle_count", views["views"]["form"]["arch"])

    def test_another_companys_vehicle_is_not_found(self):
        other = self.env["res.company"].create({"name": "Garage two"})
        adviser = self._new_user("adviser")
        hidden = self.Vehicle.create({"plate": "99-XX-99", "company_id": other.id})

        self.assertEqual(self.Vehicle.with_user(adviser).search_box("99xx99"), [])
        with self.assertRaises(AccessError):
            self.Vehicle.with_user(adviser).get_intake(hidden.id)

    def test_a_mechanic_neither_changes_nor_sells_a_vehicle(self):
        mechanic = self._new_user("mechanic")
        golf = self.golf.with_user(mechanic)

        for values in ({"color": "Red"}, {"owner_id": False}, {"plate": "99-XX-99"}):
            with self.assertRaises(AccessError):
                golf.write(values)
        with self.assertRaises(AccessError):
            golf.ownership_ids.date_to = "2030-01-01"
        for model in ("make", "model", "ownership", "event", "due"):
            rights = self._rights(f"garage.vehicle.{model}", mechanic)
            self.assertEqual(rights, "r", model)

    def test_a_reading_is_typed_but_not_rewritten_by_a_mechanic(self):
        readings = self.env["garage.odometer.reading"]
        reading = readings.with_user(self._new_user("mechanic")).create(
            {"vehicle_id": self.golf.id, "value": 100}
        )

        self.assertEqual(self.golf.odometer, 100)
        with self.assertRaises(AccessError):
            reading.value = 50

    def test_history_names_who_took_the_step(self):
        user = self._new_user("mechanic")
        event = self.golf.with_user(user)._add_event("job", "Oil changed")

        self.assertEqual(event.user_id, user)
        self.assertFalse(event.env.su)

    def test_history_of_another_companys_vehicle_is_not_written(self):
        other = self.env["res.company"].create({"name": "Garage two"})
        hidden = self.Vehicle.create({"plate": "99-XX-99", "company_id": other.id})

        with self.assertRaises(AccessError):
            hidden.with_user(self._new_user("adviser"))._add_event("note", "x")

    def test_a_mechanic_adds_readings_and_history(self):
        golf = self.golf.with_user(self._new_user("mechanic"))

        golf._add_odometer(100, "mechanic")
        golf._add_event("job", "Oil changed")

        self.assertEqual(golf.odometer, 100)
        self.assertEqual(set(golf.event_ids.mapped("kind")), {"job", "odometer"})
