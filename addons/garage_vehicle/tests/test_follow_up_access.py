from odoo.tests import tagged

from .common import VehicleCase

ROLES = ("user", "mechanic", "adviser", "cashier", "finance", "manager", "auditor")
LETTERS = {"read": "r", "write": "w", "create": "c", "unlink": "u"}
# rights that differ from reading only
MATRIX = {
    "garage.register": {"manager": "rwcu"},
    "garage.register.answer": {},
    "garage.key.number": {"manager": "rwcu"},
    "garage.service.plan": {"manager": "rwcu"},
    "garage.vehicle.due": {
        "adviser": "rwc",
        "cashier": "rwc",
        "manager": "rwcu",
    },
    "garage.tyre.location": {"manager": "rwcu"},
    "garage.tyre.set": {
        "mechanic": "rwc",
        "adviser": "rwc",
        "cashier": "rwc",
        "manager": "rwcu",
    },
    "garage.tyre.move": {
        "mechanic": "rc",
        "adviser": "rc",
        "cashier": "rc",
        "manager": "rcu",
    },
}


@tagged("post_install", "-at_install")
class TestFollowUpAccess(VehicleCase):
    def test_every_role_has_its_rights(self):
        for role in ROLES:
            user = self._new_user(role)
            for model, rights in MATRIX.items():
                records = self.env[model].with_user(user)
                found = "".join(
                    letter
                    for name, letter in LETTERS.items()
                    if records.has_access(name)
                )
                self.assertEqual(found, rights.get(role, "r"), f"{role} {model}")

    def test_another_companys_list_is_not_seen(self):
        other = self.env["res.company"].create({"name": "Garage two"})
        car = self.Vehicle.create(
            {
                "plate": "1-A",
                "company_id": other.id,
                "inspection_due": "2030-01-01",
            }
        )
        rack = self.env["garage.tyre.location"].create(
            {"name": "B-01", "company_id": other.id}
        )
        adviser = self._new_user("adviser")

        dues = self.env["garage.vehicle.due"].with_user(adviser).search([])
        racks = self.env["garage.tyre.location"].with_user(adviser).search([])

        self.assertNotIn(car.due_ids, dues)
        self.assertNotIn(rack, racks)
