import secrets

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..domain import attempt_state
from ..domain.request_state import Money, advances, derive_state

PROGRESS = [
    ("draft", "Draft"),
    ("sent", "Sent"),
    ("opened", "Opened"),
    ("chosen", "Customer chose"),
    ("expired", "Expired"),
    ("replaced", "Replaced"),
    ("cancelled", "Cancelled"),
    ("failed_delivery", "Not delivered"),
]
STATES = [
    *PROGRESS[:4],
    ("pending", "Being paid"),
    ("part_paid", "Part paid"),
    ("paid", "Paid"),
    *PROGRESS[4:],
]
BARCODE_PREFIX = "GP"
RUNNING_TRANSACTIONS = ("pending", "authorized")


class GaragePaymentRequest(models.Model):
    """One demand to pay, sent to the customer; the books decide when it is paid."""

    _name = "garage.payment.request"
    _description = "Payment request"
    _inherit = ["mail.thread"]
    _order = "create_date desc, id desc"
    _check_company_auto = True

    name = fields.Char("Number", required=True, readonly=True, copy=False, default="/")
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    partner_id = fields.Many2one(
        "res.partner", "Customer", required=True, index=True, check_company=True
    )
    invoice_ids = fields.Many2many(
        "account.move",
        "garage_payment_request_invoice_rel",
        "request_id",
        "invoice_id",
        string="Invoices",
        copy=False,
        check_company=True,
        domain=[("move_type", "in", ("out_invoice", "out_receipt"))],
    )
    kind = fields.Selection(
        [
            ("deposit", "Deposit"),
            ("final", "Final bill"),
            ("reminder", "Reminder"),
            ("instalment", "Instalment"),
        ],
        required=True,
        default="final",
    )
    channel = fields.Selection(
        [("mail", "Mail"), ("paper", "On paper"), ("none", "Not sent")],
        required=True,
        default="mail",
    )
    currency_id = fields.Many2one(
        "res.currency",
        required=True,
        default=lambda self: self.env.company.currency_id,
    )
    amount_expected = fields.Monetary("Amount asked", readonly=True)
    amount_paid = fields.Monetary("Paid", compute="_compute_money", store=True)
    amount_running = fields.Monetary("Pending", compute="_compute_money", store=True)
    amount_residual = fields.Monetary("Due", compute="_compute_money", store=True)
    amount_open = fields.Monetary(
        "Open",
        compute="_compute_money",
        store=True,
        help="What is due, less what is being paid right now.",
    )
    paid_channels = fields.Char("Paid by", compute="_compute_paid_channels")
    progress = fields.Selection(
        PROGRESS, required=True, default="draft", readonly=True, copy=False
    )
    state = fields.Selection(
        STATES, compute="_compute_money", store=True, index=True, tracking=True
    )
    choice = fields.Selection(
        [
            ("none", "Not chosen yet"),
            ("online", "Pay now"),
            ("counter", "At the counter"),
            ("account", "On account"),
        ],
        required=True,
        default="none",
        readonly=True,
        copy=False,
    )
    choice_at = fields.Datetime("Chosen on", readonly=True, copy=False)
    sent_at = fields.Datetime("Sent on", readonly=True, copy=False)
    opened_at = fields.Datetime("Opened on", readonly=True, copy=False)
    open_count = fields.Integer("Times opened", readonly=True, copy=False)
    paid_at = fields.Datetime("Paid on", readonly=True, copy=False)
    confirmed_at = fields.Datetime(
        "Confirmation sent", readonly=True, copy=False, help="Mail to the customer."
    )
    counter_code = fields.Char("Counter code", readonly=True, copy=False)
    counter_barcode = fields.Char(compute="_compute_counter_barcode")
    version = fields.Integer(default=1, readonly=True, copy=False)
    token_hash = fields.Char(
        readonly=True, copy=False, groups="base.group_system", index=True
    )
    expires_at = fields.Datetime("Valid until", readonly=True, copy=False)
    attempt_ids = fields.One2many(
        "garage.payment.attempt", "request_id", string="Attempts"
    )
    transaction_ids = fields.One2many(
        "payment.transaction",
        "garage_request_id",
        string="Online payments",
        groups="account.group_account_invoice",
    )
    event_ids = fields.One2many(
        "garage.payment.event", "request_id", string="Timeline", readonly=True
    )

    _counter_code_uniq = models.UniqueIndex(
        "(company_id, counter_code) WHERE counter_code IS NOT NULL",
        "This counter code is in use. Save again to get another one.",
    )

    @api.depends(
        "progress",
        "amount_expected",
        "invoice_ids.state",
        "invoice_ids.payment_state",
        "invoice_ids.amount_total",
        "invoice_ids.amount_residual",
        "invoice_ids.transaction_ids.state",
        "attempt_ids.state",
    )
    def _compute_money(self):
        for request in self:
            # sudo: amounts are shown to whoever may see the request.
            bills = request.sudo().invoice_ids.filtered(lambda b: b.state == "posted")
            residual = sum(bills.mapped("amount_residual"))
            total = sum(bills.mapped("amount_total"))
            running = request._get_running_amount(bills)
            if not bills:
                residual = request.amount_expected
            request.amount_paid = total - residual if bills else 0.0
            request.amount_running = running
            request.amount_residual = residual
            request.amount_open = max(residual - running, 0.0)
            request.state = derive_state(
                request.progress, request._get_money(bills, residual, running)
            )

    @api.depends("invoice_ids.amount_residual", "choice")
    def _compute_paid_channels(self):
        # sudo: channels are shown to whoever may see the request.
        groups = (
            self.env["garage.payment.ledger"]
            .sudo()
            ._read_group(
                [("invoice_id", "in", self.invoice_ids.ids), ("state", "=", "done")],
                ["invoice_id", "channel"],
            )
        )
        for request in self:
            channels = {
                channel for invoice, channel in groups if invoice in request.invoice_ids
            }
            if request.choice == "account" and request.state != "paid":
                channels.add("account")
            request.paid_channels = ",".join(sorted(channels)) or False

    @api.depends("counter_code")
    def _compute_counter_barcode(self):
        for request in self:
            code = request.counter_code
            request.counter_barcode = f"{BARCODE_PREFIX}{code}" if code else False

    @api.constrains("invoice_ids", "currency_id")
    def _check_currency(self):
        for request in self:
            # sudo: advisers write requests without rights on invoices.
            if request.sudo().invoice_ids.currency_id - request.currency_id:
                raise ValidationError(
                    self.env._(
                        "All invoices of a payment request need the same currency."
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            company = self.env["res.company"].browse(
                vals.get("company_id") or self.env.company.id
            )
            vals.setdefault("company_id", company.id)
            vals.setdefault("currency_id", company.currency_id.id)
            if vals.get("name", "/") == "/":
                sequence = self.env["ir.sequence"].with_company(company)
                vals["name"] = sequence.next_by_code("garage.payment.request") or "/"
            vals["counter_code"] = self._new_counter_code(company)
        requests = super().create(vals_list)
        requests._renew_link()
        requests._set_expected()
        return requests

    @api.ondelete(at_uninstall=False)
    def _unlink_draft_only(self):
        if any(request.event_ids for request in self):
            raise UserError(
                self.env._(
                    "This payment request has a history and stays. Cancel it instead."
                )
            )

    # --- buttons ---------------------------------------------------------------

    def action_send(self):
        """Send the link to the customer (again)."""
        for request in self:
            request._send()
        return True

    def action_renew(self):
        """Make a new link; the old one stops working."""
        self._renew_link()
        self._log("replaced", self.env._("New link made; the old one is void."))
        return self.action_send()

    def action_cancel(self):
        """Withdraw requests; paid ones stay paid."""
        for request in self:
            if request.attempt_ids.filtered(
                lambda attempt: attempt.state in attempt_state.OPEN
            ):
                raise UserError(
                    self.env._(
                        "A payment is under way. Wait until it is decided, then cancel."
                    )
                )
            if request._advance("cancelled"):
                request._log("cancelled", self.env._("Request cancelled."))
        return True

    def action_open_invoices(self):
        self.ensure_one()
        action = {
            "type": "ir.actions.act_window",
            "name": self.env._("Invoices"),
            "res_model": "account.move",
        }
        if len(self.invoice_ids) == 1:
            return {**action, "res_id": self.invoice_ids.id, "view_mode": "form"}
        domain = [("id", "in", self.invoice_ids.ids)]
        return {**action, "domain": domain, "view_mode": "list,form"}

    # --- money -------------------------------------------------------------------

    def _set_expected(self):
        """Snapshot what is asked, when it was not given."""
        for request in self:
            if not request.amount_expected:
                # sudo: see _compute_money.
                bills = request.sudo().invoice_ids
                request.amount_expected = sum(bills.mapped("amount_residual"))

    def _get_money(self, bills, residual, running):
        currency = self.currency_id
        settled = bool(bills) and currency.is_zero(residual)
        return Money(
            settled=settled,
            reversed=settled
            and all(bill.payment_state == "reversed" for bill in bills),
            part_paid=bool(bills)
            and currency.compare_amounts(residual, sum(bills.mapped("amount_total")))
            < 0,
            running=not currency.is_zero(running),
        )

    def _get_running_amount(self, bills):
        # sudo: see _compute_money.
        attempts = self.sudo().attempt_ids.filtered(
            lambda attempt: (
                attempt.state in attempt_state.OPEN and attempt.direction == "charge"
            )
        )
        transactions = bills.transaction_ids.filtered(
            lambda tx: tx.state in RUNNING_TRANSACTIONS and tx.amount > 0
        )
        return sum(attempts.mapped("amount")) + sum(transactions.mapped("amount"))

    def _ensure_invoices(self):
        """Return the posted bills of this request.

        Glue add-ons post the bill here: a request may be sent before it exists.

        :raises UserError: when there is nothing that can be paid.
        """
        self.ensure_one()
        # sudo: called for the customer and the till, who may not post invoices.
        bills = self.sudo().invoice_ids
        bills.filtered(lambda bill: bill.state == "draft").action_post()
        posted = bills.filtered(lambda bill: bill.state == "posted")
        if not posted:
            raise UserError(
                self.env._(
                    "There is no invoice to pay yet. Ask the garage to prepare it."
                )
            )
        return posted

    def _is_account_allowed(self):
        """Hook: may this customer pay later? Receivables add their credit rules."""
        self.ensure_one()
        # sudo: asked for the customer's page and the till.
        return self.sudo().partner_id.commercial_partner_id.garage_on_account

    def _on_money_moved(self):
        """Note that requests became paid or open again, and tell everybody."""
        for request in self:
            if request.state == "paid" and not request.paid_at:
                request.paid_at = fields.Datetime.now()
                request._on_paid()
            elif request.state != "paid" and request.paid_at:
                request.paid_at = False
                request._log("reopened", self.env._("Open again: payment taken back."))
        self._notify_change()

    def _on_paid(self):
        """Hook: runs once when a request became paid, whatever paid it."""
        self.ensure_one()
        self._log("paid", self.env._("Paid in full."))
        self._send_confirmation()

    def _notify_change(self):
        """Tell open screens which requests changed; ids only."""
        if self:
            # sudo: the customer's browser may cause the change.
            group = self.env.ref("garage_base.group_garage_user").sudo()
            group._bus_send("garage_payment", {"ids": self.ids})

    # --- helpers -----------------------------------------------------------------

    @api.model
    def _find_by_counter_code(self, text, company=None):
        """Return the request for a scanned or typed counter code, or none."""
        code = (text or "").strip().upper().removeprefix(BARCODE_PREFIX)
        company = company or self.env.company
        if not (code.isascii() and code.isdigit() and len(code) == 6):
            return self.browse()
        return self.search(
            [("counter_code", "=", code), ("company_id", "=", company.id)], limit=1
        )

    @api.model
    def _new_counter_code(self, company):
        # sudo: codes of requests that the user may not see count as taken, too.
        taken = self.sudo()
        while True:
            code = str(secrets.randbelow(900_000) + 100_000)
            domain = [("counter_code", "=", code), ("company_id", "=", company.id)]
            if not taken.search_count(domain, limit=1):
                return code

    def _advance(self, progress, **values):
        """Move on to ``progress`` if that is a step forward; tell whether it was."""
        self.ensure_one()
        if not advances(self.progress, progress):
            return False
        self.write({"progress": progress, **values})
        return True

    def _log(self, kind, text, source="user"):
        for request in self:
            self.env["garage.payment.event"]._log(
                kind,
                text,
                request_id=request.id,
                company_id=request.company_id.id,
                source=source,
            )
