from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings of the current garage for messages to customers."""

    _inherit = "res.config.settings"

    garage_quiet_from = fields.Float(
        related="company_id.garage_quiet_from", readonly=False
    )
    garage_quiet_to = fields.Float(related="company_id.garage_quiet_to", readonly=False)
    garage_message_user_id = fields.Many2one(
        related="company_id.garage_message_user_id", readonly=False
    )
    garage_remind_auto = fields.Boolean(
        related="company_id.garage_remind_auto", readonly=False
    )
    garage_remind_first = fields.Integer(
        related="company_id.garage_remind_first", readonly=False
    )
    garage_remind_last = fields.Integer(
        related="company_id.garage_remind_last", readonly=False
    )
