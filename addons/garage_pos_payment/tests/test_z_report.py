from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import TillCase


@tagged("post_install", "-at_install")
class TestZReport(TillCase):
    def setUp(self):
        super().setUp()
        self.session = self.open_session()
        self.invoice = self.make_invoice(230.0)
        self.order = self.pay_invoice(
            self.invoice, [(self.card, 130.0), (self.cash, 100.0)]
        )

    def totals(self, *items, by_hand=0):
        """What the box answers: ``items`` are (line, amount in cents)."""
        journal = [
            {
                "key": f"{line}:1",
                "line": line,
                "kind": "sale",
                "amount": amount,
                "currency": "EUR",
                "receipt_no": "0045",
                "card_brand": "Visa",
                "final_at": "2026-11-22T13:30:05.420Z",
                "state": "approved",
            }
            for line, amount in items
        ]
        amount = sum(item["amount"] for item in journal)
        return {
            str(self.terminal.id): {
                "terminal": "terminal",
                "currency": "EUR",
                "count": len(journal),
                "amount": amount + by_hand,
                "journal": {"count": len(journal), "amount": amount, "items": journal},
            }
        }

    def card_payment(self):
        return self.order.payment_ids.filtered(
            lambda payment: payment.payment_method_id == self.card
        )

    def test_agreeing_totals_close_without_difference(self):
        totals = self.totals((self.card_payment().uuid, 13000))
        rows = self.session.with_user(self.cashier).garage_compare_terminals(totals)

        self.close_session()

        report = self.session.garage_z_report_id
        line = report.line_ids.filtered(lambda z: z.name == "Card")
        self.assertEqual(rows[0]["difference"], 0.0)
        self.assertEqual(line.terminal_amount, 130.0)
        self.assertEqual(report.invoices_total, 230.0)
        self.assertFalse(report.difference_ids)
        self.assertEqual(report.evidence, totals)

    def test_charge_without_order_is_listed_by_name(self):
        totals = self.totals((self.card_payment().uuid, 13000), ("11111111-lost", 4990))
        self.session.garage_compare_terminals(totals)

        self.close_session()

        missing = self.session.garage_z_report_id.difference_ids
        self.assertEqual(missing.kind, "only_terminal")
        self.assertEqual(missing.terminal_amount, 49.9)
        self.assertEqual(self.session.garage_z_report_id.difference_total, 49.9)

    def test_charge_typed_at_the_terminal_is_told_apart(self):
        totals = self.totals((self.card_payment().uuid, 13000), by_hand=500)

        rows = self.session.garage_compare_terminals(totals)

        self.assertEqual(rows[0]["difference"], 5.0)
        self.assertEqual(rows[0]["missing"][0]["name"], "by hand")

    def test_booking_of_another_session_is_no_difference(self):
        lines = (self.card_payment().uuid, 13000)
        self.session.garage_compare_terminals(self.totals(lines))
        self.close_session()
        second = self.open_session()

        rows = second.garage_compare_terminals(self.totals(lines))

        self.assertEqual((rows[0]["terminal"], rows[0]["difference"]), (0.0, 0.0))

    def test_silent_terminal_does_not_stop_the_closing(self):
        totals = {str(self.terminal.id): {"error": "The box does not answer."}}
        self.session.garage_compare_terminals(totals)

        self.close_session()

        line = self.session.garage_z_report_id.line_ids.filtered(
            lambda z: z.name == "Card"
        )
        self.assertFalse(line.has_terminal)
        self.assertEqual(self.session.state, "closed")

    def test_numbers_run_on_without_gaps(self):
        self.close_session()
        second = self.open_session()
        self.close_session(second)

        self.assertEqual(self.session.garage_z_report_id.name, "00001")
        self.assertEqual(second.garage_z_report_id.name, "00002")

    def test_nobody_changes_a_z_report(self):
        self.close_session()
        report = self.session.garage_z_report_id

        for records in (report, report.line_ids[:1]):
            with self.assertRaises(UserError):
                records.write({"name": "other"})
            with self.assertRaises(UserError):
                records.unlink()

    def test_undecided_card_payment_keeps_the_register_open(self):
        self.card_payment().payment_status = "waitingCard"

        answer = self.session.with_user(self.cashier).close_session_from_ui()

        self.assertFalse(answer["successful"])
        self.assertNotEqual(self.session.state, "closed")

    def test_slips_that_nobody_has_matched_are_counted(self):
        self.close_session()
        self.config.payment_method_ids += self.make_method(
            "Own terminal", "bank", garage_standalone=True
        )
        self.session = self.open_session()
        slips = self.config.payment_method_ids.filtered("garage_standalone")
        orders = [
            self.pay_invoice(self.make_invoice(amount), [(slips, amount)])
            for amount in (20.0, 30.0, 50.0)
        ]
        orders[0].payment_ids.action_garage_matched()

        told = self.session.with_user(self.cashier).garage_closing_slips()
        self.close_session()

        report = self.session.garage_z_report_id
        self.assertEqual(told, {"count": 2, "total": 80.0})
        self.assertEqual((report.slip_count, report.slip_total), (2, 80.0))
        paper = str(report._get_receipt_values()["totals"])
        self.assertIn("Slips to be matched (2)", paper)

    def test_report_prints(self):
        self.close_session()
        report = self.session.garage_z_report_id

        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "garage_pos_payment.report_z", report.ids
        )

        self.assertIn("Z report", html.decode())
        self.assertIn(report.name, html.decode())
