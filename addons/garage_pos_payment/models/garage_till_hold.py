from datetime import timedelta

from odoo import api, fields, models

#: how long a till keeps pieces for an order that nobody finishes
HELD_FOR = timedelta(minutes=15)


class GarageTillHold(models.Model):
    """Pieces that a till is about to sell: an order that has gone to payment."""

    _name = "garage.till.hold"
    _description = "Pieces held by a till"
    _order = "held_until desc, id"
    _rec_name = "product_id"

    config_id = fields.Many2one(
        "pos.config", "Till", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        related="config_id.company_id", store=True, precompute=True
    )
    order_uuid = fields.Char("Order", required=True)
    product_id = fields.Many2one(
        "product.product", required=True, ondelete="cascade", index=True
    )
    quantity = fields.Float(required=True, digits="Product Unit")
    held_until = fields.Datetime(required=True)

    _order_product_uniq = models.UniqueIndex(
        "(order_uuid, product_id)", "This order holds these pieces already."
    )

    @api.model
    def _hold(self, config, order_uuid, quantities):
        """Keep pieces for one order, in place of what was kept for it before.

        Tills that hold at the same moment follow each other: the second one starts
        again by itself and sees what the first holds.

        :param quantities: {product id: pieces}
        """
        config.company_id._take_till_turn()
        self._release(order_uuid)
        until = fields.Datetime.now() + HELD_FOR
        self._get_writable().create(
            [
                {
                    "config_id": config.id,
                    "order_uuid": order_uuid,
                    "product_id": product_id,
                    "quantity": quantity,
                    "held_until": until,
                }
                for product_id, quantity in quantities.items()
            ]
        )

    @api.model
    def _release(self, order_uuid):
        """Let go what is kept for an order: it is paid, or nobody pays it."""
        rows = self._get_writable()
        rows.search([("order_uuid", "=", order_uuid)]).unlink()

    @api.model
    def _get_writable(self):
        # Reached from the steps of a till only, for its own order; nobody writes
        # these rows by hand.
        return self.sudo()

    @api.model
    def _get_held(self, products, company, but_for=""):
        """Return {product: [hold]} of orders that are being paid now.

        :param but_for: uuid of the order that asks
        """
        held = self._get_writable().search(
            [
                ("product_id", "in", products.ids),
                ("company_id", "=", company.id),
                ("order_uuid", "!=", but_for),
                ("held_until", ">", fields.Datetime.now()),
            ]
        )
        return held.grouped("product_id")

    @api.autovacuum
    def _gc_holds(self):
        """Forget what tills kept for orders that were never finished."""
        self.search([("held_until", "<", fields.Datetime.now())]).unlink()
