from odoo import models


class StockPicking(models.Model):
    """A receipt from which something goes back."""

    _inherit = "stock.picking"

    def action_garage_return(self):
        """Open a new return to the supplier of this receipt."""
        self.ensure_one()
        lines = self.move_ids.purchase_line_id
        one = self.move_ids.product_id if len(self.move_ids.product_id) == 1 else None
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Return to supplier"),
            "res_model": "garage.supplier.return",
            "views": [(False, "form")],
            "context": {
                "default_partner_id": self.partner_id.commercial_partner_id.id,
                "default_product_id": one.id if one else False,
                "default_purchase_line_id": lines.id if len(lines) == 1 else False,
                "default_quantity": sum(self.move_ids.mapped("quantity")) if one else 1,
                "default_reason": "wrong",
            },
        }
