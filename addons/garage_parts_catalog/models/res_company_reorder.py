from odoo import fields, models


class ResCompany(models.Model):
    """How a garage keeps its shelves filled."""

    _inherit = "res.company"

    garage_reorder_days = fields.Integer(
        "Days between two orders",
        default=7,
        help="How often parts for stock are ordered.",
    )
    garage_reorder_share = fields.Float(
        "Served from stock (%)",
        default=95.0,
        help="In how many of 100 cases the stock should last until the next delivery.",
    )
    garage_reorder_cover = fields.Integer(
        "Days to cover",
        default=14,
        help="An order lasts so many days beyond the next one.",
    )

    _garage_reorder_share_range = models.Constraint(
        "CHECK (garage_reorder_share >= 50 AND garage_reorder_share <= 99.9)",
        "Served from stock is between 50 and 99.9 %.",
    )
    _garage_reorder_days_range = models.Constraint(
        "CHECK (garage_reorder_days BETWEEN 1 AND 180"
        " AND garage_reorder_cover BETWEEN 0 AND 180)",
        "Parts are ordered every 1 to 180 days and cover 0 to 180 days.",
    )
