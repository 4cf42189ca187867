from odoo import models


class StockQuant(models.Model):
    """Parts on a shelf."""

    _inherit = "stock.quant"

    def action_garage_return(self):
        """Open a new return to the supplier for the first of these parts."""
        row = self[:1]
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Return to supplier"),
            "res_model": "garage.supplier.return",
            "views": [(False, "form")],
            "context": {
                "default_product_id": row.product_id.id,
                "default_lot_id": row.lot_id.id,
                "default_quantity": row.available_quantity or 1.0,
                "default_reason": "not_needed",
            },
        }
