from odoo.addons.garage_pos_payment.tests.common import TillCase
from odoo.addons.garage_workorder.tests.common import WorkorderCommon


class WorkorderTillCase(WorkorderCommon, TillCase):
    """A finished visit of 12-ABC-3 (300.00 incl. tax) and a register."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.lang = "en_US"
        cls.partner = cls.customer
        cls.workorder, front, _rear = cls._create_approved()
        front.action_finish()
        cls.workorder.action_mark_ready()

    def rows(self, text=""):
        workorders = self.env["garage.workorder"].with_user(self.cashier)
        found = workorders.garage_pos_list(self.config.id, text)
        return [row for row in found if row["workorder_id"] == self.workorder.id]

    def bill(self):
        """What the till does when the cashier goes to payment."""
        workorder = self.workorder.with_user(self.cashier)
        return workorder.garage_pos_bill(self.config.id)
