from odoo import api, models


class GarageMatchProposal(models.Model):
    _inherit = "garage.match.proposal"

    @api.model
    def _as_screen_item(self, item):
        """Show the plate beside the invoice."""
        # sudo: see garage.match.gather.
        vehicle = item.sudo().move_id.garage_workorder_id.vehicle_id
        return {**super()._as_screen_item(item), "plate": vehicle.plate or ""}
