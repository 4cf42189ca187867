from odoo import fields, models


class ProductTemplate(models.Model):
    """How long a part is under warranty once it is fitted."""

    _inherit = "product.template"

    garage_warranty_months = fields.Integer(string="Warranty (months)")
    garage_warranty_km = fields.Integer(string="Warranty (km)")

    _garage_warranty_positive = models.Constraint(
        "CHECK (garage_warranty_months >= 0 AND garage_warranty_km >= 0)",
        "A warranty cannot be shorter than nothing.",
    )
