from odoo import fields, models


class ProductTemplate(models.Model):
    _inherit = "product.template"

    garage_brand_id = fields.Many2one("garage.catalog.brand", "Part brand")
    garage_fitment_ids = fields.One2many(
        "garage.part.fitment",
        "product_tmpl_id",
        "Vehicles",
        groups="garage_base.group_garage_user",
    )
    garage_fitment_complete = fields.Boolean(
        "These are all vehicles",
        help="Vehicles that are not listed do not fit. Without it they are unknown.",
    )
