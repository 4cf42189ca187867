from odoo import api, fields, models


class StockQuant(models.Model):
    """Parts on a shelf: returned to the supplier, or counted with a reason."""

    _inherit = "stock.quant"

    garage_reason_id = fields.Many2one(
        "garage.loss.reason",
        "Reason for the difference",
        domain=[("kind", "=", "count")],
        copy=False,
    )

    @api.model
    def _get_inventory_fields_create(self):
        return [*super()._get_inventory_fields_create(), "garage_reason_id"]

    @api.model
    def _get_inventory_fields_write(self):
        return [*super()._get_inventory_fields_write(), "garage_reason_id"]

    def _get_inventory_move_values(self, *args, **kwargs):
        vals = super()._get_inventory_move_values(*args, **kwargs)
        return {**vals, "garage_reason_id": self.garage_reason_id.id}

    def action_clear_inventory_quantity(self):
        self.filtered("garage_reason_id").garage_reason_id = False
        return super().action_clear_inventory_quantity()

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
