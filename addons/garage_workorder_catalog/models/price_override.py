from odoo import fields, models


class GaragePriceOverride(models.Model):
    """A price below the list on a job."""

    _inherit = "garage.price.override"

    sale_line_id = fields.Many2one(
        "sale.order.line",
        "Line of the job",
        readonly=True,
        ondelete="set null",
        groups="garage_workorder.group_garage_prices",
    )

    _sale_line_uniq = models.UniqueIndex(
        "(sale_line_id) WHERE sale_line_id IS NOT NULL",
        "This price below the list is known already.",
    )
