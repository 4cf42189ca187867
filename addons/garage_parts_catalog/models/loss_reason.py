from odoo import fields, models


class GarageLossReason(models.Model):
    """Why a price is below the list, or why a count differs."""

    _name = "garage.loss.reason"
    _description = "Reason for a loss"
    _order = "kind, sequence, id"

    name = fields.Char(required=True, translate=True)
    kind = fields.Selection(
        [("price", "Price below list"), ("count", "Difference in a count")],
        required=True,
        default="price",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
