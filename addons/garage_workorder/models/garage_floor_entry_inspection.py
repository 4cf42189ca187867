from odoo import api, models


class GarageFloorEntry(models.Model):
    """Entries of inspection sheets, which belong to a visit and not to a job.

    They are not kept one by one: visit, sheet and item name the place that they fill,
    so sending them again is harmless by itself.
    """

    _inherit = "garage.floor.entry"

    @api.model
    def _book_once(self, entry, files):
        if not str(entry.get("action")).startswith("inspect"):
            return super()._book_once(entry, files)
        inspections = self.env["garage.inspection"]
        inspections._book_entry(entry)
        for _name, raw in files:
            inspections._book_file(entry, raw)
        return {}
