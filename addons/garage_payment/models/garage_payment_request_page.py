from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from odoo.addons.payment import utils as payment_utils

FAILED = ("cancel", "error")


class GaragePaymentRequest(models.Model):
    """What the customer's pay page asks of a request; the link is the right to ask."""

    _inherit = "garage.payment.request"

    def _mark_opened(self):
        self.ensure_one()
        self.open_count += 1
        if self._advance("opened", opened_at=fields.Datetime.now()):
            self._log("opened", self.env._("The customer opened the page."), "customer")
            self._notify_change()

    def _get_page_state(self):
        """Return which of the page's faces to show."""
        self.ensure_one()
        if self.state in ("paid", "replaced", "cancelled"):
            return self.state
        if self._is_expired() or self.state == "expired":
            return "expired"
        if self._get_running_now():
            return "running"
        return "choose"

    def _get_running_now(self):
        # sudo: the page is public, the link is the right to see this.
        return self.sudo().invoice_ids._garage_get_running()

    def _get_page_values(self):
        """Return everything the pay page shows; amounts come from the books."""
        self.ensure_one()
        running = self._get_running_now()
        biggest = max(running, key=lambda entry: entry.amount) if running else None
        return {
            "pay_request": self,
            "company": self.company_id,
            "token": self._get_token(),
            "page_state": self._get_page_state(),
            "amount_due": self._get_amount_due(),
            "subjects": self._get_subjects(),
            "account_allowed": self._is_account_allowed(),
            "counter_qr": self._get_qr_data(self.counter_barcode),
            "running": biggest,
            "running_amount": biggest
            and payment_utils.to_major_currency_units(biggest.amount, self.currency_id),
            "failed_transaction": self._get_failed_transaction(),
            "others": self._get_paid_documents(),
        }

    def _get_amount_due(self):
        """Return what is open now, from the books."""
        self.ensure_one()
        return self.amount_residual

    def _get_subjects(self):
        """Hook: what the money is for, as lines of text."""
        self.ensure_one()
        return [bill.name for bill in self.invoice_ids if bill.state == "posted"]

    def _get_paid_documents(self):
        """Return posted bills with an address to read them."""
        self.ensure_one()
        return [
            {"name": bill.name, "url": bill.get_portal_url()}
            for bill in self.invoice_ids
            if bill.state == "posted"
        ]

    def _get_failed_transaction(self):
        self.ensure_one()
        last = self.transaction_ids.sorted("id")[-1:]
        return last if last.state in FAILED else last.browse()

    # --- acts of the customer ----------------------------------------------------

    def _choose(self, choice):
        """Store how the customer wants to pay and do what that needs."""
        self.ensure_one()
        if self._get_page_state() not in ("choose", "running"):
            return
        if choice == "account" and not self._is_account_allowed():
            self._log("refused", self.env._("On account is not allowed."), "customer")
            raise UserError(
                self.env._(
                    "Paying on account is not agreed with you yet. Pay now or at the "
                    "counter, or call us."
                )
            )
        if choice in ("online", "account"):
            self._ensure_invoices()
        self._advance("chosen")
        self.write({"choice": choice, "choice_at": fields.Datetime.now()})
        labels = dict(self._fields["choice"]._description_selection(self.env))
        self._log("chosen", labels[choice], "customer")
        self._notify_change()

    def _prepare_online(self):
        """Reserve the open amount for an online payment; return (bills, amount)."""
        self.ensure_one()
        if self._get_page_state() in ("paid", "replaced", "cancelled", "expired"):
            raise UserError(
                self.env._("This link can no longer be used to pay. Open it again.")
            )
        bills = self._ensure_invoices()
        amount = sum(bills.mapped("amount_residual"))
        bills._garage_reserve(amount)
        return bills, amount

    def _prepare_transaction_vals(self, bills):
        self.ensure_one()
        return {
            "invoice_ids": [Command.set(bills.ids)],
            "garage_request_id": self.id,
        }

    def _get_payment_form_values(self):
        """Return what Odoo's payment form needs, for the server's amount."""
        self.ensure_one()
        amount = self._get_amount_due()
        partner = self.partner_id
        currency = self.currency_id
        report = {}
        providers = self.env["payment.provider"]._get_compatible_providers(
            self.company_id.id,
            partner.id,
            amount,
            currency_id=currency.id,
            report=report,
        )
        methods = self.env["payment.method"]._get_compatible_payment_methods(
            providers.ids, partner.id, currency_id=currency.id, report=report
        )
        path = f"/garage/pay/{self._get_token()}"
        return {
            "mode": "payment",
            "amount": amount,
            "currency": currency,
            "partner_id": partner.id,
            "providers_sudo": providers,
            "payment_methods_sudo": methods,
            "tokens_sudo": self.env["payment.token"],
            "availability_report": report,
            "show_tokenize_input_mapping": dict.fromkeys(providers.ids, False),
            "transaction_route": f"{path}/transaction",
            "landing_route": path,
            "access_token": "",
            "reference_prefix": self.name,
        }
