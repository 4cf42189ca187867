from odoo import models


class GarageJobNeed(models.Model):
    _inherit = "garage.job.need"

    def action_find_part(self):
        """Open the parts search for what this line asks for."""
        self.ensure_one()
        return self.job_id._open_parts_search(need=self)
