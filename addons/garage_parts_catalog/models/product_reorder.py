from odoo import models


class ProductProduct(models.Model):
    """In which quantities a supplier sells a part."""

    _inherit = "product.product"

    def _garage_get_pack(self, partner_id, items):
        """Pieces per pack and smallest quantity, as the supplier's list says.

        :param items: catalogue parts of several products
        """
        self.ensure_one()
        own = items.filtered(
            lambda item: (
                item.source_id.partner_id.id == partner_id and item._is_product(self)
            )
        )[:1]
        seller = self.sudo().seller_ids.filtered(
            lambda seller: seller.partner_id.id == partner_id
        )[:1]
        return own.pack_qty, max(own.min_qty, seller.min_qty)
