from odoo import models


class ProductTemplate(models.Model):
    _inherit = "product.template"

    def _prepare_garage_labels(self):
        return self.product_variant_ids._prepare_garage_labels()
