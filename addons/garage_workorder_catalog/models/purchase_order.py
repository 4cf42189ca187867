from odoo import models


class PurchaseOrder(models.Model):
    """Jobs and mechanics hear that their parts are ordered."""

    _inherit = "purchase.order"

    def button_approve(self, force=False):
        result = super().button_approve(force=force)
        ordered = self.filtered(lambda order: order.state == "purchase")
        # Reached by who may buy; mechanics are told of the parts they asked for.
        sold = ordered.sudo().order_line.sale_line_id
        needs = sold.garage_need_ids.filtered(lambda need: not need.ordered_at)
        needs.action_ordered()
        sold.garage_job_id.workorder_id._notify_board()
        return result

    def button_cancel(self):
        result = super().button_cancel()
        # Reached by who may buy; boards show the parts as missing again.
        sold = self.sudo().order_line.sale_line_id
        sold.garage_need_ids.write({"ordered_at": False})
        sold.garage_job_id.workorder_id._notify_board()
        return result
