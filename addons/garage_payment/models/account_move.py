from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import LockError, UserError

from odoo.addons.payment import utils as payment_utils

from ..domain import attempt_state, reservation

PENDING_MINUTES = 30


class AccountMove(models.Model):
    _inherit = "account.move"

    garage_payment_request_ids = fields.Many2many(
        "garage.payment.request",
        "garage_payment_request_invoice_rel",
        "invoice_id",
        "request_id",
        string="Payment requests",
        copy=False,
        readonly=True,
    )
    garage_attempt_ids = fields.One2many(
        "garage.payment.attempt", "invoice_id", string="Payment attempts"
    )
    garage_reservation = fields.Integer(copy=False, readonly=True)

    def _garage_money_moved(self):
        """Hook: money was put on these bills or taken off them, by any channel."""
        bills = self.filtered(lambda move: move.is_sale_document(include_receipts=True))
        if bills:
            # sudo: whoever settles a bill (bank clerk, till, provider) may update the
            # requests for it, whatever they may see of them.
            bills.sudo().garage_payment_request_ids._on_money_moved()

    def _garage_get_open_request(self):
        """Return the request that a payment of these bills belongs to, if any."""
        return self.garage_payment_request_ids.filtered(
            lambda request: request.state not in ("paid", "replaced", "cancelled")
        )[:1]

    def _garage_get_running(self, exclude=None):
        """Return the money under way on these bills as ``reservation.Running``."""
        # sudo: a cashier has no access to online transactions, yet has to be told.
        bills = self.sudo()
        attempts = bills.garage_attempt_ids.filtered(
            lambda attempt: (
                attempt.state in attempt_state.OPEN
                and attempt.direction == "charge"
                and attempt != exclude
            )
        )
        return [attempt._as_running() for attempt in attempts] + [
            transaction._garage_as_running()
            for transaction in bills._garage_get_running_transactions()
        ]

    def _garage_get_running_transactions(self):
        recent = fields.Datetime.now() - timedelta(minutes=PENDING_MINUTES)
        return self.transaction_ids.filtered(
            lambda tx: (
                tx.amount > 0
                and (
                    (tx.state == "done" and not tx.is_post_processed)
                    or (
                        tx.state in ("pending", "authorized")
                        and (tx.last_state_change or tx.create_date) >= recent
                    )
                )
            )
        )

    def _garage_reserve(self, amount, exclude=None):
        """Refuse a payment of ``amount`` when other money is under way on these bills.

        Takes the row lock of the bills and touches them, so that of two payments that
        start at the same moment one waits and then sees the other.

        :raises UserError: names who pays where, and what to do.
        """
        # sudo: the till and the pay page start payments without rights on invoices.
        bills = self.sudo().sorted("id")
        try:
            bills.lock_for_update(allow_referencing=True)
        except LockError as error:
            raise UserError(
                self.env._(
                    "Another payment of this bill is being started just now. "
                    "Wait a few seconds and try again."
                )
            ) from error
        for bill in bills:
            bill.garage_reservation += 1
        verdict = bills._garage_check_amount(amount, exclude)
        if not verdict.allowed:
            raise UserError(bills._garage_get_refusal(amount, verdict))

    def _garage_check_amount(self, amount, exclude=None):
        currency = self.currency_id
        posted = self.filtered(lambda bill: bill.state == "posted")
        return reservation.check(
            payment_utils.to_minor_currency_units(
                sum(posted.mapped("amount_residual")), currency
            ),
            payment_utils.to_minor_currency_units(amount, currency),
            self._garage_get_running(exclude),
        )

    def _garage_get_refusal(self, amount, verdict):
        names = ", ".join(self.mapped("name"))
        if verdict.reason == "running":
            return self._garage_get_running_text(verdict.running)
        if verdict.reason == "too_much":
            return self.env._(
                "Only %(open)s is open on %(names)s. Take that amount or less.",
                open=self.currency_id.format(sum(self.mapped("amount_residual"))),
                names=names,
            )
        return self.env._(
            "Nothing is open on %(names)s. No payment was started.", names=names
        )

    def _garage_get_running_text(self, running):
        """Return a running payment in words, with the next step."""
        amount = self.currency_id.format(
            payment_utils.to_major_currency_units(running.amount, self.currency_id)
        )
        return self.env._(
            "%(amount)s is being paid at %(where)s since %(since)s (%(who)s). "
            "Wait, or cancel it there.",
            amount=amount,
            where=running.where,
            since=running.since,
            who=running.who,
        )
