from odoo import models

from ..domain.pieces import Claim


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _garage_get_claim(self):
        """What a job of an estimate would take from the shelf."""
        self.ensure_one()
        quantity = self.product_uom_id._compute_quantity(
            self.product_uom_qty, self.product_id.uom_id
        )
        return Claim("needed", quantity, self)
