import base64

from odoo import api, models

from ..domain.labels import Label, repeat, sheets

SEPARATOR = " · "


class GarageLabelLayout(models.AbstractModel):
    """How labels are laid out, for the wizard that prints them."""

    _name = "garage.label.layout"
    _description = "Layout of labels"

    @api.model
    def _get_labels(self, lines):
        """Return each label as often as it is wanted."""
        return repeat((self._get_label(line), line.count) for line in lines)

    @api.model
    def _get_sheets(self, lines, used):
        """Return the labels in sheets of 24, some places of the first left out."""
        return sheets(self._get_labels(lines), used)

    @api.model
    def _get_label(self, line):
        return Label(
            title=line.title,
            code=line.code or "",
            price=line.price or "",
            lines=tuple((line.text or "").split(SEPARATOR)),
        )

    @api.model
    def _draw_code(self, code):
        """Return the bar code as a picture that is part of the page."""
        picture = self.env["ir.actions.report"].barcode(
            "Code128", code, width=600, height=120, quiet=1
        )
        return "data:image/png;base64," + base64.b64encode(picture).decode()
