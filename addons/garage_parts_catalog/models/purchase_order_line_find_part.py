from odoo import models
from odoo.exceptions import UserError


class PurchaseOrderLine(models.Model):
    _inherit = "purchase.order.line"

    def garage_action_find_part(self):
        """Button below the lines of an order: find a catalogue part for it."""
        order_id = self.env.context.get("order_id")
        if not order_id:
            raise UserError(
                self.env._("Choose the supplier and save the order, then find parts.")
            )
        return self.env["purchase.order"].browse(order_id).garage_action_find_part()
