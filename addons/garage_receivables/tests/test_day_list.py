from datetime import timedelta

from freezegun import freeze_time

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import ReceivablesCommon


@tagged("post_install", "-at_install")
class TestDayList(ReceivablesCommon):
    def test_a_late_invoice_puts_the_customer_on_the_list_with_the_reason(self):
        self.make_invoice(self.vries, 214.5, late=10)

        row = self.row(self.vries)

        self.assertEqual(
            (row.kind, row.state, row.channel), ("reminder", "ready", "mail")
        )
        self.assertEqual((row.amount, row.days, row.level), (214.5, 10, 1))
        self.assertIn("10 days late", row.why)

    def test_an_invoice_that_is_hardly_late_stays_off_the_list(self):
        self.make_invoice(self.vries, 214.5, late=6)

        self.assertFalse(self.row(self.vries))

    def test_all_late_invoices_of_a_customer_stand_in_one_row(self):
        invoices = self.make_invoice(self.vries, 100, late=10)
        invoices += self.make_invoice(self.vries, 50, late=3)

        row = self.row(self.vries)

        self.assertEqual(row.line_ids.move_id, invoices)
        self.assertEqual(row.amount, 150)

    def test_invoices_to_a_contact_count_for_the_firm(self):
        contact = self.make_partner("Fleet desk", parent_id=self.bakker.id)
        self.make_invoice(contact, 100)

        self.assertEqual(self.row(self.bakker).amount, 100)

    def test_making_the_list_again_changes_nothing(self):
        self.make_invoice(self.vries, 100)
        row = self.row(self.vries)
        before = row.write_date

        self.assertEqual(self.row(self.vries), row)
        self.assertEqual(row.write_date, before)

    def test_a_paid_invoice_leaves_the_list(self):
        invoice = self.make_invoice(self.vries, 100)
        self.row(self.vries)
        self.make_bank_line(100, invoice.name)._garage_match()

        self.assertFalse(self.row(self.vries))

    def test_without_a_mail_address_the_reminder_is_a_letter_and_says_so(self):
        self.vries.email = False
        self.make_invoice(self.vries, 100)

        row = self.row(self.vries)

        self.assertEqual(row.channel, "letter")
        self.assertIn("no mail address", row.why)

    def test_a_strategy_of_the_customer_wins_over_the_companys(self):
        patient = self.make_strategy()
        patient.step_ids.days = 90
        self.vries.garage_dunning_strategy_id = patient
        self.make_invoice(self.vries, 100, late=40)

        self.assertFalse(self.row(self.vries))

    def test_a_broken_promise_is_on_top_of_the_list(self):
        self.make_invoice(self.vries, 100, late=10)
        promise = self.env["garage.promise"].create(
            {"partner_id": self.vries.id, "until": self.today, "amount": 100}
        )
        self.env.flush_all()
        promise.until = self.today
        promise.flush_recordset()
        later = self.today + timedelta(days=5)
        with freeze_time(later):
            row = self.row(self.vries)

        self.assertEqual((row.kind, promise.state), ("broken_promise", "broken"))
        self.assertIn("did not pay", row.why)

    def test_a_promise_for_a_past_day_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "from today on"):
            self.env["garage.promise"].create(
                {
                    "partner_id": self.vries.id,
                    "until": self.today - timedelta(days=1),
                    "amount": 100,
                }
            )

    def test_the_list_costs_few_queries_however_long(self):
        for number in range(40):
            self.make_invoice(
                self.make_partner(f"C{number}", email="c@example.com"), 100
            )
        self.env.flush_all()
        self.env.invalidate_all()
        gather = self.env["garage.dunning.gather"]

        with self.assertQueryCount(60):
            gather._decide(self.company)

    def test_figures_of_the_customer_show_what_is_open_and_late(self):
        self.make_invoice(self.vries, 100, late=10)
        self.make_invoice(self.vries, 60, late=-10)

        self.assertEqual(self.vries.garage_total_due, 160)
        self.assertEqual(self.vries.garage_total_overdue, 100)
        self.assertEqual(self.vries.garage_days_overdue, 10)
