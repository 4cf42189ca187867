from odoo import models
from odoo.tools import format_duration


class GarageJobTemplate(models.Model):
    """A job template as the picker shows it."""

    _inherit = "garage.job.template"

    def _get_picker_row(self):
        self.ensure_one()
        category = dict(self._fields["category"]._description_selection(self.env))[
            self.category
        ]
        parts = len(self.line_ids.filtered(lambda line: line.kind == "part"))
        summary = [category]
        if self.labour_hours:
            hours = format_duration(self.labour_hours)
            summary.append(self.env._("%(hours)s h labour", hours=hours))
        if parts:
            summary.append(self.env._("parts: %(count)s", count=parts))
        names = " ".join(self.line_ids.mapped("display_name"))
        return {
            "id": self.id,
            "name": self.name,
            "summary": " · ".join(summary),
            "problem": self.gone_text or "",
            "search": f"{self.name} {category} {names}".lower(),
        }
