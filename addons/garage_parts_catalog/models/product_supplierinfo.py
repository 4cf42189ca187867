from odoo import api, fields, models

from ..domain.number import normalize


class ProductSupplierinfo(models.Model):
    """A supplier's number for a product, comparable in any spelling."""

    _inherit = "product.supplierinfo"

    garage_code_norm = fields.Char(
        "Comparable supplier's number",
        compute="_compute_garage_code_norm",
        store=True,
        precompute=True,
        index="btree_not_null",
    )

    @api.depends("product_code")
    def _compute_garage_code_norm(self):
        for line in self:
            line.garage_code_norm = normalize(line.product_code) or False
