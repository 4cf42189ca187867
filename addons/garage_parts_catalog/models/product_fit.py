from odoo import models

from ..domain.fitment import UNKNOWN, Answer, best_of
from .catalog_item_fit import prefer_own


class ProductProduct(models.Model):
    """Does a product fit a vehicle, whether a catalogue knows it or not."""

    _inherit = "product.product"

    def _get_fit_answers(self, vehicle):
        """Return {product id: Answer}; what the garage typed comes first."""
        if not vehicle:
            return dict.fromkeys(self.ids, Answer(UNKNOWN, "no_vehicle"))
        templates = self.product_tmpl_id
        articles = self._find_catalog_items()
        items = self.env["garage.catalog.item"].union(*articles.values())
        told = items._get_fit_answers(vehicle)
        _on_item, own = self.env["garage.part.fitment"]._get_answers(
            items.browse(), templates, vehicle
        )
        return {
            product.id: prefer_own(
                own.get(product.product_tmpl_id.id),
                best_of(
                    [told[item.id] for item in articles.get(product.id, ())]
                    or [Answer(UNKNOWN, "no_data")]
                ),
            )
            for product in self
        }

    def _find_catalog_items(self):
        """Return {product id: catalogue parts that the product is}."""
        items = self.env["garage.catalog.item"].search(self._get_catalog_domain())
        by_product = items.grouped("product_id")
        by_number = items.grouped(lambda item: (item.brand_id, item.number_norm))
        none = items.browse()
        return {
            product.id: by_product.get(product, none)
            | by_number.get((product.garage_brand_id, product.garage_number_norm), none)
            for product in self
        }
