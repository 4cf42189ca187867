from odoo import models


class PosConfig(models.Model):
    """The last piece: told before it is sold to somebody else."""

    _inherit = "pos.config"

    def garage_hold_pieces(self, order_uuid, wanted, sale_order_ids=()):
        """Keep the pieces of an order that goes to payment; say whose they are.

        :param wanted: [{product_id, quantity}] of the order
        :param sale_order_ids: orders that this one settles: their pieces are its own
        :return: warnings, [{product_id, product, text, takers: [text]}]
        """
        self.ensure_one()
        self.check_access("read")
        quantities = self._garage_count_storable(
            (row["product_id"], row["quantity"]) for row in wanted
        )
        if not quantities:
            return []
        self.env["garage.till.hold"]._hold(self, order_uuid, quantities)
        return self._garage_get_warnings(order_uuid, quantities, sale_order_ids)

    def garage_release_pieces(self, order_uuid):
        """The order does not go to payment after all."""
        self.ensure_one()
        self.check_access("read")
        self.env["garage.till.hold"]._release(order_uuid)
        return True

    def _garage_count_storable(self, rows):
        """Return {product id: pieces} of what is counted in stock."""
        quantities = {}
        for product_id, quantity in rows:
            quantities[product_id] = quantities.get(product_id, 0) + quantity
        products = self.env["product.product"].browse(quantities).exists()
        return {
            product.id: quantities[product.id]
            for product in products
            if product.is_storable and quantities[product.id] > 0
        }

    def _garage_get_warnings(self, order_uuid, quantities, sale_order_ids=()):
        """Return what a sale would take from others, in words."""
        products = self.env["product.product"].browse(quantities)
        claims = products._garage_get_claims(self, order_uuid, sale_order_ids)
        return [
            self._garage_get_warning(product, claims[product])
            for product in products
            if claims[product].is_taken_by(quantities[product.id])
        ]
