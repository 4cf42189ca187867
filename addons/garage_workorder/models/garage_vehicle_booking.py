from odoo import models

_OVER = ("handed_over", "cancelled")


class GarageVehicle(models.Model):
    """Nobody is invited whose vehicle has an open visit."""

    _inherit = "garage.vehicle"

    def _get_booking_texts(self):
        workorders = self.env["garage.workorder"].search_fetch(
            [("vehicle_id", "in", self.ids), ("state", "not in", _OVER)],
            ["vehicle_id", "name"],
        )
        texts = super()._get_booking_texts()
        for workorder in workorders:
            text = self.env._("Has an open visit: %s", workorder.name)
            texts[workorder.vehicle_id.id] = text
        return texts
