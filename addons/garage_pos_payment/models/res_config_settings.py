from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    pos_garage_printer_id = fields.Many2one(
        related="pos_config_id.garage_printer_id", readonly=False
    )
