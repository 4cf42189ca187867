from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.payment import utils as payment_utils

from ..domain import attempt_state
from ..domain.masking import mask_card_numbers
from ..domain.reservation import Running

STATES = [
    ("created", "Created"),
    ("sent", "At the terminal"),
    ("unknown", "Unknown, being checked"),
    ("approved", "Approved"),
    ("declined", "Declined"),
    ("canceled", "Cancelled"),
    ("recorded", "Booked"),
    ("reversed", "Taken back"),
]
# What the device or provider may tell about an attempt, besides its state.
OUTCOME_FIELDS = (
    "provider_ref",
    "provider_status",
    "failure_code",
    "failure_text",
    "auth_code",
    "card_brand",
    "card_last4",
    "slip_text",
    "tip_minor",
    "fee_minor",
)
TEXT_FIELDS = ("slip_text", "failure_text", "provider_status", "auth_code")


class GaragePaymentAttempt(models.Model):
    """One try to move money, written down before anything leaves the house."""

    _name = "garage.payment.attempt"
    _description = "Payment attempt"
    _order = "requested_at desc, id desc"
    _check_company_auto = True

    uuid = fields.Char(required=True, readonly=True, copy=False)
    seq = fields.Integer(required=True, default=1, readonly=True, copy=False)
    order_uuid = fields.Char(readonly=True, copy=False)
    direction = fields.Selection(
        [("charge", "Charge"), ("refund", "Refund"), ("void", "Void")],
        required=True,
        default="charge",
        readonly=True,
    )
    origin_attempt_id = fields.Many2one("garage.payment.attempt", readonly=True)
    origin_transaction_id = fields.Many2one("payment.transaction", readonly=True)
    request_id = fields.Many2one(
        "garage.payment.request", readonly=True, index=True, check_company=True
    )
    invoice_id = fields.Many2one(
        "account.move", readonly=True, index=True, check_company=True
    )
    partner_id = fields.Many2one(
        "res.partner", compute="_compute_partner_id", store=True
    )
    gateway = fields.Selection(
        [("manual", "By hand")],
        required=True,
        default="manual",
        readonly=True,
    )
    journal_id = fields.Many2one("account.journal", readonly=True, check_company=True)
    device_ref = fields.Char(readonly=True)
    place = fields.Char(readonly=True, help="Where it is being paid, e.g. Counter 2.")
    amount_minor = fields.Integer("Amount in minor units", required=True, readonly=True)
    approved_minor = fields.Integer("Approved in minor units", readonly=True)
    tip_minor = fields.Integer("Tip in minor units", readonly=True)
    fee_minor = fields.Integer("Fee in minor units", readonly=True)
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    amount = fields.Monetary(compute="_compute_amount", store=True)
    state = fields.Selection(
        STATES, required=True, default="created", readonly=True, index=True, copy=False
    )
    mismatch = fields.Boolean(
        readonly=True, help="The provider reported another amount; nothing was booked."
    )
    provider_ref = fields.Char("Provider reference", readonly=True, copy=False)
    provider_status = fields.Char(readonly=True)
    failure_code = fields.Char(readonly=True)
    failure_text = fields.Char("Reason", readonly=True)
    auth_code = fields.Char("Authorisation", readonly=True)
    card_brand = fields.Char("Card", readonly=True)
    card_last4 = fields.Char("Card ends in", size=4, readonly=True)
    slip_text = fields.Text("Terminal slip", readonly=True)
    requested_by = fields.Many2one(
        "res.users", "By", readonly=True, default=lambda self: self.env.user
    )
    requested_at = fields.Datetime(
        "Started", required=True, default=fields.Datetime.now, readonly=True
    )
    decided_at = fields.Datetime("Decided", readonly=True, copy=False)
    recorded_at = fields.Datetime("Booked", readonly=True, copy=False)
    account_payment_id = fields.Many2one("account.payment", readonly=True, copy=False)
    event_ids = fields.One2many("garage.payment.event", "attempt_id", readonly=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.company,
    )

    _uuid_seq_uniq = models.Constraint(
        "UNIQUE (uuid, seq)", "This payment attempt exists already."
    )
    _provider_ref_uniq = models.UniqueIndex(
        "(gateway, provider_ref) WHERE provider_ref IS NOT NULL",
        "This payment of the provider belongs to another attempt.",
    )
    _amount_positive = models.Constraint(
        "CHECK (amount_minor > 0)", "The amount of a payment must be above zero."
    )

    @api.depends("request_id.partner_id", "invoice_id.partner_id")
    def _compute_partner_id(self):
        for attempt in self:
            attempt.partner_id = (
                attempt.request_id.partner_id or attempt.invoice_id.partner_id
            )

    @api.depends("amount_minor", "currency_id")
    def _compute_amount(self):
        for attempt in self:
            attempt.amount = payment_utils.to_major_currency_units(
                attempt.amount_minor, attempt.currency_id
            )

    @api.depends("amount", "currency_id", "place", "state")
    def _compute_display_name(self):
        labels = dict(self._fields["state"]._description_selection(self.env))
        for attempt in self:
            attempt.display_name = self.env._(
                "%(amount)s at %(place)s: %(state)s",
                amount=attempt.currency_id.format(attempt.amount),
                place=attempt._get_place(),
                state=labels[attempt.state],
            )

    def write(self, vals):
        if "state" in vals:
            self._check_move(vals["state"])
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._("Payment attempts are evidence and cannot be deleted.")
        )

    def _check_move(self, state):
        for attempt in self:
            if attempt.state == state:
                continue
            if not attempt_state.may_move(attempt.state, state):
                raise UserError(
                    self.env._(
                        "A payment attempt only moves forward: %(old)s cannot become "
                        "%(new)s.",
                        old=attempt.state,
                        new=state,
                    )
                )

    # --- start ---------------------------------------------------------------

    @api.model
    def _start(self, values):
        """Write down a try to move money and reserve the amount.

        :param dict values: ``uuid``, ``amount`` (in the bill's currency),
            ``request_id`` or ``invoice_id``, and optionally ``gateway``, ``place``,
            ``device_ref``, ``order_uuid``, ``direction``, ``journal_id`` and fields of
            glue add-ons.
        :return: the attempt. The same uuid gives the running or booked attempt again;
            after a refusal it gives a new one with the next ``seq``.
        :raises UserError: when other money is under way, or nothing is open.
        """
        # sudo: callers (till, pay page) check their own rights first; see _start users.
        attempts = self.sudo()
        last = attempts.search(
            [("uuid", "=", values["uuid"])], order="seq desc", limit=1
        )
        if last and not attempt_state.may_start_again(last.state):
            return last
        vals = attempts._prepare_start_vals(values, last.seq + 1)
        if vals.get("direction", "charge") == "charge":
            invoices = attempts._get_start_invoices(vals)
            invoices._garage_reserve(values["amount"])
        attempt = attempts.create(vals)
        attempt._log("attempt", attempt.display_name)
        return attempt

    @api.model
    def _prepare_start_vals(self, values, seq):
        vals = {key: value for key, value in values.items() if key != "amount"}
        request = self.env["garage.payment.request"].browse(vals.get("request_id"))
        invoice = self.env["account.move"].browse(vals.get("invoice_id"))
        if request and not invoice:
            invoice = request._ensure_invoices()
            vals["invoice_id"] = invoice[:1].id
        if invoice and not request:
            vals["request_id"] = invoice._garage_get_open_request().id
        if not invoice:
            raise UserError(
                self.env._("Choose the bill that is being paid, then start again.")
            )
        currency = invoice.currency_id
        return {
            **vals,
            "seq": seq,
            "currency_id": currency.id,
            "company_id": invoice.company_id.id,
            "amount_minor": payment_utils.to_minor_currency_units(
                values["amount"], currency
            ),
        }

    @api.model
    def _get_start_invoices(self, vals):
        request = self.env["garage.payment.request"].browse(vals.get("request_id"))
        invoice = self.env["account.move"].browse(vals["invoice_id"])
        return invoice | request.invoice_ids.filtered(
            lambda bill: bill.state == "posted"
        )

    # --- outcome -------------------------------------------------------------

    def _apply(self, outcome):
        """Take what a device or provider says about this attempt.

        Repeated, late and out-of-order messages change nothing and are only noted.

        :param dict outcome: ``state`` and any of OUTCOME_FIELDS, ``amount_minor`` and
            ``currency`` (code) as seen there, ``source``, ``provider_event_id``.
        :return: whether the attempt moved.
        """
        self.ensure_one()
        self._lock()
        state = outcome["state"]
        if self._is_known_message(outcome):
            return False
        if not attempt_state.may_move(self.state, state):
            if state != self.state:
                self._log("ignored", self._get_late_text(state), outcome)
            return False
        self.write(self._prepare_outcome_vals(outcome))
        if self.mismatch:
            self._log("mismatch", self._get_mismatch_text())
        self._log("attempt", self.failure_text or self.display_name, outcome)
        self.request_id._notify_change()
        return True

    @api.model
    def _is_known_message(self, outcome):
        message = outcome.get("provider_event_id")
        events = self.env["garage.payment.event"]
        return bool(
            message
            and events.search_count([("provider_event_id", "=", message)], limit=1)
        )

    def _prepare_outcome_vals(self, outcome):
        vals = {key: outcome[key] for key in OUTCOME_FIELDS if outcome.get(key)}
        for name in TEXT_FIELDS:
            if vals.get(name):
                vals[name] = mask_card_numbers(vals[name])
        vals["state"] = outcome["state"]
        if outcome["state"] in ("approved", "declined", "canceled"):
            vals["decided_at"] = fields.Datetime.now()
        if outcome["state"] == "approved":
            seen = outcome.get("amount_minor", self.amount_minor)
            currency = outcome.get("currency", self.currency_id.name)
            vals["approved_minor"] = seen
            vals["mismatch"] = (
                seen - vals.get("tip_minor", 0) != self.amount_minor
                or currency != self.currency_id.name
            )
        return vals

    def _record(self):
        """Book an approved attempt once; return whether it is booked now."""
        self.ensure_one()
        self._lock()
        if self.state == "recorded":
            return True
        if self.state != "approved" or self.mismatch:
            return False
        self._book()
        self.write({"state": "recorded", "recorded_at": fields.Datetime.now()})
        self._log("recorded", self.display_name)
        self.request_id._notify_change()
        return True

    def _book(self):
        """Put the money into the books; glue add-ons book their own gateways."""
        if self.journal_id:
            self.account_payment_id = self._create_account_payment()

    def _create_account_payment(self):
        """Post a payment on ``journal_id`` and settle the bill with it."""
        payment = self.env["account.payment"].create(
            {
                "amount": self.amount,
                "payment_type": "inbound" if self.direction == "charge" else "outbound",
                "partner_type": "customer",
                "partner_id": self.partner_id.commercial_partner_id.id,
                "currency_id": self.currency_id.id,
                "journal_id": self.journal_id.id,
                "company_id": self.company_id.id,
                "memo": self.invoice_id.name,
                "invoice_ids": self.invoice_id.ids,
            }
        )
        payment.action_post()
        (payment.move_id.line_ids + self.invoice_id.line_ids).filtered(
            lambda line: (
                line.account_id == payment.destination_account_id
                and not line.reconciled
            )
        ).reconcile()
        return payment

    # --- helpers -------------------------------------------------------------

    def _lock(self):
        self.flush_recordset()
        self.lock_for_update(allow_referencing=True)
        self.invalidate_recordset(["state"])

    def _get_place(self):
        return self.place or self.device_ref or self.env._("the counter")

    def _get_late_text(self, state):
        return self.env._(
            "Late message %(late)s: the attempt was %(state)s already.",
            late=state,
            state=self.state,
        )

    def _get_mismatch_text(self):
        return self.env._(
            "%(seen)s was approved instead of %(asked)s. Nothing was booked; check it "
            "with the customer.",
            seen=self.currency_id.format(
                payment_utils.to_major_currency_units(
                    self.approved_minor, self.currency_id
                )
            ),
            asked=self.currency_id.format(self.amount),
        )

    def _log(self, kind, text, outcome=None):
        outcome = outcome or {}
        self.env["garage.payment.event"]._log(
            kind,
            text,
            attempt_id=self.id,
            request_id=self.request_id.id,
            company_id=self.company_id.id,
            source=outcome.get("source", "till"),
            provider_event_id=outcome.get("provider_event_id"),
            payload=self._prepare_payload(outcome) or False,
        )

    @api.model
    def _prepare_payload(self, outcome):
        """Keep of a message what explains it; slips and secrets stay out."""
        kept = ("state", "provider_status", "failure_code", "amount_minor", "currency")
        return {key: outcome[key] for key in kept if outcome.get(key) is not None}

    def _as_running(self):
        self.ensure_one()
        since = fields.Datetime.context_timestamp(self, self.requested_at)
        return Running(
            amount=self.amount_minor,
            where=self._get_place(),
            who=self.requested_by.name,
            since=since.strftime("%H:%M"),
        )
