from odoo import api, models


class ProductTemplate(models.Model):
    _inherit = "product.template"

    @api.model
    def load_product_from_pos(self, config_id, domain, offset=0, limit=0):
        """Products that a till asks for come with their further bar codes."""
        loaded = super().load_product_from_pos(config_id, domain, offset, limit)
        barcodes = self.env["garage.product.barcode"]
        config = self.env["pos.config"].browse(config_id)
        found = barcodes.search(barcodes._load_pos_data_domain(loaded, config))
        return {
            **loaded,
            "garage.product.barcode": barcodes._load_pos_data_read(found, config),
        }
