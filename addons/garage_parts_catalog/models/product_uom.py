from odoo import api, models
from odoo.exceptions import ValidationError


class ProductUom(models.Model):
    _inherit = "product.uom"

    @api.constrains("barcode")
    def _check_garage_barcode_is_free(self):
        codes = [packaging.barcode for packaging in self if packaging.barcode]
        found = self.env["garage.product.barcode"].search(
            [("code", "in", codes)], limit=1
        )
        if found:
            raise ValidationError(found._get_taken_text(found.code, found.product_id))
