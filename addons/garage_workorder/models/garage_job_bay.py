from odoo import models


class GarageJob(models.Model):
    """Where a job has to be done."""

    _inherit = "garage.job"

    def _get_bay_kind(self):
        """Kind of bay of its template, or of the booked service it came with."""
        self.ensure_one()
        template = self.template_id
        if template.bay_kind:
            return template.bay_kind
        services = self.workorder_id.booking_ids.service_ids.filtered(
            lambda service: template and template in service.template_ids
        )
        return next((kind for kind in services.mapped("bay_kind") if kind), "")
