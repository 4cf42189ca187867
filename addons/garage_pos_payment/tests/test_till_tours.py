from odoo.tests import tagged

from .box_process import free_port
from .tour_common import TillTourCase


@tagged("post_install", "-at_install")
class TestTillTours(TillTourCase):
    def setUp(self):
        super().setUp()
        self.invoice = self.make_invoice(230.0)

    def payments(self):
        orders = self.env["pos.order"].search([("session_id", "=", self.till.id)])
        return {
            payment.payment_method_id.name: payment.amount
            for payment in orders.payment_ids
        }

    def test_invoice_is_paid_with_cash_and_card(self):
        pulses = self.box_process.pulses

        self.run_till("garage_till_split_payment")

        self.assertEqual(self.invoice.amount_residual, 0.0)
        self.assertEqual(self.payments(), {"Cash": 100.0, "Card": 130.0})
        self.assertEqual(self.charged, 13000)
        self.assertGreater(self.box_process.pulses, pulses)
        self.assertIn(self.invoice.name, self.box_process.receipts[0])

    def test_till_works_while_the_proxy_it_scans_with_is_off(self):
        self.config.write(
            {
                "is_posbox": True,
                "proxy_ip": f"127.0.0.1:{free_port()}",
                "iface_scan_via_proxy": True,
            }
        )

        self.run_till("garage_till_scanner_off")

        self.assertEqual(self.payments(), {"Cash": 230.0})

    def test_attempt_is_booked_with_the_order(self):
        self.run_till("garage_till_split_payment")

        attempt = self.invoice.garage_attempt_ids
        self.assertEqual(attempt.state, "recorded")
        self.assertEqual(attempt.amount, 130.0)
        self.assertEqual(attempt.pos_payment_id.amount, 130.0)

    def test_declined_card_keeps_the_cash_and_can_be_tried_again(self):
        self.box_process.act("terminal", "mode", mode="decline", delay=0.2, once=True)

        self.run_till("garage_till_declined_card")

        self.assertEqual(self.payments(), {"Cash": 100.0, "Card": 130.0})
        self.assertEqual(self.charged, 13000)
        states = self.invoice.garage_attempt_ids.sorted("seq").mapped("state")
        self.assertEqual(states, ["declined", "recorded"])

    def test_box_killed_while_paying_charges_once(self):
        self.box_process.act("terminal", "mode", mode="approve", delay=1.5)
        killer = self.box_process.kill_while_paying(restart_after=2)

        self.run_till("garage_till_lost_box")
        killer.join()

        self.assertEqual(self.charged, 23000)
        self.assertEqual(self.payments(), {"Card": 230.0})
        self.assertEqual(self.invoice.amount_residual, 0.0)

    def test_printer_without_paper_keeps_the_receipt(self):
        self.box_process.act("printer", "paper", paper="out")
        receipts = len(self.box_process.receipts)

        self.run_till("garage_till_no_paper")
        self.box_process.finish_printing(self.box._mint_token(0, ("print",)))

        self.assertEqual(self.invoice.amount_residual, 0.0)
        self.assertEqual(len(self.box_process.receipts), receipts + 1)

    def test_register_closes_with_equal_terminal_totals(self):
        self.box_process.end_of_day(self.box._mint_token(0, ("pay", "read")))
        self.run_till("garage_till_split_payment")

        self.run_till("garage_till_close")
        self.box_process.finish_printing(self.box._mint_token(0, ("print",)))

        report = self.till.garage_z_report_id
        card = report.line_ids.filtered(lambda line: line.name == "Card")
        self.assertEqual(self.till.state, "closed")
        self.assertEqual((card.terminal_amount, card.terminal_difference), (130.0, 0.0))
        self.assertEqual(report.invoices_total, 230.0)
        self.assertIn("Till and terminals agree", self.box_process.receipts[0])
        slips = [one for one in self.box_process.receipts if "Closing slip" in one]
        self.assertEqual(len(slips), 1)
        self.assertIn("Signature of the cashier", slips[0])
