from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings of the current garage for parts."""

    _inherit = "res.config.settings"

    garage_core_product_id = fields.Many2one(
        related="company_id.garage_core_product_id", readonly=False
    )
    garage_core_days = fields.Integer(
        related="company_id.garage_core_days", readonly=False
    )
    garage_tyre_months = fields.Integer(
        related="company_id.garage_tyre_months", readonly=False
    )
    garage_price_tolerance = fields.Float(
        related="company_id.garage_price_tolerance", readonly=False
    )
