from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings of planning, online booking and the key board."""

    _inherit = "res.config.settings"

    garage_booking_share = fields.Float(
        related="company_id.garage_booking_share", readonly=False
    )
    garage_booking_lead_hours = fields.Float(
        related="company_id.garage_booking_lead_hours", readonly=False
    )
    garage_booking_days = fields.Integer(
        related="company_id.garage_booking_days", readonly=False
    )
    garage_key_hooks = fields.Integer(
        related="company_id.garage_key_hooks", readonly=False
    )
