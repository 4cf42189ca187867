from odoo import models


class GarageJob(models.Model):
    """Deposits on the lines of a job."""

    _inherit = "garage.job"

    def _remove_line(self, line):
        """A deposit that somebody takes off stays off."""
        part = line.garage_core_for_id
        if part:
            part.garage_core_off = True
        return super()._remove_line(line)

    def _get_declined_line_vals(self):
        """Offered again, parts bring their deposits themselves."""
        rows = self.sudo().declined_lines or []  # as the method that is extended
        kept = [row for row in rows if not row.get("share")]
        vals_list = super()._get_declined_line_vals()
        return [
            vals
            for row, vals in zip(kept, vals_list, strict=True)
            if not row.get("core")
        ]
