from odoo import fields, models


class ResCompany(models.Model):
    """Whether customers' names stand on the workshop's wall."""

    _inherit = "res.company"

    garage_wall_names = fields.Boolean(
        string="Names on the wall screen",
        help="Show customers' names on the screen in the workshop.",
    )
