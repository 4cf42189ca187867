from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """The setting of the wall screen."""

    _inherit = "res.config.settings"

    garage_wall_names = fields.Boolean(
        related="company_id.garage_wall_names", readonly=False
    )
