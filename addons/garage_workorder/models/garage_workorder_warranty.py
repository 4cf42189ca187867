from odoo import api, fields, models


class GarageWorkorder(models.Model):
    """The banner: this was done before and is still under warranty."""

    _inherit = "garage.workorder"

    warranty_text = fields.Text(compute="_compute_warranty_text")

    @api.depends("vehicle_id", "job_ids.template_id", "job_ids.payer_kind", "state")
    def _compute_warranty_text(self):
        for workorder in self:
            open_visit = workorder.state not in ("handed_over", "cancelled")
            cases = workorder._get_warranty_cases() if open_visit else {}
            asked = workorder.job_ids.filtered(
                lambda job: job.payer_kind == "customer" and job.state != "declined"
            )
            workorder.warranty_text = "\n".join(
                cases[job.id]["text"] for job in asked if job.id in cases
            )

    def _get_warranty_cases(self):
        """Return {job id: row of the warranty that covers it, with its text}."""
        self.ensure_one()
        # what a part is sold with is no secret; the lines are hidden from mechanics
        workorder = self.sudo()
        jobs = workorder.job_ids.filtered(
            lambda job: job.state not in ("declined", "cancelled")
        )
        if not jobs or not workorder.vehicle_id:
            return {}
        rows = workorder.vehicle_id._get_warranties(workorder.odometer_in)
        cases = {}
        for job in jobs:
            row = next((row for row in rows if job._is_same_work(row)), None)
            if row:
                cases[job.id] = {**row, "text": self._get_warranty_case_text(job, row)}
        return cases

    def _get_warranty_case_text(self, job, row):
        words = {"job": job.name, "visit": row["visit"], "until": row["until_text"]}
        if not row["product_id"]:
            return self.env._(
                "“%(job)s” was done with %(visit)s and is under warranty %(until)s.",
                **words,
            )
        return self.env._(
            "“%(job)s”: %(part)s was fitted with %(visit)s and is under warranty "
            "%(until)s.",
            part=row["name"],
            **words,
        )
