from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..domain import worktime


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
    day = fields.Date(
        compute="_compute_day", store=True, index=True, help="Day on which it began."
    )
    hours = fields.Float(compute="_compute_hours")
    forgotten = fields.Boolean(
        string="Forgotten stop",
        readonly=True,
        help="Nobody stopped the clock; it was cut at the end of the working day.",
    )
    correction_ids = fields.One2many(
        "garage.time.correction", "entry_id", string="Corrections"
    )

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

    @api.depends("start", "company_id")
    def _compute_day(self):
        schedule = self.env["garage.schedule"]
        for entry in self:
            company = entry.company_id or self.env.company
            entry.day = entry.start and schedule._to_local(company, entry.start).date()

    @api.constrains("start", "stop")
    def _check_order(self):
        for entry in self:
            if entry.stop and entry.stop < entry.start:
                raise ValidationError(
                    self.env._("The end of a time entry lies before its start.")
                )

    @api.model
    def _cron_stop_forgotten(self, batch=20):
        """Cut clocks that still run long after the working day; tell their people."""
        domain = [
            ("stop", "=", False),
            ("start", "<", fields.Datetime.now() - timedelta(hours=1)),
        ]
        running = self.search(domain, order="id")
        for entries in (
            running[place : place + batch] for place in range(0, len(running), batch)
        ):
            for entry in entries.try_lock_for_update():
                if entry._get_cut(fields.Datetime.now()):
                    entry.job_id._pause_clock(entry.employee_id)
            if not self.env["ir.cron"]._commit_progress(len(entries)):
                break

    @api.model
    def _get_running(self, employee):
        return self.search([("employee_id", "=", employee.id), ("stop", "=", False)])

    @api.model
    def _get_correction_problem(self, employee, start, stop, entry):
        """Return what is wrong with a corrected time, see ``worktime``; else empty."""
        others = self.search(
            [
                ("employee_id", "=", employee.id),
                ("id", "!=", entry.id),
                ("start", "<", stop),
            ]
        )
        now = fields.Datetime.now()
        stretches = [(other.start, other.stop or now) for other in others]
        return worktime.correction_problem(start, stop, now, stretches)

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
            moment = max(entry.job_id._get_floor_moment(), entry.start)
            cut = entry._get_cut(moment)
            entry.write({"stop": cut or moment, "forgotten": bool(cut)})
            if cut:
                entry._tell_cut(cut)
        # before the same person starts elsewhere: one running clock per person
        self.flush_recordset(["stop"])

    def _get_cut(self, moment):
        """Where the clock is cut when it is looked at in that moment, else None."""
        self.ensure_one()
        company = self.company_id
        grace = company.garage_clock_grace
        if moment - self.start <= timedelta(hours=grace):
            return None
        schedule = self.env["garage.schedule"]
        day = schedule._to_local(company, self.start).date()
        work = schedule._get_work(company, self.employee_id, day, day)
        spans = work.get(self.employee_id.id, {}).get(day, [])
        return worktime.forgotten_stop(
            self.start,
            moment,
            max((span.stop for span in spans), default=None),
            schedule._to_utc(company, day + timedelta(days=1), 0),
            grace,
        )

    def _tell_cut(self, cut):
        text = self.env._(
            "Your clock on “%(job)s” was cut at %(time)s, the end of the working day. "
            "Tell the manager if that is wrong.",
            job=self.job_id.name,
            time=self.env["garage.schedule"]
            ._to_local(self.company_id, cut)
            .strftime("%H:%M"),
        )
        # nobody's act, so also whoever stops the clock late is told
        self.env["garage.floor.message"].with_user(
            self.env.ref("base.user_root")
        )._tell(self.employee_id, self.workorder_id, "clock", text, self.job_id)
