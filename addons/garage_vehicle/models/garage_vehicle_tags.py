from odoo import models


class GarageVehicle(models.Model):
    """The customer's automatic tags, shown when the vehicle comes in."""

    _inherit = "garage.vehicle"

    def _get_warnings(self):
        rows = super()._get_warnings()
        names = self.owner_id._get_garage_tags() if self.owner_id else []
        if names:
            rows.append(
                {
                    "code": "tags",
                    "level": "info",
                    "text": ", ".join(names),
                    "why": self.env._(
                        "Tags that rules gave to the customer. Remove one on the"
                        " customer and it does not come back."
                    ),
                }
            )
        return rows
