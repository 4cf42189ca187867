from odoo import api, fields, models

from ..domain import states


class GarageWorkorder(models.Model):
    """Five signals of a work order: approval, parts, work, payment, key."""

    _inherit = "garage.workorder"

    lights = fields.Json(compute="_compute_lights", compute_sudo=True)

    @api.depends(
        "state", "key_state", "key_tag", "job_ids.state", "job_ids.mechanic_id"
    )
    def _compute_lights(self):
        self._preload_lights()
        for workorder in self:
            workorder.lights = workorder._get_lights()

    def _preload_lights(self):
        """Read for all what is looked at one by one: queries stay few on a board."""
        jobs = self.job_ids
        jobs.need_ids.fetch(["name", "line_id"])
        lines = jobs.line_ids
        lines.product_id.mapped("type")
        lines.order_id.mapped("state")
        lines.move_ids.mapped("state")

    def _get_lights(self):
        """List of {key, state, text}; state is none, wait, done or stop."""
        self.ensure_one()
        makers = {
            "approval": self._get_approval_light,
            "parts": self._get_parts_light,
            "work": self._get_work_light,
            "payment": self._get_payment_light,
            "key": self._get_key_light,
        }
        lights = []
        for key, maker in makers.items():
            state, text = maker()
            lights.append({"key": key, "state": state, "text": text})
        return lights

    def _get_approval_light(self):
        jobs = self.job_ids
        job_states = jobs.mapped("state")
        raised = jobs.filtered("needs_approval")
        waiting = job_states.count("awaiting_approval")
        if raised:
            return "stop", self.env._(
                "“%(job)s” costs more than approved: send it for approval.",
                job=raised[0].name,
            )
        if waiting:
            return "wait", self.env._(
                "%(count)s of %(all)s jobs wait for the customer's answer.",
                count=waiting,
                all=len(jobs),
            )
        if "draft" in job_states:
            return "none", self.env._("The estimate is not sent yet.")
        if set(job_states) & states.APPROVED:
            return "done", self.env._("The customer has approved.")
        if "declined" in job_states:
            return "done", self.env._("The customer has declined everything.")
        return "none", self.env._("No jobs yet.")

    def _get_parts_light(self):
        jobs = self.job_ids.filtered(lambda job: job.state not in states.CLOSED)
        needs = jobs.need_ids.filtered(lambda need: not need.line_id)
        if needs:
            return "wait", self.env._(
                "To choose: %(parts)s.", parts=", ".join(needs.mapped("name"))
            )
        missing = jobs._get_missing_lines()
        if missing:
            return "wait", self.env._(
                "Not in stock yet: %(parts)s.",
                parts=", ".join(missing.product_id.mapped("display_name")),
            )
        parts = self.job_ids._get_part_lines()
        if not parts:
            return "none", self.env._("No parts needed.")
        if all(line.order_id.state == "sale" for line in parts):
            return "done", self.env._("All parts are reserved or fitted.")
        return "none", self.env._("Parts are reserved after the approval.")

    def _get_work_light(self):
        jobs = self.job_ids.filtered(
            lambda job: job.state not in ("declined", "cancelled")
        )
        done = jobs.filtered(lambda job: job.state == "done")
        if jobs and jobs == done:
            return "done", self.env._("All jobs are finished.")
        running = jobs.filtered(lambda job: job.state == "in_progress")
        if running:
            return "wait", self.env._(
                "In work: %(jobs)s.", jobs=", ".join(running.mapped("name"))
            )
        if done or jobs.filtered(lambda job: job.state == "paused"):
            return "wait", self.env._(
                "%(done)s of %(all)s jobs finished.", done=len(done), all=len(jobs)
            )
        return "none", self.env._("Work has not started.")

    def _get_payment_light(self):
        return "none", self.env._("No payment asked for yet.")

    def _get_key_light(self):
        if self.key_state == "handed_over":
            return "done", self.env._("The key was handed over.")
        if self.key_state == "in_shop":
            return "wait", self.env._(
                "The key is in the workshop, tag %(tag)s.", tag=self.key_tag or "-"
            )
        return "none", self.env._("No key taken in.")
