from odoo.tests import tagged

from .common import VehicleCase

MATRIX = {
    "user": "r",
    "mechanic": "r",
    "adviser": "rw",
    "cashier": "rw",
    "finance": "rw",
    "manager": "rw",
    "auditor": "r",
}
LETTERS = {"read": "r", "write": "w", "create": "c", "unlink": "u"}


@tagged("post_install", "-at_install")
class TestMessageAccess(VehicleCase):
    def _rights(self, user):
        messages = self.env["garage.message"].with_user(user)
        return "".join(
            letter for name, letter in LETTERS.items() if messages.has_access(name)
        )

    def test_nobody_writes_or_deletes_messages_by_hand(self):
        for role, rights in MATRIX.items():
            self.assertEqual(self._rights(self._new_user(role)), rights, role)

    def test_a_mechanic_causes_a_message_without_rights_on_messages(self):
        template = self.env["mail.template"].create(
            {
                "name": "Ready",
                "model_id": self.env["ir.model"]._get_id("garage.vehicle"),
                "subject": "Ready",
            }
        )
        self.customer.email = "jan@example.com"
        golf = self.golf.with_user(self._new_user("mechanic"))

        message = golf._garage_message_plan("ready", template, urgent=True)

        self.assertEqual(message.state, "sending")

    def test_another_companys_messages_are_not_seen(self):
        other = self.env["res.company"].create({"name": "Garage two"})
        car = self.Vehicle.create(
            {"plate": "1-A", "company_id": other.id, "owner_id": self.customer.id}
        )
        template = self.env["mail.template"].create(
            {
                "name": "Ready",
                "model_id": self.env["ir.model"]._get_id("garage.vehicle"),
                "subject": "Ready",
            }
        )
        message = car._garage_message_plan("ready", template)
        adviser = self._new_user("adviser")

        found = self.env["garage.message"].with_user(adviser).search([])

        self.assertNotIn(message, found)
