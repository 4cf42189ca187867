from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Workshop settings of the current company."""

    _inherit = "res.config.settings"

    garage_labour_product_id = fields.Many2one(
        related="company_id.garage_labour_product_id", readonly=False
    )
    garage_tolerance_percent = fields.Float(
        related="company_id.garage_tolerance_percent", readonly=False
    )
    garage_tolerance_amount = fields.Monetary(
        related="company_id.garage_tolerance_amount",
        readonly=False,
        currency_field="currency_id",
    )
    garage_link_days = fields.Integer(
        related="company_id.garage_link_days", readonly=False
    )
    garage_sublet_percent = fields.Float(
        related="company_id.garage_sublet_percent", readonly=False
    )
    garage_quality_check = fields.Selection(
        related="company_id.garage_quality_check", readonly=False
    )
    garage_clock_grace = fields.Float(
        related="company_id.garage_clock_grace", readonly=False
    )
