from odoo import models
from odoo.tools import groupby


class GarageInspection(models.Model):
    """The report: what the customer's page and the printed sheet show."""

    _inherit = "garage.inspection"

    def _get_report_groups(self):
        """Shown items by group in the order of the sheet: [(title, items)]."""
        self.ensure_one()
        return [
            (title, self.env["garage.inspection.line"].union(*lines))
            for title, lines in groupby(
                self._get_shown_lines(), key=lambda line: line.group_name or ""
            )
        ]

    def _get_shown_lines(self):
        return self.line_ids.filtered(
            lambda line: (
                line.customer_visible and (line.result != "none" or line._has_content())
            )
        )

    def _get_urgent_lines(self):
        """Red items first, then amber ones: what the customer has to know."""
        lines = self._get_shown_lines().filtered(
            lambda line: line.result in ("amber", "red")
        )
        return lines.sorted(lambda line: (line.result != "red", line.sequence))

    def _get_other_lines(self):
        return self._get_shown_lines() - self._get_urgent_lines()

    def _find_media(self, media_id):
        """A photo or video that the customer may see, else nothing."""
        lines = self._get_shown_inspection_lines()
        return lines.media_ids.filtered(
            lambda media: media.id == media_id and media.customer_visible
        )

    def _get_shown_inspection_lines(self):
        lines = self.env["garage.inspection.line"]
        for record in self:
            lines |= record._get_shown_lines()
        return lines
