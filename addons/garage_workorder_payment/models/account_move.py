from odoo import models


class AccountMove(models.Model):
    _inherit = "account.move"

    def _post(self, soft=True):
        posted = super()._post(soft)
        bills = posted.filtered(
            lambda bill: (
                bill.move_type == "out_invoice"
                and bill.garage_payer_kind == "customer"
                and not bill._is_downpayment()
            )
        )
        for move in bills:
            # sudo: whoever posts the bill of a visit, its request has to know it.
            move.sudo().garage_workorder_id._link_bill(move)
        return posted

    def _garage_money_moved(self):
        res = super()._garage_money_moved()
        # sudo: money may come in by people who see no work orders.
        self.sudo().garage_workorder_id._notify_board()
        return res
