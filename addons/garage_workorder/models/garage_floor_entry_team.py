from odoo import fields, models


class GarageFloorEntry(models.Model):
    """Entries between people: messages read, the quality check."""

    _inherit = "garage.floor.entry"

    action = fields.Selection(
        selection_add=[
            ("read", "Message read"),
            ("check_ok", "Quality check passed"),
            ("check_back", "Quality check failed"),
        ],
        ondelete={
            "read": "cascade",
            "check_ok": "cascade",
            "check_back": "cascade",
        },
    )

    def _do_read(self, job, values):
        employee = self.env.user.employee_id
        ids = [int(one) for one in values.get("ids") or []]
        self.env["garage.floor.message"]._mark_read(employee, ids, self.at)

    def _do_check_ok(self, job, values):
        job._for_floor().workorder_id._pass_quality(self.text)

    def _do_check_back(self, job, values):
        job = job._for_floor()
        job.workorder_id._fail_quality(job, self.text or "")

    def _keep_as_note(self, reason):
        notice = super()._keep_as_note(reason)
        employee = self.user_id.with_company(self.company_id).employee_id
        if self.workorder_id:
            self.env["garage.floor.message"]._tell(
                employee, self.workorder_id, "kept", notice, self.job_id
            )
        return notice
