from odoo import api, models


class GarageJobNeed(models.Model):
    _inherit = "garage.job.need"

    @api.depends("line_id.purchase_line_ids.state")
    def _compute_state(self):
        return super()._compute_state()

    def _is_bought(self):
        lines = self.line_id.purchase_line_ids
        return super()._is_bought() or "purchase" in lines.mapped("state")

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
