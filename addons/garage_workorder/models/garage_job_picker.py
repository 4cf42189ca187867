from odoo import models


class GarageJob(models.Model):
    """The button of the jobs list that opens the job picker."""

    _inherit = "garage.job"

    def action_add_from_templates(self):
        """Open the picker for the work order in the context."""
        workorder_id = self.env.context.get("garage_workorder_id")
        return self.env["garage.workorder"].browse(workorder_id).action_add_jobs()
