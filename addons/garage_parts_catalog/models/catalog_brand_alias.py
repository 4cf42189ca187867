from odoo import api, models
from odoo.exceptions import ValidationError

from ..tools.bulk_brands import move_brand


class GarageCatalogBrand(models.Model):
    """Another spelling of a brand: its parts are filed under the first one."""

    _inherit = "garage.catalog.brand"

    @api.constrains("brand_id")
    def _check_alias(self):
        for brand in self.filtered("brand_id"):
            told = brand.search_count([("brand_id", "=", brand.id)], limit=1)
            if brand.brand_id == brand or brand.brand_id.brand_id or told:
                raise ValidationError(
                    self.env._(
                        "%(brand)s can only be the same as a brand that stands for "
                        "itself. Choose that one on every spelling.",
                        brand=brand.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        brands = super().create(vals_list)
        brands._file_under_first()
        return brands

    def write(self, vals):
        result = super().write(vals)
        if vals.get("brand_id"):
            self._file_under_first()
        return result

    def _file_under_first(self):
        """Move parts and products of these spellings to the brand they stand for."""
        aliases = self.filtered("brand_id")
        if not aliases:
            return
        self.env.flush_all()
        for brand in aliases:
            move_brand(self.env.cr, brand.id, brand.brand_id.id)
        self.env.invalidate_all()
