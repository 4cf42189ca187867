from odoo import models


class SaleOrderLine(models.Model):
    """What is missing for a job, and how far its order is."""

    _inherit = "sale.order.line"

    def _get_missing_quantities(self):
        """Return {line: pieces that are neither here, free on the shelf nor ordered}.

        Lines of approved jobs take from the shelf first.
        """
        # Reached by who may order for the job: how much lies there is no secret.
        lines = self.sudo().filtered(lambda line: line._may_be_missing())
        lines = lines.sorted(lambda line: (line.state != "sale", line.id))
        free = {product: product.free_qty for product in lines.product_id}
        missing = {}
        for line in lines:
            product = line.product_id
            needed = (
                line._get_unreserved() - line.purchase_line_ids._get_open_quantity()
            )
            from_shelf = min(max(free[product], 0.0), max(needed, 0.0))
            free[product] -= from_shelf
            if product.uom_id.compare(needed - from_shelf, 0.0) > 0:
                missing[line.with_env(self.env)] = needed - from_shelf
        return missing

    def _may_be_missing(self):
        self.ensure_one()
        return (
            self.product_id.is_storable
            and not self.display_type
            and not self.garage_is_share
            and self.product_uom_id.compare(self.product_uom_qty, 0.0) > 0
            and self.garage_job_id.state not in ("done", "declined", "cancelled")
        )

    def _get_unreserved(self):
        """How many pieces the line waits for, in the unit of the product."""
        uom = self.product_id.uom_id
        if self.state != "sale":
            return self.product_uom_id._compute_quantity(self.product_uom_qty, uom)
        moves = self.move_ids.filtered(
            lambda move: (
                move.state not in ("done", "cancel")
                and move.location_dest_usage == "customer"
            )
        )
        return sum(
            move.product_qty - move.product_uom._compute_quantity(move.quantity, uom)
            for move in moves
        )

    def _get_refusing_suppliers(self):
        """Ids of suppliers who said of this need that they cannot, or not all of it."""
        # Reached by who may order for the job.
        lines = self.sudo().purchase_line_ids
        told = lines.env["garage.supplier.order.line"].search(
            [("purchase_line_id", "in", lines.ids)]
        )
        refused = told.filtered(
            lambda line: (
                line.order_id.state == "rejected"
                or line.is_answered
                and line.confirmed_quantity < line.quantity
            )
        )
        return set(refused.order_id.partner_id.ids)

    # ------------------------------------------------------------------------ the card

    def _get_card_stock(self):
        """Where a part is that is bought for the job: ordered, late, here."""
        # everybody who sees the job may know when its parts come
        bought = self.sudo().purchase_line_ids.filtered(
            lambda line: line.state != "cancel"
        )
        mark = super()._get_card_stock()
        if not bought:
            return mark
        if self._get_garage_stock_text() == self.env._("reserved"):
            return {**mark, "text": self.env._("here")}
        coming = bought.filtered(lambda line: line._get_open_quantity() > 0)
        if not coming or self._get_garage_stock_text() == self.env._("fitted"):
            return mark
        return coming._get_card_mark()
