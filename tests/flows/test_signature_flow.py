"""From the plate at the door to the closed day, over all add-ons."""

import io
from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.garage_pos_workorder.tests import common as till
from odoo.addons.garage_receivables.tests import common as books

PRICE_LIST = (
    b"Article number;Brand;Description;List price;Net price;EAN\r\n"
    b"13.0460-7184.2;ATE;Brake pads rear;50,00;26,10;\r\n"
)


@tagged("post_install", "-at_install")
class TestSignatureFlow(till.WorkorderTillCase):
    def take_in(self):
        """The car is new here: vehicle, customer and visit from one screen."""
        vehicles = self.env["garage.vehicle"]
        vehicle_id = vehicles.create_from_intake(
            {
                "plate": "gh-123-b",
                "vin": "WVWZZZ1KZBW204711",
                "owner_name": "Anna Prins",
                "owner_email": "anna.prins@example.com",
                "odometer": 98000,
            }
        )
        self.car = vehicles.browse(vehicle_id)
        self.partner = self.car.owner_id
        found = vehicles.search_box("GH 123 B")
        self.assertEqual([row["id"] for row in found], [vehicle_id])
        order_id = self.env["garage.workorder"].create_from_intake(
            {
                "vehicle_id": vehicle_id,
                "partner_id": self.car.owner_id.id,
                "complaint": "Squeaks when braking",
                "promised_at": fields.Datetime.now() + timedelta(hours=4),
                "odometer": 98100,
                "key_tag": "17",
            }
        )
        return self.env["garage.workorder"].browse(order_id)

    def add_jobs(self, order):
        """Two jobs from templates; a part of the second from the supplier's list."""
        front = order.add_job_from_template(self.template)
        rear = order.add_job_from_template(self.other_template)
        source = self.env["garage.catalog.source"].create(
            {"name": "Flow wholesaler", "partner_id": self.partner.id}
        )
        source._import_file("list.csv", io.BytesIO(PRICE_LIST))
        rows = self.env["garage.catalog.item"].lookup("130460 7184-2", self.car.id)
        self.assertEqual(rows[0]["number"], "13.0460-7184.2")
        item = self.env["garage.catalog.item"].browse(rows[0]["id"])
        line = rear.add_line(item._get_or_create_product(), 1)
        self.assertEqual(line.price_unit, 50.0)
        return front, rear

    def approve_one(self, order, front, rear):
        """The customer says yes to one job and no to the other, by the link."""
        order.action_send_estimate()
        approval = order._decide({front.id: True, rear.id: False}, "link", "Anna")
        self.assertEqual((front.state, rear.state), ("approved", "declined"))
        self.assertEqual(len(approval.hash), 64)
        proposals = self.car._get_proposals()
        self.assertIn(rear.id, [row["res_id"] for row in proposals])

    def work(self, order, job):
        """The mechanic clocks and finishes; the part leaves the stock."""
        before = self.pads.qty_available
        job.mechanic_id = self.employee
        job.action_start_clock()
        job.action_finish()
        self.pads.invalidate_recordset()
        self.assertEqual(self.pads.qty_available, before - 1)
        order.action_mark_ready()
        request = order.payment_request_ids
        self.assertEqual(request.state, "sent")
        with self.assertRaises(UserError):
            order.action_hand_over_key()

    def pay(self, order):
        """At the till: half in cash, the rest by card; the bill is paid at once."""
        bill = order.with_user(self.cashier).garage_pos_bill(self.config.id)
        invoice = self.env["account.move"].browse(bill["id"])
        rest = invoice.amount_residual - 100
        self.pay_invoice(invoice, [(self.cash, 100), (self.card, rest)])
        self.assertEqual(invoice.amount_residual, 0)
        self.assertEqual(order.payment_state, "paid")
        order.action_hand_over_key()
        return invoice

    def test_from_the_plate_to_the_closed_day(self):
        session = self.open_session()
        order = self.take_in()
        front, rear = self.add_jobs(order)
        self.approve_one(order, front, rear)
        self.work(order, front)

        invoice = self.pay(order)
        session.garage_compare_terminals({})
        self.close_session()

        self.assertEqual(order.state, "handed_over")
        self.assertIn("payment", self.car.event_ids.mapped("kind"))
        report = session.garage_z_report_id
        self.assertAlmostEqual(report.invoices_total, invoice.amount_total)
        self.assertEqual(invoice.amount_total, front.amount_total)

    def test_every_payment_of_the_till_stands_once_in_the_ledger(self):
        self.open_session()
        bill = self.bill()
        invoice = self.env["account.move"].browse(bill["id"])
        self.pay_invoice(
            invoice, [(self.cash, 100), (self.card, bill["residual"] - 100)]
        )
        self.close_session()
        self.env.flush_all()

        rows = self.env["garage.payment.ledger"].search(
            [("invoice_id", "=", invoice.id)]
        )

        self.assertAlmostEqual(sum(rows.mapped("amount")), invoice.amount_total)


@tagged("post_install", "-at_install")
class TestMoneyRules(books.ReceivablesCommon):
    def test_a_bill_paid_this_morning_is_not_reminded_this_afternoon(self):
        """Rule 7: looked at again at the second of sending."""
        invoice = self.make_invoice(self.vries, 214.5, late=30)
        actions = self.env["garage.dunning.action"]
        actions._refresh(self.company)
        row = actions.search([("partner_id", "=", self.vries.id)])
        self.assertEqual(row.kind, "reminder")
        self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        ).create({"journal_id": self.bank.id})._create_payments()

        row.action_send()

        self.assertEqual(row.kind, "held")
        self.assertFalse(row.sent_at)
