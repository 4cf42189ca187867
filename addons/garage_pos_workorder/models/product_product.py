from odoo import models
from odoo.fields import Domain

from odoo.addons.garage_workorder.domain import states

from ..domain.pieces import Claim, Claims


class ProductProduct(models.Model):
    """Who else wants the pieces that a till sells."""

    _inherit = "product.product"

    def _garage_get_claims(self, config, order_uuid="", sale_order_ids=()):
        """Return {product: Claims} at the shelf that a till sells from.

        :param order_uuid: the order that asks; what it holds is not counted
        :param sale_order_ids: orders that it settles; their pieces are its own
        """
        # Reached by cashiers, who see that a piece is put aside and for whom, without
        # the right to read deliveries, stock or sales orders.
        products = self.sudo()
        location = config.sudo().picking_type_id.default_location_src_id
        claims = {product: [] for product in products}
        holds = self.env["garage.till.hold"]._get_held(
            products, config.company_id, order_uuid
        )
        for product, rows in holds.items():
            claims[product] += [Claim("held", hold.quantity, hold) for hold in rows]
        for move in products._garage_get_moves(location, sale_order_ids):
            claims[move.product_id] += move._garage_get_claims()
        for line in products._garage_get_estimate_lines(config.company_id):
            claims[line.product_id].append(line._garage_get_claim())
        shelf = products._garage_get_shelf(location)
        return {
            product: Claims(shelf.get(product, 0.0), tuple(claims[product.sudo()]))
            for product in self
        }

    def _garage_get_shelf(self, location):
        rows = self.env["stock.quant"]._read_group(
            [("product_id", "in", self.ids), ("location_id", "child_of", location.id)],
            ["product_id"],
            ["quantity:sum"],
        )
        return dict(rows)

    def _garage_get_moves(self, location, sale_order_ids):
        """Moves that take these products from the shelf and are not done yet."""
        domain = (
            Domain("product_id", "in", self.ids)
            & Domain("location_id", "child_of", location.id)
            & Domain("location_dest_id", "not any", [("id", "child_of", location.id)])
            & Domain(
                "state",
                "in",
                ("assigned", "partially_available", "confirmed", "waiting"),
            )
        )
        moves = self.env["stock.move"].search(domain)
        return moves.filtered(
            lambda move: (
                move._garage_get_sale_line().order_id.id not in tuple(sale_order_ids)
            )
        )

    def _garage_get_estimate_lines(self, company):
        """Lines of jobs in the shop that reserve nothing before they are approved."""
        return self.env["sale.order.line"].search(
            [
                ("product_id", "in", self.ids),
                ("company_id", "=", company.id),
                ("order_id.state", "in", ("draft", "sent")),
                ("garage_job_id.state", "in", ("draft", "awaiting_approval")),
                ("garage_job_id.workorder_id.state", "in", tuple(states.MOVING)),
            ]
        )
