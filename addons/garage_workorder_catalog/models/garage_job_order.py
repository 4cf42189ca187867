from odoo import models
from odoo.exceptions import UserError


class GarageJob(models.Model):
    """Ordering what a job misses."""

    _inherit = "garage.job"

    def action_order_parts(self):
        """Propose a supplier for each part that these jobs miss."""
        self.check_access("write")
        workorder = self.workorder_id
        workorder.ensure_one()
        workorder._check_open()
        missing = self.line_ids._get_missing_quantities()
        if not missing:
            raise UserError(
                self.env._(
                    "Nothing to order: every part is here, on the shelf or ordered."
                )
            )
        wizard = self.env["garage.parts.order"]._propose(workorder, missing)
        return wizard._get_open_action()

    def _get_card_actions(self, editable):
        actions = super()._get_card_actions(editable)
        if editable and self.line_ids._get_missing_quantities():
            order = {
                "method": "action_order_parts",
                "label": self.env._("Order missing parts"),
                "icon": "fa-truck",
            }
            actions.insert(1, order)
        return actions
