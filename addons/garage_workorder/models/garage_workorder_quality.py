from odoo import fields, models
from odoo.exceptions import UserError


class GarageWorkorder(models.Model):
    """The last look at a vehicle before the customer gets it back."""

    _inherit = "garage.workorder"

    quality_user_id = fields.Many2one(
        "res.users", string="Checked by", readonly=True, copy=False
    )
    quality_at = fields.Datetime(string="Checked", readonly=True, copy=False)

    def _set_state(self, state, **vals):
        if state == "in_progress":
            # more work is done, so the vehicle has to be looked at once more
            vals = {"quality_user_id": False, "quality_at": False, **vals}
        return super()._set_state(state, **vals)

    def _check_can_be_ready(self):
        result = super()._check_can_be_ready()
        if self.company_id.garage_quality_check != "no" and not self.quality_at:
            raise UserError(
                self.env._(
                    "%(name)s has not been checked yet. Ask a mechanic for the quality "
                    "check on the phone.",
                    name=self.name,
                )
            )
        return result

    def _pass_quality(self, text=None):
        """Note that the vehicle was looked at and is fine; tell the adviser."""
        self.ensure_one()
        self._check_quality_step()
        if self.company_id.garage_quality_check == "other" and self._is_own_work():
            raise UserError(
                self.env._("Somebody who did not work on it does the quality check.")
            )
        self.write(
            {"quality_user_id": self.env.uid, "quality_at": fields.Datetime.now()}
        )
        checked = self.env._("Checked, all good.")
        self._tell_adviser(" ".join(filter(None, [checked, text])))
        self._notify_board()

    def _fail_quality(self, job, text):
        """Send one job back to its mechanic, with the reason."""
        self.ensure_one()
        self._check_quality_step()
        job.action_reopen()
        words = self.env._("Not good yet, “%(job)s”: %(text)s", job=job.name, text=text)
        self.env["garage.floor.message"]._tell(
            job.mechanic_id, self, "check", words, job
        )
        self._tell_adviser(words)

    def _check_quality_step(self):
        if self.state != "quality_check":
            raise UserError(
                self.env._(
                    "%(name)s no longer waits for the quality check.", name=self.name
                )
            )

    def _is_own_work(self):
        employee = self.env.user.with_company(self.company_id).employee_id
        return employee in self.job_ids.time_entry_ids.employee_id

    def _get_quality_row(self):
        """A vehicle to look at, as the phone shows it."""
        self.ensure_one()
        jobs = self.job_ids.filtered(lambda job: job.state == "done")
        only_others = self.company_id.garage_quality_check == "other"
        return {
            "id": self.id,
            "name": self.name,
            "plate": self.vehicle_id.plate or "",
            "plate_country": self.vehicle_id.plate_country_code or "",
            "vehicle": self.vehicle_id._get_title(),
            "complaint": self.complaint or "",
            "promised_at": jobs._to_iso(self.promised_at),
            "key_tag": self.key_tag or "",
            "allowed": not (only_others and self._is_own_work()),
            "jobs": [
                {"id": job.id, "name": job.name, "mechanic": job.mechanic_id.name or ""}
                for job in jobs
            ],
        }
