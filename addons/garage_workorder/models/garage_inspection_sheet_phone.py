from odoo import models


class GarageInspectionSheet(models.Model):
    """A sheet for a visit at which it was not opened yet."""

    _inherit = "garage.inspection.sheet"

    def _get_phone_before(self, workorder):
        """What the last visit said, by item of the sheet."""
        self.ensure_one()
        codes = {
            item._get_compare_code(): item.id
            for item in self.line_ids
            if item.kind != "group"
        }
        lines = self.env["garage.inspection.line"]._search_checked(
            workorder.vehicle_id, codes
        )
        before = {}
        for line in lines:
            if line.workorder_id != workorder:
                before.setdefault(codes[line.code], line._get_phone_before())
        return before
