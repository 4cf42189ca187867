from odoo import api, fields, models
from odoo.fields import Command


class GarageApprovalWizard(models.TransientModel):
    """What the customer said on the phone or at the counter, noted by staff."""

    _name = "garage.approval.wizard"
    _description = "Note an approval"

    workorder_id = fields.Many2one("garage.workorder", required=True, readonly=True)
    channel = fields.Selection(
        [("phone", "Phone"), ("counter", "Counter"), ("tablet", "Tablet")],
        default="phone",
        required=True,
    )
    who = fields.Char(string="Answered by", required=True)
    at = fields.Datetime(
        string="When",
        required=True,
        default=fields.Datetime.now,
        help="When the customer said it, if you write it down later.",
    )
    note = fields.Text()
    signature = fields.Binary()
    line_ids = fields.One2many("garage.approval.wizard.line", "wizard_id")

    @api.model
    def default_get(self, fields_list):
        vals = super().default_get(fields_list)
        workorder = self.env["garage.workorder"].browse(
            vals.get("workorder_id") or self.env.context.get("active_id")
        )
        vals.update(
            workorder_id=workorder.id,
            who=workorder.partner_id.name,
            line_ids=[
                Command.create({"job_id": job.id, "decision": "approved"})
                for job in workorder._get_pending_jobs()
            ],
        )
        return vals

    def action_confirm(self):
        self.ensure_one()
        self.workorder_id.check_access("write")
        decided = self.line_ids.filtered(lambda line: line.decision != "later")
        self.workorder_id._decide(
            {line.job_id.id: line.decision == "approved" for line in decided},
            channel=self.channel,
            who=self.who,
            note=self.note,
            at=self.at,
            signature=self._get_signature(),
        )
        return {"type": "ir.actions.act_window_close"}

    def _get_signature(self):
        return self.env["garage.approval"]._decode_signature(self.signature)
