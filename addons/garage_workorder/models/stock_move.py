from odoo import models
from odoo.exceptions import UserError


class StockMove(models.Model):
    """Stock moves of parts that a mechanic fits."""

    _inherit = "stock.move"

    def _action_assign(self, force_qty=False):
        result = super()._action_assign(force_qty=force_qty)
        # parts that arrive let a waiting work order go on, whoever books them in
        workorders = self.sudo().sale_line_id.garage_job_id.workorder_id
        workorders.filtered(lambda w: w.state == "waiting_parts")._sync_state()
        return result

    def _issue_garage_parts(self):
        """Do these moves in full; the rest of their transfers stays open."""
        self._action_assign()
        for move in self:
            if move.has_tracking != "none" and move.quantity < move.product_uom_qty:
                raise UserError(
                    self.env._(
                        "%(part)s needs a serial or lot number. "
                        "Enter it on the delivery of the order, then finish the job.",
                        part=move.product_id.display_name,
                    )
                )
            # what is reserved in full has its quantity; writing it costs as much again
            if move.product_uom.compare(move.quantity, move.product_uom_qty):
                move.quantity = move.product_uom_qty
        self.picked = True
        self._action_done()
