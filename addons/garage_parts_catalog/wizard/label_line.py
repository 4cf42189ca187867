from odoo import fields, models


class GarageLabelLine(models.TransientModel):
    """One label and how often it is printed."""

    _name = "garage.label.line"
    _description = "Label to print"
    _order = "id"

    print_id = fields.Many2one("garage.label.print", required=True, ondelete="cascade")
    kind = fields.Selection(
        [
            ("article", "Article"),
            ("bin", "Bin"),
            ("customer", "Customer's part"),
            ("old", "Old parts"),
        ],
        required=True,
        default="article",
    )
    title = fields.Char(required=True)
    text = fields.Char("Further text")
    code = fields.Char("Bar code")
    price = fields.Char()
    count = fields.Integer("How many", default=1)
