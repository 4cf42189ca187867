from odoo import api, fields, models
from odoo.exceptions import ValidationError


class GarageTimeEntry(models.Model):
    """Time that one person worked on one job."""

    _name = "garage.time.entry"
    _description = "Time entry"
    _order = "start desc, id desc"
    _check_company_auto = True

    job_id = fields.Many2one(
        "garage.job", required=True, ondelete="cascade", index=True
    )
    workorder_id = fields.Many2one(related="job_id.workorder_id", store=True)
    company_id = fields.Many2one(related="job_id.company_id", store=True, index=True)
    employee_id = fields.Many2one("hr.employee", required=True, index=True)
    start = fields.Datetime(required=True, default=fields.Datetime.now, index=True)
    stop = fields.Datetime()
    hours = fields.Float(compute="_compute_hours")

    _one_running = models.UniqueIndex(
        "(employee_id) WHERE stop IS NULL",
        "This person already works on another job. Pause that one first.",
    )

    @api.depends("start", "stop")
    def _compute_hours(self):
        now = fields.Datetime.now()
        for entry in self:
            seconds = ((entry.stop or now) - (entry.start or now)).total_seconds()
            entry.hours = max(seconds, 0.0) / 3600

    @api.constrains("start", "stop")
    def _check_order(self):
        for entry in self:
            if entry.stop and entry.stop < entry.start:
                raise ValidationError(
                    self.env._("The end of a time entry lies before its start.")
                )

    @api.model
    def _get_running(self, employee):
        return self.search([("employee_id", "=", employee.id), ("stop", "=", False)])

    @api.model
    def _prepare_start_vals(self, job, employee):
        """A new stretch of work; it never starts before the last one ended."""
        last = self.search(
            [("employee_id", "=", employee.id), ("stop", "!=", False)],
            order="stop desc",
            limit=1,
        )
        moment = job._get_floor_moment()
        if last and moment < last.stop <= fields.Datetime.now():
            moment = last.stop
        return {"job_id": job.id, "employee_id": employee.id, "start": moment}

    def _stop(self):
        for entry in self:
            entry.stop = max(entry.job_id._get_floor_moment(), entry.start)
        # before the same person starts elsewhere: one running clock per person
        self.flush_recordset(["stop"])
