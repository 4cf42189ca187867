from odoo import fields, models


class GarageJobTemplate(models.Model):
    """How long the work of this template is under warranty."""

    _inherit = "garage.job.template"

    garage_warranty_months = fields.Integer(
        string="Warranty (months)", help="Empty: as in the settings of the garage."
    )
    garage_warranty_km = fields.Integer(string="Warranty (km)")

    _warranty_positive = models.Constraint(
        "CHECK (garage_warranty_months >= 0 AND garage_warranty_km >= 0)",
        "A warranty cannot be shorter than nothing.",
    )
