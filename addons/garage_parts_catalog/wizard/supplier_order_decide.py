from odoo import fields, models


class GarageSupplierOrderDecide(models.TransientModel):
    """What a supplier said on the phone about an order."""

    _name = "garage.supplier.order.decide"
    _description = "Decide about an order at a supplier"

    order_id = fields.Many2one("garage.supplier.order", required=True, readonly=True)
    partner_id = fields.Many2one(related="order_id.partner_id")
    answer = fields.Selection(
        [
            ("has_it", "They have it"),
            ("has_not", "They do not have it"),
            ("called_off", "Cancelled by phone"),
        ],
        required=True,
        readonly=True,
    )
    reference = fields.Char("Supplier's number")
    reason = fields.Char("Who said so, and when", required=True)

    def action_confirm(self):
        """Keep what the supplier said, with its reason."""
        self.ensure_one()
        if self.answer == "called_off":
            self.order_id._call_off_by_hand(self.reason)
        else:
            self.order_id._decide(self.answer == "has_it", self.reference, self.reason)
        return {"type": "ir.actions.act_window_close"}
