from odoo import fields, models, tools
from odoo.tools import SQL

# The columns that every select of the ledger gives, in this order.
COLUMNS = (
    "origin_model",
    "origin_id",
    "date",
    "company_id",
    "partner_id",
    "invoice_id",
    "channel",
    "method",
    "direction",
    "amount",
    "currency_id",
    "state",
    "provider_ref",
    "user_id",
)


class GaragePaymentLedger(models.Model):
    """Every payment over all channels in one list, read from the books."""

    _name = "garage.payment.ledger"
    _description = "Payment"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "method"

    origin_model = fields.Char(readonly=True)
    origin_id = fields.Many2oneReference(model_field="origin_model", readonly=True)
    date = fields.Datetime(readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    invoice_id = fields.Many2one("account.move", readonly=True)
    channel = fields.Selection(
        [
            ("online", "Online"),
            ("cash", "Cash"),
            ("card", "Card at the counter"),
            ("bank", "Bank"),
            ("terminal", "Terminal, not booked yet"),
        ],
        readonly=True,
    )
    method = fields.Char(readonly=True)
    direction = fields.Selection([("in", "In"), ("out", "Out")], readonly=True)
    amount = fields.Monetary(readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    state = fields.Selection([("done", "Done"), ("pending", "Pending")], readonly=True)
    provider_ref = fields.Char("Provider reference", readonly=True)
    user_id = fields.Many2one("res.users", readonly=True)

    def action_open_origin(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.origin_model,
            "res_id": self.origin_id,
            "view_mode": "form",
        }

    def init(self):
        tools.drop_view_if_exists(self.env.cr, self._table)
        self.env.cr.execute(
            SQL(
                "CREATE VIEW %s AS (%s)",
                SQL.identifier(self._table),
                self._ledger_query(),
            )
        )

    def _ledger_query(self):
        """Return the whole view: all selects, numbered, plus columns of glue add-ons.

        A row's id is its place among the sources: ``origin id * 10 + source number``.
        """
        numbered = [
            SQL(
                "SELECT source.origin_id * 10 + %s AS id, source.* FROM (%s) AS source",
                SQL(str(number)),
                select,
            )
            for number, select in enumerate(self._ledger_selects())
        ]
        return SQL(
            "SELECT entry.*%s FROM (%s) AS entry %s",
            SQL("").join(
                SQL(", %s AS %s", expression, SQL.identifier(name))
                for name, expression in self._ledger_extra_columns().items()
            ),
            SQL(" UNION ALL ").join(numbered),
            SQL(" ").join(self._ledger_extra_joins()),
        )

    def _ledger_selects(self):
        """Hook: one SELECT per source, each with COLUMNS; append your own (at most 10).

        Each source holds payments that no other source holds.
        """
        return [
            self._ledger_select_transactions(),
            self._ledger_select_payments(),
            self._ledger_select_attempts(),
        ]

    def _ledger_extra_columns(self):
        """Hook: ``{column: SQL}`` over ``entry`` and the joins below."""
        return {}

    def _ledger_extra_joins(self):
        """Hook: LEFT JOINs on ``entry``."""
        return []

    def _ledger_payment_conditions(self):
        """Hook: which ``account_payment`` rows (alias pay) no other source holds."""
        return [
            SQL("pay.state IN ('in_process', 'paid')"),
            SQL("pay.partner_type = 'customer'"),
            SQL("pay.payment_transaction_id IS NULL"),
        ]

    def _ledger_select_transactions(self):
        return SQL(
            """
            SELECT 'payment.transaction'::varchar AS origin_model,
                   tx.id AS origin_id,
                   COALESCE(tx.last_state_change, tx.create_date) AS date,
                   tx.company_id,
                   tx.partner_id,
                   (SELECT MIN(rel.invoice_id)
                      FROM account_invoice_transaction_rel rel
                     WHERE rel.transaction_id IN (tx.id, tx.source_transaction_id)
                   ) AS invoice_id,
                   'online'::varchar AS channel,
                   provider.code::varchar AS method,
                   CASE WHEN tx.amount < 0 THEN 'out' ELSE 'in' END::varchar
                       AS direction,
                   tx.amount,
                   tx.currency_id,
                   CASE WHEN tx.state = 'done' THEN 'done' ELSE 'pending' END::varchar
                       AS state,
                   tx.provider_reference::varchar AS provider_ref,
                   tx.create_uid AS user_id
              FROM payment_transaction tx
              JOIN payment_provider provider ON provider.id = tx.provider_id
             WHERE tx.state IN ('done', 'pending', 'authorized')
               AND tx.operation != 'validation'
            """
        )

    def _ledger_select_payments(self):
        return SQL(
            """
            SELECT 'account.payment'::varchar AS origin_model,
                   pay.id AS origin_id,
                   (pay.date + INTERVAL '12 hours')::timestamp AS date,
                   pay.company_id,
                   pay.partner_id,
                   (SELECT MIN(bill_line.move_id)
                      FROM account_move_line line
                      JOIN account_partial_reconcile part
                        ON line.id IN (part.debit_move_id, part.credit_move_id)
                      JOIN account_move_line bill_line
                        ON bill_line.id IN (part.debit_move_id, part.credit_move_id)
                       AND bill_line.id != line.id
                      JOIN account_move bill
                        ON bill.id = bill_line.move_id
                       AND bill.move_type IN ('out_invoice', 'out_refund')
                     WHERE line.move_id = pay.move_id
                   ) AS invoice_id,
                   CASE journal.type WHEN 'cash' THEN 'cash' ELSE 'bank' END::varchar
                       AS channel,
                   journal.code::varchar AS method,
                   CASE pay.payment_type WHEN 'outbound' THEN 'out' ELSE 'in' END
                       ::varchar AS direction,
                   CASE pay.payment_type WHEN 'outbound' THEN -pay.amount
                        ELSE pay.amount END AS amount,
                   pay.currency_id,
                   'done'::varchar AS state,
                   pay.memo::varchar AS provider_ref,
                   pay.create_uid AS user_id
              FROM account_payment pay
              JOIN account_journal journal ON journal.id = pay.journal_id
             WHERE %s
            """,
            SQL(" AND ").join(self._ledger_payment_conditions()),
        )

    def _ledger_select_attempts(self):
        return SQL(
            """
            SELECT 'garage.payment.attempt'::varchar AS origin_model,
                   attempt.id AS origin_id,
                   attempt.requested_at AS date,
                   attempt.company_id,
                   attempt.partner_id,
                   attempt.invoice_id,
                   'terminal'::varchar AS channel,
                   attempt.gateway::varchar AS method,
                   CASE attempt.direction WHEN 'charge' THEN 'in' ELSE 'out' END
                       ::varchar AS direction,
                   CASE attempt.direction WHEN 'charge' THEN attempt.amount
                        ELSE -attempt.amount END AS amount,
                   attempt.currency_id,
                   'pending'::varchar AS state,
                   attempt.provider_ref::varchar AS provider_ref,
                   attempt.requested_by AS user_id
              FROM garage_payment_attempt attempt
             WHERE attempt.state IN ('sent', 'unknown', 'approved')
            """
        )
