from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

GROUP = "garage_workorder.group_garage_time_correct"
#: taken from the entry, to be changed
PREFILLED = {
    "required": True,
    "compute": "_compute_times",
    "store": True,
    "readonly": False,
    "precompute": True,
}


class GarageTimeCorrectWizard(models.TransientModel):
    """Set a clocked time right, or add one that was never clocked, with a reason."""

    _name = "garage.time.correct.wizard"
    _description = "Correct a time"

    entry_id = fields.Many2one("garage.time.entry", readonly=True)
    job_id = fields.Many2one("garage.job", **PREFILLED)
    employee_id = fields.Many2one("hr.employee", **PREFILLED)
    start = fields.Datetime(**PREFILLED)
    stop = fields.Datetime(**PREFILLED)
    reason = fields.Char(required=True)

    @api.depends("entry_id")
    def _compute_times(self):
        for wizard in self:
            entry = wizard.entry_id
            wizard.job_id = entry.job_id or wizard.job_id
            wizard.employee_id = entry.employee_id or wizard.employee_id
            wizard.start = entry.start or wizard.start
            wizard.stop = entry.stop or wizard.stop or fields.Datetime.now()

    def action_apply(self):
        """Write the time and keep what stood there before."""
        self.ensure_one()
        if not self.env.user.has_group(GROUP):
            raise AccessError(
                self.env._("Only people with the right to correct times may do this.")
            )
        self._check_times()
        entry = self._get_entries() or self._create_entry()
        self._log(entry)
        entry.write({"start": self.start, "stop": self.stop, "forgotten": False})
        self._rest_job(entry.job_id)
        return {"type": "ir.actions.act_window_close"}

    def _check_times(self):
        problem = self._all_times()._get_correction_problem(
            self.employee_id, self.start, self.stop, self.entry_id
        )
        if problem:
            raise UserError(self._get_problem_text(problem))

    def _get_problem_text(self, problem):
        return {
            "order": self.env._("The end lies before the start. Change one of them."),
            "future": self.env._("The end lies in the future. Choose an earlier one."),
            "long": self.env._(
                "More than 16 hours on one job is not believed. Enter them in parts."
            ),
            "overlap": self.env._(
                "%(name)s worked on something else then. Correct that time first.",
                name=self.employee_id.name,
            ),
        }[problem]

    def _create_entry(self):
        return self._all_times().create(
            {
                "job_id": self.job_id.id,
                "employee_id": self.employee_id.id,
                "start": self.start,
                "stop": self.stop,
            }
        )

    def _log(self, entry):
        added = not self.entry_id
        entry.correction_ids.create(
            {
                "entry_id": entry.id,
                "user_id": self.env.uid,
                "reason": self.reason,
                "old_start": False if added else entry.start,
                "old_stop": False if added else entry.stop,
                "new_start": self.start,
                "new_stop": self.stop,
            }
        )

    def _rest_job(self, job):
        """A job whose last clock was stopped by hand rests."""
        if job.state == "in_progress" and all(job.time_entry_ids.mapped("stop")):
            job.state = "paused"

    def _get_entries(self):
        return self._all_times().browse(self.entry_id.id or [])

    def _all_times(self):
        # times are written by clocks and here only; the group was checked before
        return self.env["garage.time.entry"].sudo()
