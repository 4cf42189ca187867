"""Customers, overdue invoices and a bank journal for the tests of receivables."""

import base64
from datetime import timedelta
from pathlib import Path

from odoo import fields
from odoo.fields import Command
from odoo.tests import TransactionCase, new_test_user

DATA = Path(__file__).parent / "data"
IBAN = "NL02ABNA0123456789"


class ReceivablesCommon(TransactionCase):
    """A small ledger of our own in the main company."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True})
        cls.company = cls.env.company
        cls.company.garage_dunning_strategy_id = cls.make_strategy()
        cls.today = fields.Date.context_today(cls.company)
        cls.sales = cls.env["account.journal"].create(
            {
                "name": "Workshop",
                "code": "GTST",
                "type": "sale",
                "default_account_id": cls.env["account.account"]
                .search([("account_type", "=", "income")], limit=1)
                .id,
            }
        )
        cls.bank = cls.env["account.journal"].create(
            {
                "name": "House bank",
                "code": "GTBK",
                "type": "bank",
                "bank_acc_number": IBAN,
            }
        )
        cls.finance = new_test_user(
            cls.env,
            login="garage_finance",
            groups="garage_base.group_garage_finance",
            email="finance@garage.example",
        )
        cls.vries = cls.make_partner("J. de Vries", email="vries@example.com")
        cls.bakker = cls.make_partner("Bakker Transport BV", email="b@example.com")

    @classmethod
    def make_strategy(cls):
        """Create a strategy: mail after 7, mail with fee after 21, call after 35."""
        steps = [(1, 7, "mail", 0), (2, 21, "mail", 15), (3, 35, "phone", 0)]
        return cls.env["garage.dunning.strategy"].create(
            {
                "name": "Test",
                "minimum_amount": 5,
                "step_ids": [
                    Command.create(
                        {
                            "level": level,
                            "name": f"Step {level}",
                            "days": days,
                            "channel": channel,
                            "fee": fee,
                        }
                    )
                    for level, days, channel, fee in steps
                ],
            }
        )

    @classmethod
    def make_partner(cls, name, **values):
        """Create a customer."""
        return cls.env["res.partner"].create({"name": name, **values})

    @classmethod
    def make_invoice(cls, partner, amount, late=10, name=None, **values):
        """Post an invoice over ``amount`` without tax, ``late`` days overdue."""
        day = cls.today - timedelta(days=late)
        invoice = cls.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": partner.id,
                "journal_id": cls.sales.id,
                "invoice_date": day,
                "invoice_date_due": day,
                "invoice_line_ids": [
                    Command.create(
                        {
                            "name": "Work",
                            "price_unit": amount,
                            "tax_ids": [Command.clear()],
                        }
                    )
                ],
                **values,
            }
        )
        if name:
            invoice.name = name
        invoice.action_post()
        return invoice

    @classmethod
    def receivable(cls, invoice):
        """Return the open item of an invoice."""
        return invoice.line_ids.filtered(
            lambda line: line.account_type == "asset_receivable"
        )

    @classmethod
    def make_bank_line(cls, amount, text="/", **values):
        """Create a line of the house bank."""
        return cls.env["account.bank.statement.line"].create(
            {
                "journal_id": cls.bank.id,
                "date": cls.today,
                "payment_ref": text,
                "amount": amount,
                **values,
            }
        )

    @classmethod
    def import_file(cls, name, user=None):
        """Import a bank file of the tests as ``user``; return the wizard's answer."""
        data = (DATA / name).read_bytes()
        return cls.import_data(data, name, user)

    @classmethod
    def import_data(cls, data, name="file", user=None):
        """Import bytes as a bank file."""
        wizard = cls.env["account.statement.import"]
        wizard = wizard.with_user(user or cls.finance).create(
            {
                "statement_file": base64.b64encode(data),
                "statement_filename": f"{name}.xml",
            }
        )
        return wizard.action_import_and_match()

    def row(self, partner):
        """Refresh the day list and return the customer's open row."""
        actions = self.env["garage.dunning.action"]
        actions._refresh(self.company)
        return actions.search(
            [
                ("partner_id", "=", partner.id),
                ("state", "in", ("ready", "held", "queued", "failed")),
            ]
        )
