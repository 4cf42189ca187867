from odoo import api, fields, models
from odoo.fields import Domain

from ..domain.number import normalize


class ProductProduct(models.Model):
    _inherit = "product.product"

    garage_number_norm = fields.Char(
        "Comparable number",
        compute="_compute_garage_number_norm",
        store=True,
        precompute=True,
        index="btree_not_null",
    )

    @api.depends("default_code")
    def _compute_garage_number_norm(self):
        for product in self:
            product.garage_number_norm = normalize(product.default_code) or False

    @api.model_create_multi
    def create(self, vals_list):
        self.env["product.template"]._set_garage_tracking(vals_list)
        return super().create(vals_list)

    def _get_catalog_domain(self):
        """Catalogue parts that became these products, or have their numbers.

        Numbers and brands are taken together: who needs pairs compares them.
        """
        branded = self.filtered(lambda p: p.garage_brand_id and p.garage_number_norm)
        same = Domain("number_norm", "in", branded.mapped("garage_number_norm"))
        same &= Domain("brand_id", "in", branded.garage_brand_id.ids)
        return Domain("product_id", "in", self.ids) | same
