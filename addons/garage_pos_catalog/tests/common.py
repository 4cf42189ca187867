from odoo.fields import Command
from odoo.tests import new_test_user

from odoo.addons.garage_parts_catalog.tests.common import CatalogCase

CASHIER_GROUPS = (
    "base.group_user,garage_base.group_garage_cashier,point_of_sale.group_pos_user"
)


class PartsTillCase(CatalogCase):
    """A register and a supplier's catalogue with a brake disc for 1,089.90."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.import_price_list()
        cls.disc = cls.items.search(
            [("source_id", "=", cls.source.id), ("number_norm", "=", "Z986479C58")]
        )
        journal = cls.env["account.journal"].create(
            {"name": "Cash counter", "type": "cash", "code": "GTIL"}
        )
        cls.cash = cls.env["pos.payment.method"].create(
            {"name": "Cash", "journal_id": journal.id}
        )
        cls.config = cls.env["pos.config"].create(
            {"name": "Counter", "payment_method_ids": [Command.set(cls.cash.ids)]}
        )
        cls.cashier = new_test_user(
            cls.env, login="parts_cashier", groups=CASHIER_GROUPS
        )
        cls.till = cls.config.with_user(cls.cashier)

    def open_session(self):
        self.till.open_ui()
        session = self.config.current_session_id.with_user(self.cashier)
        session.set_opening_control(0, "")
        return session

    def load(self, template_id):
        """Ask as the till does for products that it has not loaded."""
        templates = self.env["product.template"].with_user(self.cashier)
        return templates.load_product_from_pos(
            self.config.id, [("id", "=", template_id)]
        )
