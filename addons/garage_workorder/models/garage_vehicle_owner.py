from odoo import models
from odoo.fields import Domain

from .garage_workorder_owner import OVER


class GarageVehicle(models.Model):
    """Open visits of a vehicle that changes hands."""

    _inherit = "garage.vehicle"

    def _get_open_workorders(self):
        return self.env["garage.workorder"].search(
            Domain("vehicle_id", "in", self.ids) & Domain("state", "not in", OVER)
        )

    def _on_owner_changed(self, former):
        result = super()._on_owner_changed(former)
        if not self.env.context.get("garage_owner_correction"):
            moved = self.env.context.get("garage_moved_workorders") or []
            orders = self._get_open_workorders()
            orders.filtered(lambda order: order.id not in moved)._tell_owner_changed(
                former
            )
        return result
