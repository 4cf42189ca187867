from odoo import models
from odoo.tools import SQL


class GaragePaymentLedger(models.Model):
    _inherit = "garage.payment.ledger"

    def _ledger_selects(self):
        return [*super()._ledger_selects(), self._ledger_select_till()]

    def _ledger_payment_conditions(self):
        """Payments that a closed register posted are the till's own rows."""
        return [
            *super()._ledger_payment_conditions(),
            SQL("pay.pos_session_id IS NULL"),
        ]

    def _ledger_select_till(self):
        return SQL(
            """
            SELECT 'pos.payment'::varchar AS origin_model,
                   payment.id AS origin_id,
                   payment.payment_date AS date,
                   pos.company_id,
                   pos.partner_id,
                   pos.account_move AS invoice_id,
                   CASE journal.type WHEN 'cash' THEN 'cash' ELSE 'card' END::varchar
                       AS channel,
                   journal.code::varchar AS method,
                   CASE WHEN payment.amount < 0 THEN 'out' ELSE 'in' END::varchar
                       AS direction,
                   payment.amount,
                   COALESCE(journal.currency_id, company.currency_id) AS currency_id,
                   'done'::varchar AS state,
                   payment.transaction_id::varchar AS provider_ref,
                   pos.user_id
              FROM pos_payment payment
              JOIN pos_order pos ON pos.id = payment.pos_order_id
              JOIN res_company company ON company.id = pos.company_id
              JOIN pos_payment_method method ON method.id = payment.payment_method_id
              JOIN account_journal journal ON journal.id = method.journal_id
             WHERE pos.state IN ('paid', 'done')
            """
        )
