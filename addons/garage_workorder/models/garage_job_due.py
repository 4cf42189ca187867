from odoo import fields, models

_FREE = ("declined", "cancelled")


class GarageJob(models.Model):
    """A job tells the due work it stands for what became of it."""

    _inherit = "garage.job"

    due_ids = fields.One2many("garage.vehicle.due", "job_id", string="Due work")

    def write(self, vals):
        result = super().write(vals)
        if vals.get("state") in (*_FREE, "done"):
            self._follow_due(vals["state"])
        return result

    def _follow_due(self, state):
        """Done closes the due work; a refusal puts it back on the list."""
        # Whoever finishes or cancels a job need not have rights on the list.
        dues = self.sudo().due_ids.filtered(lambda due: due.state == "booked")
        if state in _FREE:
            dues.write({"state": "open", "job_id": False})
            return
        today = fields.Date.context_today(self)
        for due in dues:
            due._set_done(today, due.vehicle_id.odometer)
