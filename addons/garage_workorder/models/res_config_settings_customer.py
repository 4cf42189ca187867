from odoo import fields, models

from ..domain import tolerance


class ResConfigSettings(models.TransientModel):
    """What customers are told and asked."""

    _inherit = "res.config.settings"

    garage_deposit_percent = fields.Float(
        related="company_id.garage_deposit_percent", readonly=False
    )
    garage_tell_received = fields.Boolean(
        related="company_id.garage_tell_received", readonly=False
    )
    garage_tell_ready = fields.Boolean(
        related="company_id.garage_tell_ready", readonly=False
    )
    garage_follow_up = fields.Boolean(
        related="company_id.garage_follow_up", readonly=False
    )
    garage_follow_red_days = fields.Integer(
        related="company_id.garage_follow_red_days", readonly=False
    )
    garage_follow_amber_days = fields.Integer(
        related="company_id.garage_follow_amber_days", readonly=False
    )
    garage_warranty_months = fields.Integer(
        related="company_id.garage_warranty_months", readonly=False
    )
    garage_tolerance_hint = fields.Char(related="company_id.garage_tolerance_hint")

    def action_garage_usual_tolerance(self):
        """Take over the tolerance that is usual in the company's country."""
        self.ensure_one()
        code = self.company_id.country_id.code or ""
        self.garage_tolerance_percent = tolerance.suggested_percent(code)
        return self.execute()
