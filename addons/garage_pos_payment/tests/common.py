from uuid import uuid4

from odoo import fields
from odoo.fields import Command
from odoo.tests import TransactionCase, new_test_user

SECRET = "c0ffee00" * 8
CASHIER_GROUPS = "base.group_user,garage_base.group_garage_cashier"


class TillCase(TransactionCase):
    """A register with cash and a card terminal at a simulated box."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        cls.partner = cls.env["res.partner"].create({"name": "J. de Vries"})
        cls.box = cls.env["garage.iot.box"].create(
            {
                "name": "Counter 1",
                "identifier": f"box-{uuid4()}",
                "url": "http://127.0.0.1:1",
                "secret": SECRET,
                "is_simulator": True,
            }
        )
        cls.terminal = cls.make_device("terminal", "terminal", "Terminal counter 1")
        cls.printer = cls.make_device("printer", "printer", "Printer counter 1")
        cls.cash = cls.make_method("Cash", "cash")
        cls.card = cls.make_method(
            "Card",
            "bank",
            payment_method_type="terminal",
            use_payment_terminal="garage_iot",
            garage_device_id=cls.terminal.id,
        )
        cls.config = cls.env["pos.config"].create(
            {
                "name": "Counter 1",
                "garage_printer_id": cls.printer.id,
                "payment_method_ids": [Command.set((cls.cash | cls.card).ids)],
            }
        )
        cls.cashier = new_test_user(
            cls.env, login=f"cashier-{uuid4()}", groups=CASHIER_GROUPS
        )

    @classmethod
    def make_device(cls, kind, identifier, name):
        values = {"name": name, "kind": kind, "identifier": identifier}
        return cls.env["garage.iot.device"].create({**values, "box_id": cls.box.id})

    @classmethod
    def make_method(cls, name, journal_type, **values):
        journal = cls.env["account.journal"].create(
            {
                "name": f"{name} counter",
                "type": journal_type,
                "code": f"G{name[:3].upper()}",
            }
        )
        return cls.env["pos.payment.method"].create(
            {"name": name, "journal_id": journal.id, **values}
        )

    @classmethod
    def make_invoice(cls, amount=230.0, partner=None):
        tax = cls.env["account.tax"]
        invoice = cls.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": (partner or cls.partner).id,
                "invoice_date": fields.Date.today(),
                "invoice_line_ids": [
                    Command.create(
                        {
                            "name": "Brakes front",
                            "price_unit": amount,
                            "tax_ids": [Command.set(tax.ids)],
                        }
                    )
                ],
            }
        )
        invoice.action_post()
        return invoice

    def open_session(self, opening=100.0):
        self.config.with_user(self.cashier).open_ui()
        session = self.config.current_session_id
        session.with_user(self.cashier).set_opening_control(opening, "")
        return session

    def order_vals(self, lines, payments, partner=None, **values):
        """Build what the till sends: lines (product, price), payments (method, n)."""
        total = sum(price for _product, price in lines)
        return {
            "uuid": str(uuid4()),
            "access_token": str(uuid4()),
            "session_id": self.config.current_session_id.id,
            "company_id": self.company.id,
            "partner_id": (partner or self.partner).id,
            "user_id": self.cashier.id,
            "date_order": fields.Datetime.to_string(fields.Datetime.now()),
            "pos_reference": f"26A-{self.config.id}-{uuid4().hex[:6]}",
            "sequence_number": 1,
            "amount_tax": 0.0,
            "amount_total": total,
            "amount_paid": sum(amount for _method, amount in payments),
            "amount_return": 0.0,
            "state": "paid",
            "lines": [Command.create(self.line_vals(*line)) for line in lines],
            "payment_ids": [
                Command.create(self.payment_vals(method, amount))
                for method, amount in payments
            ],
            **values,
        }

    def line_vals(self, product, price):
        return {
            "uuid": str(uuid4()),
            "product_id": product.id,
            "qty": 1,
            "price_unit": price,
            "price_subtotal": price,
            "price_subtotal_incl": price,
            "tax_ids": [],
        }

    def payment_vals(self, method, amount):
        uuid = str(uuid4())
        box = method.use_payment_terminal == "garage_iot"
        return {
            "uuid": uuid,
            "payment_method_id": method.id,
            "amount": amount,
            "payment_date": fields.Datetime.to_string(fields.Datetime.now()),
            "payment_status": "done" if box else False,
            "transaction_id": f"{uuid}:1" if box else False,
        }

    def pay_invoice(self, invoice, payments, amount=None):
        """Let the cashier pay an invoice at the till and return the order."""
        product = self.config._garage_settlement_product()
        total = amount or sum(paid for _method, paid in payments)
        vals = self.order_vals(
            [(product, total)], payments, garage_invoice_id=invoice.id, to_invoice=True
        )
        return self.sync(vals)

    def sync(self, vals):
        orders = self.env["pos.order"].with_user(self.cashier)
        result = orders.sync_from_ui([vals])
        return self.env["pos.order"].browse(result["pos.order"][0]["id"])

    def close_session(self, session=None, counted=None):
        """Close as the till does, with the cash that is expected."""
        session = (session or self.config.current_session_id).with_user(self.cashier)
        if counted is None:
            counted = session.cash_register_balance_end
        session.post_closing_cash_details(counted)
        session.update_closing_control_state_session("")
        return session.close_session_from_ui([])
