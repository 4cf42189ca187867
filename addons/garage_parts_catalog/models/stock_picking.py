from odoo import models


class StockPicking(models.Model):
    """Labels for what has arrived."""

    _inherit = "stock.picking"

    def _prepare_garage_labels(self):
        """Return values of garage.label.line: as many per article as arrived."""
        counts = {}
        for move in self.move_ids.filtered(lambda move: move.state != "cancel"):
            pieces = move.product_uom._compute_quantity(
                move.quantity or move.product_uom_qty, move.product_id.uom_id
            )
            counts[move.product_id] = counts.get(move.product_id, 0) + int(pieces)
        products = self.env["product.product"].union(*counts)
        return products._prepare_garage_labels(counts)
