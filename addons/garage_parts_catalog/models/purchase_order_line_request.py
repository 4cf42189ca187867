from odoo import fields, models
from odoo.exceptions import UserError


class PurchaseOrderLine(models.Model):
    """Whose wish a line is, so that asking again never orders twice."""

    _inherit = "purchase.order.line"

    garage_request_key = fields.Char(
        "Request", index="btree_not_null", readonly=True, copy=False
    )

    _garage_request_key_unique = models.Constraint(
        "UNIQUE (garage_request_key)",
        "This part was ordered a moment ago. Look at the supplier's order.",
    )

    def _garage_find_requested(self, keys):
        """Return {key: line} of wishes that stand on an order which still counts."""
        # Reached by who may order for a job or at the counter (checked before).
        lines = self.sudo().search([("garage_request_key", "in", list(keys))])
        dropped = lines.filtered(lambda line: line.order_id.state == "cancel")
        dropped.garage_request_key = False
        dropped.flush_recordset(["garage_request_key"])  # free before it is used again
        return {line.garage_request_key: line for line in lines - dropped}

    def _garage_wish_again(self, quantity):
        """Correct the number of pieces while nothing has been sent yet."""
        self.ensure_one()
        if self.product_uom_id.compare(self.product_qty, quantity) == 0:
            return
        if self.order_id.state != "draft":
            raise UserError(
                self.env._(
                    "%(pieces)g of this part are ordered on %(order)s already. Put "
                    "further pieces on a line of their own and order those.",
                    pieces=self.product_qty,
                    order=self.order_id.name,
                )
            )
        self.product_qty = quantity
