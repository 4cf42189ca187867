from odoo import fields, models


class ResPartner(models.Model):
    """How long a supplier takes parts back."""

    _inherit = "res.partner"

    garage_return_days = fields.Integer(
        "Takes back for (days)",
        default=30,
        help="Days after the delivery in which unused parts may go back; 0 for never.",
    )

    _garage_return_days_range = models.Constraint(
        "CHECK (garage_return_days BETWEEN 0 AND 3650)",
        "Parts go back within 0 to 3650 days.",
    )
