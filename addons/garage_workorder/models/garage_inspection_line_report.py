from odoo import models

#: longest side of a photo on the printed report, in pixels
PRINTED = 640


class GarageInspectionLine(models.Model):
    """An item on the report."""

    _inherit = "garage.inspection.line"

    def _has_content(self):
        return bool(self.customer_text or self.media_ids)

    def _get_shown_media(self):
        return self.media_ids.filtered("customer_visible")

    def _get_printed_photos(self):
        """Photos small enough for paper, as data URLs."""
        photos = self._get_shown_media().filtered(lambda media: media.kind != "video")
        return [photo._get_data_url(PRINTED) for photo in photos]
