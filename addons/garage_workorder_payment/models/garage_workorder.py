from odoo import api, fields, models
from odoo.fields import Command

from ..domain.payment_state import Standing, derive

CLOSED = ("paid", "replaced", "cancelled")
PRICES = "garage_workorder.group_garage_prices"


class GarageWorkorder(models.Model):
    """What a visit costs, what is paid of it, and the request for the rest."""

    _inherit = "garage.workorder"

    payment_request_ids = fields.One2many(
        "garage.payment.request", "workorder_id", string="Payment requests"
    )
    payment_state = fields.Selection(
        [
            ("none", "Not asked"),
            ("requested", "Asked"),
            ("opened", "Opened"),
            ("pending", "Being paid"),
            ("part_paid", "Part paid"),
            ("on_account", "On account"),
            ("overdue", "Overdue"),
            ("paid", "Paid"),
        ],
        string="Payment",
        compute="_compute_payment",
        compute_sudo=True,
    )
    amount_due = fields.Monetary(
        "Open amount", compute="_compute_payment", compute_sudo=True, groups=PRICES
    )
    amount_paid = fields.Monetary(
        "Paid", compute="_compute_payment", compute_sudo=True, groups=PRICES
    )

    @api.depends(
        "job_ids.state",
        "job_ids.line_ids.price_total",
        "sale_order_ids.invoice_ids.state",
        "sale_order_ids.invoice_ids.amount_residual",
        "sale_order_ids.garage_payer_kind",
        "payment_request_ids.state",
        "payment_request_ids.choice",
    )
    def _compute_payment(self):
        self._preload_payment()
        for workorder in self:
            bills = workorder._get_bills()
            workorder.amount_due = workorder._get_amount_due()
            workorder.amount_paid = sum(bills.mapped("amount_total_signed")) - sum(
                bills.mapped("amount_residual_signed")
            )
            workorder.payment_state = derive(workorder._get_standing())

    def _preload_payment(self):
        """Read for all what is looked at one by one: queries stay few on a board."""
        bills = self.sale_order_ids.invoice_ids
        bills.mapped("amount_residual_signed")
        bills.garage_attempt_ids.mapped("state")
        bills.transaction_ids.mapped("state")
        deposits = self.sale_order_ids.order_line.filtered("is_downpayment")
        deposits.invoice_lines.mapped("parent_state")
        self.payment_request_ids.mapped("state")
        payers = self.bill_to_id | self.partner_id
        payers.commercial_partner_id.mapped("name")

    # --- money -------------------------------------------------------------------

    def _get_bills(self):
        """Posted bills of the customer; other payers get no link and hold no key."""
        return self._customer_invoices().filtered(lambda move: move.state == "posted")

    def _get_standing(self):
        """Return the facts that the rules in ``domain`` decide on."""
        self.ensure_one()
        # sudo: amounts stay on the server, the answer is a word.
        workorder = self.sudo()
        bills = workorder._get_bills()
        request = workorder._get_payment_request() or workorder._get_deposit_request()
        today = fields.Date.context_today(workorder)
        return Standing(
            billed=bool(bills),
            due=workorder._is_money_due(),
            part_paid=workorder.currency_id.compare_amounts(workorder.amount_paid, 0)
            > 0,
            running=bool(bills._garage_get_running()),
            overdue=any(
                bill.amount_residual > 0
                and bill.invoice_date_due
                and bill.invoice_date_due < today
                for bill in bills
            ),
            request=request.state or "",
            account_chosen=request.choice == "account",
            account_allowed=workorder._is_account_allowed(),
        )

    def _is_money_due(self):
        return self.currency_id.compare_amounts(self._get_amount_due(), 0.0) > 0

    def _is_account_allowed(self):
        """Tell whether the payer may take the vehicle along and pay later."""
        self.ensure_one()
        request = self._get_payment_request() or self.env["garage.payment.request"].new(
            self._prepare_payment_request_vals(0.0)
        )
        return request._is_account_allowed()

    # --- request -------------------------------------------------------------------

    def _get_payment_request(self):
        """Return the newest request for the bill of this visit not withdrawn."""
        return self._find_payment_request(deposit=False)

    def _get_deposit_request(self):
        """Return the newest request for the deposit of this visit not withdrawn."""
        return self._find_payment_request(deposit=True)

    def _find_payment_request(self, deposit):
        # sudo: mechanics see the light, not the request.
        requests = self.sudo().payment_request_ids.filtered(
            lambda request: (
                request.state not in ("replaced", "cancelled")
                and (request.kind == "deposit") == deposit
            )
        )
        return requests.sorted("id")[-1:]

    def _on_deposit(self, invoice):
        """Send the customer the link to pay the deposit."""
        result = super()._on_deposit(invoice)
        values = self._prepare_payment_request_vals(invoice.amount_residual)
        values.update(kind="deposit", invoice_ids=[Command.set(invoice.ids)])
        # sudo: asked for by the adviser, or by the customer who has just approved.
        self.env["garage.payment.request"].sudo().create(values)._send()
        return result

    def _prepare_payment_request_vals(self, amount):
        bills = self._get_bills().filtered(
            lambda bill: bill.move_type == "out_invoice" and bill.amount_residual
        )
        # An unpaid deposit is part of what the final request asks for.
        return {
            "workorder_id": self.id,
            "partner_id": (self.bill_to_id or self.partner_id).id,
            "company_id": self.company_id.id,
            "currency_id": self.currency_id.id,
            "kind": "final",
            "amount_expected": amount,
            "invoice_ids": [Command.set(bills.ids)],
        }

    def _ensure_payment_request(self):
        """Return the open request for what is due now, or none when nothing is due."""
        self.ensure_one()
        # sudo: whoever may mark a visit ready or hand over its key may ask for money.
        workorder = self.sudo()
        amount = workorder._get_amount_due()
        request = workorder._get_payment_request()
        if not workorder._is_money_due():
            return request
        if not request or request.state == "paid":
            values = workorder._prepare_payment_request_vals(amount)
            return request.create(values)
        if not request.invoice_ids:
            request.amount_expected = amount
        return request

    def _link_bill(self, bill):
        """Let the open request of this visit know its bill."""
        for workorder in self:
            request = workorder._get_payment_request()
            if request and request.state != "paid":
                request.invoice_ids = [Command.link(bill.id)]

    def _on_ready(self):
        res = super()._on_ready()
        for workorder in self:
            workorder._clear_key_release()
            workorder._ask_for_payment()
        return res

    def _ask_for_payment(self):
        """Send the request for what is due; nothing is sent when nothing is due."""
        self.ensure_one()
        request = self._ensure_payment_request()
        if request and request.state not in CLOSED:
            request._send()

    def _tell_ready(self):
        """The request that was mailed says that it is ready: no second mail."""
        told = self.filtered(
            lambda workorder: workorder._get_payment_request().state == "sent"
        )
        return super(GarageWorkorder, self - told)._tell_ready()

    def action_reopen(self):
        res = super().action_reopen()
        self._withdraw_requests("replaced")
        return res

    def action_cancel(self):
        res = super().action_cancel()
        self._withdraw_requests("cancelled")
        return res

    def _withdraw_requests(self, progress):
        """Stop the customer's link: the amount behind it is no longer right."""
        # sudo: reached only by those who just moved the work order itself.
        requests = self.sudo().payment_request_ids
        for request in requests.filtered(lambda req: not req.invoice_ids):
            if request._advance(progress):
                request._log(progress, self.env._("The work order changed."))

    def action_send_payment_link(self):
        """Send the customer the link to pay (again)."""
        for workorder in self:
            workorder.check_access("write")
            workorder._ask_for_payment()
        return self._get_sent_notice()

    def _get_sent_notice(self):
        request = self[-1:]._get_payment_request()
        sent = request.state != "failed_delivery"
        text = request.event_ids[:1].text or self.env._("Nothing is open.")
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if sent else "danger",
                "message": text,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def action_open_payment_requests(self):
        self.ensure_one()
        action = {
            "type": "ir.actions.act_window",
            "name": self.env._("Payment requests"),
            "res_model": "garage.payment.request",
        }
        if len(self.payment_request_ids) == 1:
            request = self.payment_request_ids
            return {**action, "res_id": request.id, "views": [(False, "form")]}
        return {
            **action,
            "views": [(False, "list"), (False, "form")],
            "domain": [("workorder_id", "=", self.id)],
        }

    def _note_payment(self, request):
        """Put the payment on the vehicle's timeline."""
        for workorder in self:
            workorder.vehicle_id._add_event(
                "payment",
                self.env._("%(name)s paid", name=workorder.name),
                record=request,
                amount=request.amount_paid,
            )
