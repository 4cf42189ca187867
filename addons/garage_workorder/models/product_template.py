from odoo import fields, models


class ProductTemplate(models.Model):
    """A service that somebody else does for the workshop."""

    _inherit = "product.template"

    garage_sublet = fields.Boolean(
        string="Outside work",
        help="Bought from somebody else for a job, e.g. paint or engine overhaul. "
        "Each line asks for its own purchase price.",
    )
