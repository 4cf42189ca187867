from odoo.tests import TransactionCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestRoles(TransactionCase):
    def test_manager_has_every_role_of_the_garage(self):
        manager = new_test_user(
            self.env, login="boss", groups="garage_base.group_garage_manager"
        )

        for role in ("mechanic", "cashier", "adviser", "finance"):
            self.assertTrue(manager.has_group(f"garage_base.group_garage_{role}"), role)

    def test_auditor_has_none_of_the_working_roles(self):
        auditor = new_test_user(
            self.env, login="auditor", groups="garage_base.group_garage_auditor"
        )

        for role in ("mechanic", "cashier", "adviser", "finance", "manager"):
            self.assertFalse(
                auditor.has_group(f"garage_base.group_garage_{role}"), role
            )
