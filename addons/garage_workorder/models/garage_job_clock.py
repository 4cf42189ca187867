from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

FLOOR_GROUPS = (
    "garage_base.group_garage_mechanic",
    "garage_base.group_garage_adviser",
)
STARTABLE = ("approved", "in_progress", "paused")


class GarageJob(models.Model):
    """The clock of a job: who works on it since when."""

    _inherit = "garage.job"

    time_entry_ids = fields.One2many("garage.time.entry", "job_id", string="Times")
    clocked_hours = fields.Float(compute="_compute_clocked_hours", compute_sudo=True)
    finished_at = fields.Datetime(readonly=True, copy=False, index="btree_not_null")
    finished_hours = fields.Float(
        readonly=True, copy=False, help="Hours sold when the job was finished."
    )

    @api.depends("time_entry_ids.start", "time_entry_ids.stop")
    def _compute_clocked_hours(self):
        for job in self:
            job.clocked_hours = sum(job.time_entry_ids.mapped("hours"))

    def action_start_clock(self):
        """Start working on the job; what the person did before is paused."""
        self.ensure_one()
        job = self._for_floor()
        job.lock_for_update()
        if job.state not in STARTABLE:
            job._refuse_start()
        employee = job._get_clock_employee(self.env.user)
        if job.time_entry_ids.filtered(
            lambda entry: entry.employee_id == employee and not entry.stop
        ):
            return
        running = self.env["garage.time.entry"].sudo()._get_running(employee)
        running.job_id._pause_clock(employee)
        times = self.env["garage.time.entry"].sudo()
        times.create(times._prepare_start_vals(job, employee))
        job.write(
            {
                "state": "in_progress",
                "mechanic_id": job.mechanic_id.id or employee.id,
            }
        )
        job.workorder_id._sync_state()

    def action_pause_clock(self):
        """Stop the clock of the person; the job rests when nobody works on it."""
        for job in self._for_floor():
            job._pause_clock(job._get_clock_employee(self.env.user))

    def action_finish(self):
        """Finish the jobs: all clocks stop and their parts leave the stock."""
        jobs = self._for_floor()
        jobs.lock_for_update()
        jobs = jobs.filtered(lambda job: job.state != "done")
        for job in jobs:
            if job.state not in STARTABLE:
                job._refuse_start()
        jobs._stop_clocks()
        jobs._issue_parts()
        jobs.write({"state": "done", "finished_at": self._get_floor_moment()})
        for job in jobs:
            job.finished_hours = job.sold_hours
        self.sudo().workorder_id._sync_state()

    def action_reopen(self):
        """Take a finished job up again; parts already fitted stay issued."""
        for job in self._for_floor():
            if job.state != "done" or job.workorder_id.state == "handed_over":
                raise UserError(
                    self.env._("Only a finished job of an open visit can be reopened.")
                )
            job.write({"state": "paused", "finished_at": False})
            job.workorder_id._set_state("in_progress", ready_at=False)

    def set_finding(self, text=None, severity=None):
        """Note from the bay what was found and how urgent it is."""
        self.ensure_one()
        vals = {}
        if text is not None:
            vals["finding"] = text
        if severity is not None:
            vals["severity"] = severity
        self._for_floor().write(vals)

    def request_part(self, name, quantity=1.0):
        """Ask from the bay for a part; the adviser chooses it. Return its id."""
        self.ensure_one()
        job = self._for_floor()
        need = job.need_ids.create(
            {
                "job_id": job.id,
                "name": name,
                "quantity": quantity,
                "asked_by_id": self.env.user.employee_id.id,
            }
        )
        job.workorder_id._tell_adviser(
            self.env._("Part asked for “%(job)s”: %(part)s", job=job.name, part=name)
        )
        job.workorder_id._notify_board()
        return need.id

    def _for_floor(self):
        """The jobs as superuser for somebody of the workshop floor who sees them.

        Mechanics may act on jobs only through the methods of this file; they have no
        right to write prices, approvals or states.
        """
        self.check_access("read")
        user = self.env.user
        if not self.env.su and not any(user.has_group(g) for g in FLOOR_GROUPS):
            raise AccessError(self.env._("Only mechanics and advisers work on jobs."))
        # reached by mechanics and advisers who may read these jobs; checked above
        return self.sudo()

    def _get_clock_employee(self, user):
        """Who clocks: the user's own employee, else the mechanic of the job."""
        self.ensure_one()
        employee = user.with_company(self.company_id).employee_id or self.mechanic_id
        if not employee:
            raise UserError(
                self.env._(
                    "%(user)s is not linked to an employee and “%(job)s” has no "
                    "mechanic. Choose the mechanic of the job first.",
                    user=user.name,
                    job=self.name,
                )
            )
        return employee.sudo()

    def _get_floor_moment(self):
        """When it happened: now, or earlier on a phone that had no network."""
        return self.env.context.get("garage_moment") or fields.Datetime.now()

    def _refuse_start(self):
        if self.state in ("done", "cancelled", "declined"):
            raise UserError(
                self.env._(
                    "“%(job)s” is finished or cancelled. Ask the adviser to take it "
                    "up again.",
                    job=self.name,
                )
            )
        labels = dict(self._fields["state"]._description_selection(self.env))
        raise UserError(
            self.env._(
                "“%(job)s” is %(state)s, so nobody can work on it. "
                "Work starts after the customer's approval.",
                job=self.name,
                state=labels[self.state].lower(),
            )
        )

    def _pause_clock(self, employee):
        for job in self:
            running = job.time_entry_ids.filtered(lambda entry: not entry.stop)
            own = running.filtered(lambda entry: entry.employee_id == employee)
            own._stop()
            if not running - own and job.state == "in_progress":
                job.state = "paused"

    def _stop_clocks(self):
        self.time_entry_ids.filtered(lambda entry: not entry.stop)._stop()
