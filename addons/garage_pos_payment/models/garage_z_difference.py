from odoo import fields, models


class GarageZDifference(models.Model):
    """One payment that only one side knows: the till or the terminal."""

    _name = "garage.z.difference"
    _inherit = ["garage.z.frozen"]
    _description = "Z report difference"

    report_id = fields.Many2one(
        "garage.z.report", required=True, ondelete="restrict", index=True
    )
    name = fields.Char(string="Payment", required=True)
    kind = fields.Selection(
        [
            ("only_terminal", "Charged at the terminal, not booked at the till"),
            ("only_till", "Booked at the till, unknown to the terminal"),
            ("amount", "Another amount at the terminal"),
        ],
        required=True,
    )
    at = fields.Char(string="Time")
    till_amount = fields.Monetary()
    terminal_amount = fields.Monetary()
    currency_id = fields.Many2one(related="report_id.currency_id")
