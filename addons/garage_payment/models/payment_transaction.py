import logging

from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.payment import utils as payment_utils

from ..domain.reservation import Running

_logger = logging.getLogger(__name__)


class PaymentTransaction(models.Model):
    _inherit = "payment.transaction"

    garage_request_id = fields.Many2one(
        "garage.payment.request",
        string="Payment request",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )

    def _process(self, provider_code, payment_data):
        transaction = super()._process(provider_code, payment_data)
        transaction._garage_settle_at_once()
        return transaction

    def _update_state(self, allowed_states, target_state, state_message):
        updated = super()._update_state(allowed_states, target_state, state_message)
        updated.filtered("garage_request_id")._garage_log_state()
        return updated

    def _garage_settle_at_once(self):
        """Clear the open item now, not when a page or a cron gets to it."""
        for transaction in self:
            if transaction.state != "done" or transaction.is_post_processed:
                continue
            if not transaction.invoice_ids:
                continue
            try:
                with self.env.cr.savepoint():
                    transaction._post_process()
            except UserError as error:
                _logger.warning(
                    "Transaction %s is paid but not booked yet: %s",
                    transaction.reference,
                    error,
                )
                transaction.invalidate_recordset()
                self.env.ref("payment.cron_post_process_payment_tx")._trigger()

    def _garage_log_state(self):
        labels = dict(self._fields["state"]._description_selection(self.env))
        for transaction in self:
            self.env["garage.payment.event"]._log(
                "online",
                self.env._(
                    "%(amount)s by %(method)s: %(state)s",
                    amount=transaction.currency_id.format(transaction.amount),
                    method=transaction.payment_method_id.name,
                    state=labels[transaction.state],
                ),
                request_id=transaction.garage_request_id.id,
                transaction_id=transaction.id,
                company_id=transaction.company_id.id,
                source="webhook",
            )

    def _garage_as_running(self):
        self.ensure_one()
        changed = self.last_state_change or self.create_date
        local = fields.Datetime.context_timestamp(self, changed)
        return Running(
            amount=payment_utils.to_minor_currency_units(self.amount, self.currency_id),
            where=self.env._("the pay page"),
            who=self.partner_id.name or self.env._("customer"),
            since=local.strftime("%H:%M"),
        )
