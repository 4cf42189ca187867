from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import PRICE_LIST, CatalogCase

MODELS = (
    "garage.catalog.source", "garage.catalog.batch", "garage.catalog.brand",
    "garage.catalog.kind", "garage.catalog.item", "garage.catalog.xref",
    "garage.catalog.fitment", "garage.vehicle.type", "garage.vehicle.type.key",
    "garage.labour.list", "garage.labour.operation", "garage.labour.time",
    "garage.supplier.service",
)  # fmt: skip
WIZARDS = (
    "garage.catalog.import",
    "garage.catalog.import.column",
    "garage.vehicle.type.import",
    "garage.labour.import",
)
READERS = ("mechanic", "adviser", "cashier", "finance", "auditor")


@tagged("post_install", "-at_install")
class TestAccess(CatalogCase):
    def test_every_role_reads_and_only_the_manager_changes(self):
        for role in (*READERS, "manager"):
            env = self.env(user=self.user(role))
            for model in MODELS:
                self.assertTrue(env[model].has_access("read"), (role, model))
                for right in ("write", "create", "unlink"):
                    self.assertEqual(
                        env[model].has_access(right),
                        role == "manager",
                        (role, model, right),
                    )

    def test_only_the_manager_opens_the_imports(self):
        for role in (*READERS, "manager"):
            env = self.env(user=self.user(role))
            for model in WIZARDS:
                allowed = env[model].has_access("create")
                self.assertEqual(allowed, role == "manager", (role, model))

    def test_staff_outside_the_garage_sees_no_prices(self):
        user = self.user("user")
        self.assertFalse(self.items.with_user(user).has_access("read"))

    def test_manager_imports_and_adviser_does_not(self):
        manager, adviser = self.user("manager"), self.user("adviser")
        self.env.clear()
        self.source = self.source.with_user(manager)
        self.assertEqual(self.import_as(manager).state, "done")
        with self.assertRaises(AccessError):
            self.import_as(adviser)

    def import_as(self, user):
        import io

        stream = io.BytesIO(PRICE_LIST.encode())
        return self.source.with_user(user)._import_file("list.csv", stream)

    def test_every_role_looks_parts_up(self):
        self.import_price_list()
        for role in READERS:
            items = self.items.with_user(self.user(role))
            self.assertEqual(len(items.lookup("ZF 026 407", self.vehicle.id)), 2, role)
            self.assertTrue(items.get_lookup_filters()["brands"])
