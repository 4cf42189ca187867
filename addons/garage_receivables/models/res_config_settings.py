from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    garage_dunning_strategy_id = fields.Many2one(
        related="company_id.garage_dunning_strategy_id", readonly=False
    )
    garage_match_threshold = fields.Integer(
        related="company_id.garage_match_threshold", readonly=False
    )
    garage_match_difference = fields.Monetary(
        related="company_id.garage_match_difference",
        readonly=False,
        currency_field="currency_id",
    )
    garage_match_difference_account_id = fields.Many2one(
        related="company_id.garage_match_difference_account_id", readonly=False
    )
