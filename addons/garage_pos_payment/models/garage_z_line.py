from odoo import fields, models


class GarageZLine(models.Model):
    """What one payment method brought in, and what was counted of it."""

    _name = "garage.z.line"
    _inherit = ["garage.z.frozen"]
    _description = "Z report line"
    _order = "sequence, id"

    report_id = fields.Many2one(
        "garage.z.report", required=True, ondelete="restrict", index=True
    )
    sequence = fields.Integer()
    name = fields.Char(string="Payment method", required=True)
    kind = fields.Selection(
        [("cash", "Cash"), ("bank", "Bank"), ("pay_later", "On account")],
        required=True,
    )
    number = fields.Integer(string="Payments")
    expected = fields.Monetary(string="Till")
    counted = fields.Monetary()
    difference = fields.Monetary()
    has_terminal = fields.Boolean(string="Terminal asked")
    terminal_number = fields.Integer(string="Terminal payments")
    terminal_amount = fields.Monetary(string="Terminal")
    terminal_difference = fields.Monetary()
    currency_id = fields.Many2one(related="report_id.currency_id")

    def _get_receipt_values(self):
        money = self.currency_id.format
        return {
            "name": self.name,
            "number": self.number,
            "expected": money(self.expected),
            "counted": money(self.counted),
            "difference": money(self.difference) if self.difference else "",
            "terminal": money(self.terminal_amount) if self.has_terminal else "",
        }
