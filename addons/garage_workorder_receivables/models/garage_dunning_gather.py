from odoo import api, models

from odoo.addons.garage_receivables.domain import dunning

AWAY_STATES = ("planned", "handed_over", "cancelled")


class GarageDunningGather(models.AbstractModel):
    _inherit = "garage.dunning.gather"

    @api.model
    def _get_holds(self, company, lines):
        """An unpaid car that still stands here is its own reminder."""
        holds = super()._get_holds(company, lines)
        # sudo: finance need not see work orders to be told that the car is here.
        for line in lines.sudo().filtered(lambda one: one.amount_residual > 0):
            order = line.move_id.garage_workorder_id
            if line.move_id.garage_payer_kind != "customer":
                continue  # the maker's bill does not hold the customer's key
            if order and order.state not in AWAY_STATES:
                text = self.env._(
                    "The car %(plate)s is still in the shop (%(order)s); the key "
                    "waits for the payment.",
                    plate=order.vehicle_id.plate or order.vehicle_id.display_name,
                    order=order.name,
                )
                holds[line.id].append(dunning.Hold("other", {"text": text}))
        return holds
