from odoo import fields, models


class GarageIotPayment(models.TransientModel):
    """A payment as the journal of the box has it."""

    _name = "garage.iot.payment"
    _description = "Payment at a device"
    _order = "at desc, id desc"

    device_id = fields.Many2one("garage.iot.device", readonly=True, ondelete="cascade")
    at = fields.Datetime(readonly=True)
    kind = fields.Selection(
        [("sale", "Sale"), ("refund", "Refund"), ("reversal", "Taken back")],
        readonly=True,
    )
    amount = fields.Monetary(readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    state = fields.Selection(
        [
            ("created", "Created"),
            ("sent", "At the terminal"),
            ("in_doubt", "In doubt"),
            ("approved", "Approved"),
            ("declined", "Declined"),
            ("cancelled", "Cancelled"),
            ("failed", "Not sent"),
            ("manual", "Decided by hand"),
        ],
        readonly=True,
    )
    text = fields.Char("Result", readonly=True)
    reference = fields.Char("Order", readonly=True)
    card = fields.Char(readonly=True)
    receipt_no = fields.Char("Receipt number", readonly=True)
