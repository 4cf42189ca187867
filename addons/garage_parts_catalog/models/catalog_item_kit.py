from odoo import fields, models

from ..domain import kits
from .product_product_kit import lines_of


class GarageCatalogItem(models.Model):
    """A kit in a supplier's catalogue."""

    _inherit = "garage.catalog.item"

    garage_kit_line_ids = fields.One2many("garage.kit.line", "kit_item_id", "Kit")

    def _get_kit_lines(self):
        self.ensure_one()
        return self.garage_kit_line_ids

    def _explode_kit(self, quantity=1.0):
        """{product or catalogue part: pieces} of so many kits of the catalogue."""
        self.ensure_one()
        return kits.explode(self, lines_of, quantity)

    def _prepare_product_vals(self):
        """A kit is not on the shelf itself; its parts are."""
        vals = super()._prepare_product_vals()
        return {**vals, "is_storable": False} if self.garage_kit_line_ids else vals
