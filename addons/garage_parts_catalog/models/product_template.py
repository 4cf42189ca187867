from odoo import fields, models


class ProductTemplate(models.Model):
    _inherit = "product.template"

    garage_brand_id = fields.Many2one("garage.catalog.brand", "Part brand")
