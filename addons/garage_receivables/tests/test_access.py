from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import ReceivablesCommon

MODELS = (
    "garage.dunning.strategy",
    "garage.dunning.step",
    "garage.dunning.action",
    "garage.promise",
    "garage.dispute",
    "garage.match.proposal",
)
# role: rights per model in the order above; letters of read, write, create, unlink.
MATRIX = {
    "finance": ("r", "r", "rwcu", "rwc", "rwc", "rwcu"),
    "manager": ("rwcu", "rwcu", "rwcu", "rwc", "rwc", "rwcu"),
    "auditor": ("r", "r", "r", "r", "r", "r"),
    "adviser": ("", "", "", "rc", "rc", ""),
    "cashier": ("", "", "", "", "", ""),
    "mechanic": ("", "", "", "", "", ""),
}
OPERATIONS = {"r": "read", "w": "write", "c": "create", "u": "unlink"}


@tagged("post_install", "-at_install")
class TestAccess(ReceivablesCommon):
    def test_every_role_has_exactly_its_rights(self):
        for role, rights in MATRIX.items():
            user = new_test_user(
                self.env, login=f"r_{role}", groups=f"garage_base.group_garage_{role}"
            )
            for model, letters in zip(MODELS, rights, strict=True):
                found = "".join(
                    letter
                    for letter, operation in OPERATIONS.items()
                    if self.env[model].with_user(user).has_access(operation)
                )
                with self.subTest(role=role, model=model):
                    self.assertEqual(found, letters)

    def test_an_auditor_sees_the_list_but_sends_nothing(self):
        auditor = new_test_user(
            self.env, login="aud", groups="garage_base.group_garage_auditor"
        )
        self.make_invoice(self.vries, 100)
        row = self.row(self.vries).with_user(auditor)
        row.env["garage.dunning.action"].action_open_today()

        self.assertEqual(row.amount, 100)
        with self.assertRaises(AccessError):
            row.action_send()
        with self.assertRaises(AccessError):
            row.action_process_all()

    def test_an_adviser_may_note_a_promise_at_the_counter(self):
        adviser = new_test_user(
            self.env, login="adv", groups="garage_base.group_garage_adviser"
        )
        self.make_invoice(self.vries, 100)

        promise = (
            self.env["garage.promise"]
            .with_user(adviser)
            .create({"partner_id": self.vries.id, "until": self.today, "amount": 100})
        )

        self.assertEqual(promise.sudo().line_ids.move_id.partner_id, self.vries)

    def test_rows_of_another_company_stay_there(self):
        other = self.env["res.company"].create({"name": "Second garage"})
        self.make_invoice(self.vries, 100)
        self.row(self.vries)
        user = new_test_user(
            self.env,
            login="second",
            groups="garage_base.group_garage_finance",
            company_id=other.id,
            company_ids=other.ids,
        )

        self.assertFalse(self.env["garage.dunning.action"].with_user(user).search([]))
