"""Rights per model and role, compared with the table in docs/access.md."""

from odoo.tests import TransactionCase, new_test_user, tagged

from support import access_table


@tagged("post_install", "-at_install")
class TestAccessMatrix(TransactionCase):
    """Least rights: what a role does not need, it does not have."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.expected = access_table.models()
        cls.users = {
            role: new_test_user(
                cls.env, f"matrix_{role}", groups=f"garage_base.group_garage_{role}"
            )
            for role in access_table.ROLES
        }

    def _get_models(self):
        """All models of the garage that hold records."""
        return sorted(
            name
            for name, model in self.registry.items()
            if name.startswith("garage.") and not model._abstract
        )

    def _get_rights(self, name):
        return {
            role: "".join(
                letter
                for letter, operation in access_table.OPERATIONS.items()
                if self.env[name].with_user(user).has_access(operation)
            )
            for role, user in self.users.items()
        }

    def test_every_model_has_a_row_and_each_role_the_rights_of_it(self):
        found = {name: self._get_rights(name) for name in self._get_models()}
        wrong = [
            access_table.model_row(name, rights)
            for name, rights in found.items()
            if self.expected.get(name) != rights
        ]

        self.assertFalse(wrong, "docs/access.md should say:\n" + "\n".join(wrong))
        self.assertEqual(sorted(self.expected), sorted(found), "rows of no model")

    def test_the_auditor_changes_nothing(self):
        rights = {name: row["auditor"] for name, row in self.expected.items()}

        self.assertFalse({name for name, row in rights.items() if set(row) - {"r"}})

    def test_strangers_and_customers_see_no_model(self):
        portal = new_test_user(self.env, "matrix_portal", groups="base.group_portal")
        for name in self._get_models():
            for user in (portal, self.env.ref("base.public_user")):
                model = self.env[name].with_user(user)
                self.assertFalse(model.has_access("read"), f"{user.login}: {name}")

    def test_every_model_with_a_company_keeps_to_it(self):
        rules = self.env["ir.rule"].search([("global", "=", True)])
        guarded = {
            rule.model_id.model for rule in rules if "company" in rule.domain_force
        }
        companies = {
            name
            for name in self._get_models()
            if "company_id" in self.env[name]._fields
            and not self.env[name]._transient
            and self.env[name]._fields["company_id"].store
        }

        self.assertFalse(companies - guarded, "models without a rule for companies")
