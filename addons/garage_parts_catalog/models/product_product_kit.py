from math import inf

from odoo import api, fields, models

from ..domain import kits


class ProductProduct(models.Model):
    """A product that is a kit: its parts are what is sold, moved and counted."""

    _inherit = "product.product"

    garage_catalog_item_ids = fields.One2many(
        "garage.catalog.item", "product_id", "Catalogue parts"
    )
    garage_kit_available = fields.Float(
        string="Kits that can be made",
        compute="_compute_garage_kit_available",
        digits="Product Unit",
        help="What the free stock of its parts allows.",
    )

    @api.depends_context("warehouse_id", "company")
    def _compute_garage_kit_available(self):
        for product in self:
            product.garage_kit_available = product._get_kits_available()

    def _get_kit_lines(self):
        """Lines of this kit: its own, else those of the catalogue it came from."""
        self.ensure_one()
        # kits are master data; whoever sells a kit may know what is in it
        product = self.sudo()
        own = product.product_tmpl_id.garage_kit_line_ids
        if own:
            return own
        items = product.garage_catalog_item_ids
        return items.garage_kit_line_ids._of_one_kit()

    def _is_garage_kit(self):
        return bool(self._get_kit_lines())

    def _explode_kit(self, quantity=1.0):
        """{product or catalogue part: pieces} of so many kits; itself when no kit.

        :raises KitProblem: when a kit holds itself
        """
        self.ensure_one()
        return kits.explode(self, lines_of, quantity)

    def _get_kit_products(self):
        """{product: pieces} of one kit; parts of catalogues become products."""
        parts = {}
        for part, pieces in self._explode_kit().items():
            if part._name == "garage.catalog.item":
                part = part.with_env(self.env)._get_or_create_product()
            part = part.with_env(self.env)
            parts[part] = parts.get(part, 0.0) + pieces
        return parts

    def _get_kits_available(self):
        """How many whole kits the shelf allows; of other products what is free."""
        self.ensure_one()
        needed = self._explode_kit()
        count = kits.available(needed, _free)
        return 0.0 if count == inf else count


def lines_of(part):
    """Parts and quantities of a kit, empty for a plain part."""
    return [(line._get_part(), line.quantity) for line in part._get_kit_lines()]


def _free(part):
    if part._name != "product.product":
        return 0.0
    return part.free_qty if part.is_storable else inf
