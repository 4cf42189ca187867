from odoo import api, fields, models


class ProductTemplate(models.Model):
    _inherit = "product.template"

    @api.model
    def _load_pos_data_read(self, records, config):
        """A part knows at the till what its old part is worth."""
        rows = super()._load_pos_data_read(records, config)
        for row in rows:
            row.update(self.browse(row["id"])._garage_get_till_deposit(config))
        return rows

    def _garage_get_till_deposit(self, config):
        price = self._get_garage_core_price(
            config.company_id, config.currency_id, fields.Date.context_today(self)
        )
        product = self._get_garage_core_product(config.company_id) if price else None
        return {
            "_garage_core_price": price if product else 0.0,
            "_garage_core_product": product.id if product else False,
        }

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
