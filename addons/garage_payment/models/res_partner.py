from odoo import fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    garage_on_account = fields.Boolean(
        "May pay on account",
        tracking=True,
        help="The customer may take the vehicle along and pay the invoice later.",
    )
