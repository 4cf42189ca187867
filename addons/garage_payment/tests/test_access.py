from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import PaymentCase

# model: role -> rights (r read, w write, c create, d delete)
MATRIX = {
    "garage.payment.request": {
        "mechanic": "",
        "adviser": "rwc",
        "cashier": "rwc",
        "finance": "rwc",
        "manager": "rwcd",
        "auditor": "r",
    },
    "garage.payment.attempt": {
        "mechanic": "",
        "adviser": "r",
        "cashier": "r",
        "finance": "r",
        "manager": "r",
        "auditor": "r",
    },
    "garage.payment.event": {
        "mechanic": "",
        "adviser": "r",
        "cashier": "r",
        "finance": "r",
        "manager": "r",
        "auditor": "r",
    },
    "garage.payment.ledger": {
        "mechanic": "",
        "adviser": "",
        "cashier": "r",
        "finance": "r",
        "manager": "r",
        "auditor": "r",
    },
}
LETTERS = {"read": "r", "write": "w", "create": "c", "unlink": "d"}


@tagged("post_install", "-at_install")
class TestAccess(PaymentCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users = {
            role: new_test_user(
                cls.env, login=f"pay_{role}", groups=f"garage_base.group_garage_{role}"
            )
            for role in MATRIX["garage.payment.request"]
        }

    def test_each_role_has_exactly_its_rights(self):
        for model, roles in MATRIX.items():
            for role, rights in roles.items():
                records = self.env[model].with_user(self.users[role])
                with self.subTest(model=model, role=role):
                    self.assertEqual(
                        "".join(
                            letter
                            for right, letter in LETTERS.items()
                            if records.has_access(right)
                        ),
                        rights,
                    )

    def test_adviser_sends_a_request_and_reads_its_money(self):
        request = self.request.with_user(self.users["adviser"])

        request.action_send()

        self.assertEqual(request.state, "sent")
        self.assertEqual(request.amount_open, 121.0)
        self.assertEqual(request.invoice_ids.name, self.invoice.name)

    def test_cashier_sees_the_request_of_a_code(self):
        requests = self.env["garage.payment.request"].with_user(self.users["cashier"])

        found = requests._find_by_counter_code(self.request.counter_code)

        self.assertEqual(found.web_read({"state": {}, "link": {}})[0]["id"], found.id)

    def test_nobody_reads_the_hash_of_a_link(self):
        with self.assertRaises(AccessError):
            self.request.with_user(self.users["manager"]).read(["token_hash"])

    def test_request_of_another_company_is_hidden(self):
        other = self.env["res.company"].create({"name": "Other garage"})
        hidden = self.env["garage.payment.request"].create(
            {"partner_id": self.partner.id, "company_id": other.id}
        )
        requests = self.env["garage.payment.request"].with_user(self.users["finance"])

        self.assertNotIn(hidden, requests.search([]))
