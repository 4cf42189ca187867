from odoo import models


class ProductProduct(models.Model):
    """A part that is recognised by each of its bar codes."""

    _inherit = "product.product"

    def _get_scan_codes(self):
        # for the phone of whoever sees the job; codes are no secret
        further = self.sudo().garage_barcode_ids
        return [*super()._get_scan_codes(), *further.mapped("code")]
