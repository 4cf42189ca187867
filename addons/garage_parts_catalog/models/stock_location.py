from odoo import models


class StockLocation(models.Model):
    """A bin with its label."""

    _inherit = "stock.location"

    def _prepare_garage_labels(self):
        """Return values of garage.label.line: the bin's name and code."""
        return [
            {
                "kind": "bin",
                "title": location.name,
                "text": location.location_id.complete_name or "",
                "code": location.barcode or location.name,
            }
            for location in self
        ]
