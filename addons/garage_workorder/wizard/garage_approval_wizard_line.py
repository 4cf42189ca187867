from odoo import fields, models


class GarageApprovalWizardLine(models.TransientModel):
    """The answer on one job."""

    _name = "garage.approval.wizard.line"
    _description = "Note an approval: job"

    wizard_id = fields.Many2one("garage.approval.wizard", ondelete="cascade")
    job_id = fields.Many2one("garage.job", required=True)
    currency_id = fields.Many2one(related="job_id.currency_id")
    amount = fields.Monetary(related="job_id.amount_total")
    decision = fields.Selection(
        [("approved", "Yes"), ("declined", "No"), ("later", "Later")],
        default="approved",
        required=True,
    )
