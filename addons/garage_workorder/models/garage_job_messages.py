from odoo import models

#: states of a job that still concern its mechanic
LIVE = ("draft", "awaiting_approval", "approved", "in_progress", "paused")


class GarageJob(models.Model):
    """What happens to a job is told to the mechanics it concerns."""

    _inherit = "garage.job"

    def write(self, vals):
        before = {}
        if "mechanic_id" in vals:
            before = {job.id: job.mechanic_id for job in self}
        result = super().write(vals)
        for job in self:
            if job.id in before and job.state in LIVE:
                job._tell_assigned(before[job.id])
        return result

    def _approve(self, approval):
        fresh = self.filtered(lambda job: job.state in ("draft", "awaiting_approval"))
        result = super()._approve(approval)
        fresh._tell_answer("approved", self.env._("The customer approved"))
        return result

    def _decline(self, approval):
        fresh = self.filtered(lambda job: job.state in ("draft", "awaiting_approval"))
        result = super()._decline(approval)
        fresh._tell_answer("declined", self.env._("The customer declined"))
        return result

    def _tell_assigned(self, former):
        """Tell who got the job and who lost it."""
        self.ensure_one()
        messages = self.env["garage.floor.message"]
        mechanic = self.sudo().mechanic_id  # for the name; also advisers assign jobs
        if mechanic == former:
            return
        if mechanic:
            text = self.env._("Yours now: “%(job)s”", job=self.name)
            messages._tell(mechanic, self.workorder_id, "assigned", text, self)
        if former:
            text = self.env._(
                "“%(job)s” was given to %(mechanic)s",
                job=self.name,
                mechanic=mechanic.name or self.env._("nobody"),
            )
            messages._tell(former.sudo(), self.workorder_id, "assigned", text, self)

    def _tell_answer(self, kind, words):
        """Tell the customer's answer to who does the job or has found it."""
        for job in self.sudo():  # reached by whoever notes the customer's answer
            text = f"{words}: “{job.name}”"
            job.env["garage.floor.message"]._tell(
                job._get_concerned(), job.workorder_id, kind, text, job
            )

    def _get_concerned(self):
        """The mechanic of the job and who proposed it from the bay."""
        self.ensure_one()
        entries = self.env["garage.floor.entry"].search(
            [("proposed_job_id", "=", self.id)]
        )
        finders = entries.user_id.with_company(self.company_id).employee_id
        return self.mechanic_id | finders
