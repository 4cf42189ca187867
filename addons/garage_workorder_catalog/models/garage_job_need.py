from odoo import models


class GarageJobNeed(models.Model):
    _inherit = "garage.job.need"

    def action_find_part(self):
        """Open the parts search for what this line asks for."""
        self.ensure_one()
        return self.job_id._open_parts_search(need=self)

    def action_order_parts(self):
        """Order what the job of this request misses."""
        self.ensure_one()
        return self.job_id.action_order_parts()

    def _get_card_actions(self):
        find = {
            "method": "action_find_part",
            "label": self.env._("Find part"),
            "icon": "fa-search",
        }
        return [find, *super()._get_card_actions()]
