from odoo import models


class GarageJob(models.Model):
    """What the vehicle's history tells of a job."""

    _inherit = "garage.job"

    def _get_event_details(self):
        """Return the parts of the job with their quantity, one on a line."""
        self.ensure_one()
        rows = [
            f"{line.product_uom_qty:g} × {line.product_id.name}"
            for line in self.line_ids
            if line.product_id and not line._is_garage_labour()
        ]
        return "\n".join(rows)
