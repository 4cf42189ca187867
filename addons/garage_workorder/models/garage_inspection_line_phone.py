from odoo import models
from odoo.tools import format_date


class GarageInspectionLine(models.Model):
    """An inspected item as the phone shows it."""

    _inherit = "garage.inspection.line"

    def _get_phone_line(self):
        self.ensure_one()
        return {
            "result": self.result,
            "value": round(self.value, 3) if self.has_value else None,
            "answer": self.answer or "",
            "note": self.note or "",
            "at": f"{self.checked_at.isoformat()}Z" if self.checked_at else "",
            "job": self.has_job and self.sudo().job_id.name or "",
            "before": self.previous_id._get_phone_before(),
            "media": [
                {"id": media.id, "key": media.key or "", "kind": media.kind}
                for media in self.media_ids
            ],
        }

    def _get_phone_before(self):
        """What the last visit said about the item; empty when there was none."""
        if not self:
            return None
        return {
            "result": self.result,
            "value": round(self.value, 3) if self.has_value else None,
            "date": format_date(self.env, self.checked_at, date_format="d MMM yyyy"),
        }
