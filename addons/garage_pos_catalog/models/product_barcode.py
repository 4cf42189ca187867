from odoo import api, models


class GarageProductBarcode(models.Model):
    """Further bar codes on the till, so that boxes are scanned without a server too."""

    _name = "garage.product.barcode"
    _inherit = ["garage.product.barcode", "pos.load.mixin"]

    @api.model
    def _load_pos_data_domain(self, data, config):
        products = [row["id"] for row in data.get("product.product", [])]
        return [("product_id", "in", products)]

    @api.model
    def _load_pos_data_fields(self, config):
        return ["code", "product_id", "quantity", "write_date"]

    def _unrelevant_records(self, config):
        """Codes are deleted, never archived."""
        return []
