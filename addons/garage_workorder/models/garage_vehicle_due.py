from odoo import fields, models


class GarageVehicleDue(models.Model):
    """Due work becomes a job of a visit; a finished job closes it."""

    _inherit = "garage.vehicle.due"

    job_id = fields.Many2one("garage.job", readonly=True, index="btree_not_null")
    workorder_id = fields.Many2one(related="job_id.workorder_id")

    def _book(self, job):
        self.write({"state": "booked", "job_id": job.id})

    def _get_job_template(self):
        """Return the template of the plan, for an inspection the first of its kind."""
        self.ensure_one()
        if self.plan_id.job_template_id or self.kind != "inspection":
            return self.plan_id.job_template_id
        return self.env["garage.job.template"].search(
            [
                ("category", "=", "inspection"),
                ("company_id", "in", [self.company_id.id, False]),
            ],
            limit=1,
        )

    def _get_stop_reason(self, booked):
        if self.state == "booked" and self.workorder_id:
            return self.env._("Booked: %s", self.workorder_id.display_name)
        return super()._get_stop_reason(booked)
