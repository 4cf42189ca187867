import base64

from odoo import fields, models

from ..domain.labels import Label


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

    def _get_label(self):
        self.ensure_one()
        return Label(
            title=self.title,
            code=self.code or "",
            price=self.price or "",
            lines=tuple((self.text or "").split(" · ")),
        )

    def _draw_code(self, code):
        """Return the bar code as a picture that is part of the page."""
        picture = self.env["ir.actions.report"].barcode(
            "Code128", code, width=600, height=120, quiet=1
        )
        return "data:image/png;base64," + base64.b64encode(picture).decode()
