from odoo import fields, models


class GarageKeyRelease(models.TransientModel):
    """Asks why a key may leave although the bill is open."""

    _name = "garage.key.release"
    _description = "Release a key unpaid"

    workorder_id = fields.Many2one("garage.workorder", required=True, readonly=True)
    currency_id = fields.Many2one(related="workorder_id.currency_id")
    amount_due = fields.Monetary(related="workorder_id.amount_due")
    reason = fields.Char(required=True)

    def action_release(self):
        self.ensure_one()
        self.workorder_id._release_key(self.reason)
        return {"type": "ir.actions.act_window_close"}
