from odoo import models


class GarageInspectionLine(models.Model):
    """An item as the customer sees it, as plain values."""

    _inherit = "garage.inspection.line"

    def _get_snapshot(self):
        self.ensure_one()
        return {
            "line_id": self.id,
            "group": self.group_name or "",
            "name": self.name,
            "result": self.result,
            "value": self.value if self.has_value else False,
            "answer": self.answer or "",
            "measured": self.value_text or "",
            "text": self.customer_text or "",
            "photos": [
                [media.id, media.attachment_id.checksum]
                for media in self._get_shown_media()
            ],
        }
