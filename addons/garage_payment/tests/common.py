from odoo.fields import Command
from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class PaymentCase(TransactionCase):
    """A customer, a posted bill of 121.00 and a request for it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        cls.partner = cls.env["res.partner"].create(
            {"name": "Jan de Vries", "email": "jan@example.com", "lang": "en_US"}
        )
        cls.journal = cls.env["account.journal"].create(
            {"name": "Card test", "type": "bank", "code": "CRDT"}
        )
        cls.provider = cls._prepare_demo_provider()
        cls.invoice = cls._create_invoice(121.0)
        cls.request = cls._create_request(cls.invoice)

    @classmethod
    def _prepare_demo_provider(cls):
        provider = cls.env["payment.provider"].search(
            [("code", "=", "demo"), ("company_id", "=", cls.company.id)], limit=1
        )
        provider.write(
            {"state": "test", "is_published": True, "journal_id": cls.journal.id}
        )
        return provider

    @classmethod
    def _create_invoice(cls, amount, post=True, **values):
        invoice = cls.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": cls.partner.id,
                "invoice_line_ids": [
                    Command.create(
                        {
                            "name": "Brakes front",
                            "quantity": 1,
                            "price_unit": amount,
                            "tax_ids": [Command.clear()],
                        }
                    )
                ],
                **values,
            }
        )
        if post:
            invoice.action_post()
        return invoice

    @classmethod
    def _create_request(cls, invoices, **values):
        return cls.env["garage.payment.request"].create(
            {
                "partner_id": cls.partner.id,
                "invoice_ids": [Command.set(invoices.ids)],
                **values,
            }
        )

    def _start(self, amount=121.0, uuid="till-1", **values):
        return self.env["garage.payment.attempt"]._start(
            {
                "uuid": uuid,
                "amount": amount,
                "request_id": self.request.id,
                "place": "Counter 2",
                "journal_id": self.journal.id,
                **values,
            }
        )

    def _pay_at_bank(self, amount, invoice=None):
        invoice = invoice or self.invoice
        wizard = (
            self.env["account.payment.register"]
            .with_context(active_model="account.move", active_ids=invoice.ids)
            .create({"amount": amount, "journal_id": self.journal.id})
        )
        return wizard._create_payments()

    def _create_transaction(self, amount=121.0, **values):
        return self.env["payment.transaction"].create(
            {
                "provider_id": self.provider.id,
                "payment_method_id": self.provider.payment_method_ids[:1].id,
                "reference": values.pop("reference", "PAY-TEST-1"),
                "amount": amount,
                "currency_id": self.company.currency_id.id,
                "partner_id": self.partner.id,
                "operation": "online_direct",
                **self.request._prepare_transaction_vals(self.invoice),
                **values,
            }
        )

    def _provider_says(self, transaction, state):
        self.env["payment.transaction"]._process(
            "demo",
            {
                "reference": transaction.reference,
                "simulated_state": state,
                "payment_details": "4242",
            },
        )
