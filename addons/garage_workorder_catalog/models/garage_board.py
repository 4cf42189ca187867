from functools import partial

from odoo import api, models
from odoo.fields import Domain


class GarageBoard(models.AbstractModel):
    """The owner's board tells what was bought for visits of the period and lost."""

    _inherit = "garage.board"

    @api.model
    def _get_tile_labels(self):
        label = self.env._("Bought, not billed")
        return [*super()._get_tile_labels(), ("parts_leak", label, "money")]

    @api.model
    def _get_figures(self, period):
        rows = self.env["garage.part.leak"]._read_group(
            self._get_leak_domain(period), [], ["amount:sum"]
        )
        return {**super()._get_figures(period), "parts_leak": rows[0][0] or 0.0}

    @api.model
    def _get_openers(self, period):
        opener = partial(
            self._open_list,
            "garage_workorder_catalog.garage_part_leak_action",
            self._get_leak_domain(period),
        )
        return {**super()._get_openers(period), "parts_leak": opener}

    @api.model
    def _get_leak_domain(self, period):
        """What was bought for visits that were over in the period, and lost."""
        return self._get_moment_domain("closed_at", period) & Domain(
            "kind", "=", "bought"
        )
