from datetime import timedelta

from odoo import api, fields, models

#: a planned visit so many days away or missed is offered at the intake
NEAR_DAYS = 14
#: visits named at the intake
NAMED = 3
OVER = ("handed_over", "cancelled")


class GarageVehicle(models.Model):
    """Visits that are planned or going on, so that nobody makes a second one."""

    _inherit = "garage.vehicle"

    @api.model
    def get_intake(self, vehicle_id):
        """Tell at the intake that the vehicle is expected, or here already."""
        intake = super().get_intake(vehicle_id)
        visits = self.browse(vehicle_id)._get_near_visits()
        intake["visits"] = [visit._get_intake_row() for visit in visits]
        return intake

    def _get_near_visits(self):
        """Planned visits of these days, the nearest first, then those going on."""
        self.ensure_one()
        now = fields.Datetime.now()
        visits = self.env["garage.workorder"].search(
            [("vehicle_id", "=", self.id), ("state", "not in", OVER)]
        )
        planned = visits.filtered(lambda visit: visit._is_expected())
        near = planned.filtered(
            lambda visit: abs(visit._get_expected_at() - now) < timedelta(NEAR_DAYS)
        ).sorted(lambda visit: abs(visit._get_expected_at() - now))
        return (near | (visits - planned))[:NAMED]
