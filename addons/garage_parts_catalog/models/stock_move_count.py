from odoo import fields, models


class StockMove(models.Model):
    """What a count corrected, and why it differed."""

    _inherit = "stock.move"

    garage_reason_id = fields.Many2one(
        "garage.loss.reason",
        "Reason for the difference",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )
