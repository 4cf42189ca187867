from odoo import models


class ProductProduct(models.Model):
    """A part as it is recognised in the bay."""

    _inherit = "product.product"

    def _get_scan_codes(self):
        """What may stand on the box: barcode and article number."""
        self.ensure_one()
        return [code for code in (self.barcode, self.default_code) if code]
