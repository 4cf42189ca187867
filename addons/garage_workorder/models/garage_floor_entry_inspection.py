from odoo import api, models


class GarageFloorEntry(models.Model):
    """Entries of inspection sheets, which belong to a visit and not to a job."""

    _inherit = "garage.floor.entry"

    @api.model
    def _book_once(self, entry, *args, **kwargs):
        if str(entry.get("action")).startswith("inspect"):
            self.env["garage.inspection"]._book_entry(entry)
            return {}
        return super()._book_once(entry, *args, **kwargs)
