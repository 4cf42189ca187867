from odoo import fields, models

from .garage_message import CHANNELS


class GarageConsent(models.Model):
    """When a customer allowed offers by a channel, or took that back; kept as proof."""

    _name = "garage.consent"
    _description = "Consent to offers"
    _order = "id desc"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        "res.partner", required=True, ondelete="cascade", index=True
    )
    channel = fields.Selection(CHANNELS, required=True)
    given = fields.Boolean()
    date = fields.Datetime(required=True, default=fields.Datetime.now)
    user_id = fields.Many2one(
        "res.users", string="Noted by", default=lambda self: self.env.user
    )
