from odoo import api, fields, models


class GarageOwnerChange(models.TransientModel):
    """What becomes of a visit that is open while the vehicle is sold."""

    _inherit = "garage.owner.change"

    open_workorder_ids = fields.Many2many(
        "garage.workorder",
        string="Open visits",
        compute="_compute_open_workorder_ids",
    )
    workorder_choice = fields.Selection(
        [
            ("keep", "Stay with who ordered them"),
            ("move", "Go to the new owner"),
        ],
        string="Open visits then",
        default="keep",
        required=True,
    )

    @api.depends("vehicle_id")
    def _compute_open_workorder_ids(self):
        for wizard in self:
            wizard.open_workorder_ids = wizard.vehicle_id._get_open_workorders()

    def action_apply(self):
        """A correction takes open visits along: they were never somebody else's."""
        self.ensure_one()
        self._check_change()
        orders = self.open_workorder_ids.filtered(
            lambda order: order.partner_id == self.former_id
        )
        if self.partner_id and self.workorder_choice == "move":
            orders._move_to_owner(self.partner_id)
            self = self.with_context(garage_moved_workorders=orders.ids)
        return super().action_apply()
