from collections import Counter

from odoo import models
from odoo.exceptions import UserError


class GarageJob(models.Model):
    """Ordering what a job misses."""

    _inherit = "garage.job"

    def action_order_parts(self):
        """Propose a supplier for each part that these jobs miss."""
        self.check_access("write")
        workorder = self.workorder_id
        workorder.ensure_one()
        workorder._check_open()
        missing = self.line_ids._get_missing_quantities()
        if not missing:
            raise UserError(
                self.env._(
                    "Nothing to order: every part is here, on the shelf or ordered."
                )
            )
        wizard = self.env["garage.parts.order"]._propose(workorder, missing)
        return wizard._get_open_action()

    def _get_card_rows(self, open_ids):
        rows = super()._get_card_rows(open_ids)
        editable = self.browse([row["id"] for row in rows if row["editable"]])
        if not editable:
            return rows
        short = editable.line_ids._get_missing_quantities()
        missing = Counter(line.garage_job_id.id for line in short)
        for row in rows:
            if missing[row["id"]]:
                row["actions"][1:1] = self._get_order_actions(missing[row["id"]])
        return rows

    def _get_order_actions(self, count):
        """Buttons of a card whose job misses so many parts."""
        order = {
            "method": "action_order_parts",
            "label": self.env._("Order missing parts"),
            "icon": "fa-truck",
        }
        return [order]
