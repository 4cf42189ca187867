from odoo import models


class StockMove(models.Model):
    """Parts that arrive for somebody who asked for them from the bay."""

    _inherit = "stock.move"

    def _action_assign(self, force_qty=False):
        result = super()._action_assign(force_qty=force_qty)
        # whoever books parts in; the asker is told, nothing else changes
        moves = self.sudo().filtered(
            lambda move: move.state == "assigned" and move.sale_line_id.garage_job_id
        )
        needs = moves.sale_line_id.garage_need_ids
        needs.filtered(lambda need: need.asked_by_id and need._is_in_stock())._arrive()
        return result
