from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import TillCase

MODELS = (
    "garage.iot.box",
    "garage.iot.device",
    "garage.z.report",
    "garage.z.line",
    "garage.z.difference",
)
READERS = {
    "cashier": set(MODELS),
    "manager": set(MODELS),
    "auditor": set(MODELS),
    "finance": {"garage.z.report", "garage.z.line", "garage.z.difference"},
    "mechanic": set(),
}
WRITERS = {"manager": {"garage.iot.box", "garage.iot.device"}}


@tagged("post_install", "-at_install")
class TestAccess(TillCase):
    def user(self, role):
        group = f"garage_base.group_garage_{role}"
        return new_test_user(self.env, login=f"till-{role}", groups=group)

    def test_each_role_reads_what_its_work_needs(self):
        for role, expected in READERS.items():
            env = self.env(user=self.user(role))
            readable = {name for name in MODELS if env[name].has_access("read")}
            self.assertEqual(readable, expected, role)

    def test_only_managers_set_up_boxes_and_nobody_writes_reports(self):
        for role in READERS:
            env = self.env(user=self.user(role))
            writable = {name for name in MODELS if env[name].has_access("write")}
            self.assertEqual(writable, WRITERS.get(role, set()), role)

    def test_cashier_reads_bills_of_customers_but_not_of_suppliers(self):
        bill = self.make_invoice()
        entry = self.env["account.move"].create({"move_type": "entry"})

        self.assertEqual(bill.with_user(self.cashier).name, bill.name)
        with self.assertRaises(AccessError):
            entry.with_user(self.cashier).read(["name"])
