from odoo import fields, models


class GarageCoreHandIn(models.TransientModel):
    """How many of several old parts the customer brought."""

    _name = "garage.core.hand.in"
    _description = "Old parts handed in"

    line_id = fields.Many2one("sale.order.line", required=True, readonly=True)
    name = fields.Text(related="line_id.name", string="Deposit")
    quantity = fields.Float(
        "Old parts handed in", digits="Product Unit", required=True, default=1.0
    )

    def action_confirm(self):
        self.ensure_one()
        self.line_id.hand_in_core(self.quantity)
        return {"type": "ir.actions.act_window_close"}
