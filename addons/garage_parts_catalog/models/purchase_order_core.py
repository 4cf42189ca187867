from odoo import models


class PurchaseOrder(models.Model):
    """What of an order the supplier is asked for."""

    _inherit = "purchase.order"

    def _get_ordered_parts(self):
        """Lines that order something; deposits follow by themselves."""
        self.ensure_one()
        return self.order_line.filtered(
            lambda line: (
                not line.display_type
                and not line.garage_core_for_id
                and line.product_qty > 0
            )
        )
