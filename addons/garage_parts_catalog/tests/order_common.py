from odoo import fields
from odoo.fields import Command
from odoo.tests import new_test_user

from .supplier_common import SupplierCase


class OrderCase(SupplierCase):
    """A purchase order of brake pads at a simulated live supplier."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other.active = False
        cls.product = cls.part._get_or_create_product()
        cls.adviser = new_test_user(
            cls.env, login="order_adviser", groups="garage_base.group_garage_adviser"
        )

    def setUp(self):
        super().setUp()
        self.stub.orders.clear()

    def purchase(self, quantity=4, price=38.5):
        tomorrow = fields.Datetime.add(fields.Datetime.now(), days=1)
        return self.env["purchase.order"].create(
            {
                "partner_id": self.supplier.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": self.product.id,
                            "product_qty": quantity,
                            "price_unit": price,
                            "date_planned": tomorrow,
                            "tax_ids": [Command.clear()],
                        }
                    )
                ],
            }
        )

    def start(self, scenario="ok", **values):
        """Send a purchase order and take the first step; return it at the supplier."""
        self.stub.scenario = scenario
        order = self.purchase(**values)._garage_send(self.live)
        return self.step(order)

    def step(self, order, scenario=None, times=1):
        """Let the job take its next step."""
        self.stub.scenario = scenario or self.stub.scenario
        for _step in range(times):
            self.env.flush_all()
            order._process()
            self.env.invalidate_all()
        return order

    def booked(self):
        """How many orders the supplier has."""
        return len(self.stub.orders)

    def placed(self):
        """How often the supplier was sent an order."""
        return len([row for row in self.stub.requests if row["body"]])
