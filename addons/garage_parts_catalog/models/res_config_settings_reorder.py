from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings of the reorder proposals."""

    _inherit = "res.config.settings"

    garage_reorder_days = fields.Integer(
        related="company_id.garage_reorder_days", readonly=False
    )
    garage_reorder_share = fields.Float(
        related="company_id.garage_reorder_share", readonly=False
    )
    garage_reorder_cover = fields.Integer(
        related="company_id.garage_reorder_cover", readonly=False
    )
