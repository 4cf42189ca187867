from odoo import models

from ..domain.pieces import Claim


class StockMove(models.Model):
    _inherit = "stock.move"

    def _garage_get_sale_line(self):
        """The line that this move delivers, also where goods are picked first."""
        return (self | self.move_dest_ids).sale_line_id[:1]

    def _garage_get_claims(self):
        """What is put aside by this move, and what its job still waits for."""
        self.ensure_one()
        unit = self.product_id.uom_id
        reserved = self.product_uom._compute_quantity(self.quantity, unit)
        missing = self.product_qty - reserved
        claims = []
        if unit.compare(reserved, 0) > 0:
            claims.append(Claim("reserved", reserved, self))
        if unit.compare(missing, 0) > 0 and self._garage_get_sale_line().garage_job_id:
            claims.append(Claim("needed", missing, self))
        return claims
