from odoo import fields, models


class GarageOverrideWizard(models.TransientModel):
    """A manager bills a job beyond its approval, by name and with a reason."""

    _name = "garage.override.wizard"
    _description = "Bill beyond approval"

    job_id = fields.Many2one(
        "garage.job",
        required=True,
        default=lambda self: self.env.context.get("active_id"),
    )
    currency_id = fields.Many2one(related="job_id.currency_id")
    approved_amount = fields.Monetary(related="job_id.approved_amount")
    amount_total = fields.Monetary(related="job_id.amount_total")
    reason = fields.Char(required=True)

    def action_confirm(self):
        self.ensure_one()
        self.job_id.action_override(self.reason)
        return {"type": "ir.actions.act_window_close"}
