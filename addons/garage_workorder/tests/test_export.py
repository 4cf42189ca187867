from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import WorkorderCommon

ROLES = ("adviser", "cashier", "finance", "manager", "auditor")


@tagged("post_install", "-at_install")
class TestExport(WorkorderCommon):
    """Lists leave the system with whoever works with numbers."""

    def export(self, role, fields):
        workorder = self._create_workorder().with_user(self._create_user(role))
        return workorder, workorder.export_data(fields)["datas"]

    def test_every_role_of_the_office_exports_its_lists(self):
        for role in ROLES:
            workorder, rows = self.export(role, ["name", "partner_id", "state"])
            expected = [workorder.name, self.customer.display_name, "Checked in"]
            with self.subTest(role=role):
                self.assertEqual(rows, [expected])

    def test_a_mechanic_takes_no_lists_away(self):
        with self.assertRaisesRegex(UserError, "rights to export"):
            self.export("mechanic", ["name"])
