from odoo import models
from odoo.tools import format_date


class GarageVehicle(models.Model):
    """The row of a vehicle on its customer's page."""

    _inherit = "garage.vehicle"

    def _get_overview_row(self):
        self.ensure_one()
        last, due = self.last_visit, self.inspection_due
        return {
            "id": self.id,
            "plate": self.plate or self.vin or "",
            "country": self.plate_country_code or "",
            "title": self._get_long_title(),
            "last_visit": format_date(self.env, last.date()) if last else "",
            "inspection": format_date(self.env, due) if due else "",
        }
