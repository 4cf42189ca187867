from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import DATA, ReceivablesCommon


@tagged("post_install", "-at_install")
class TestBankImport(ReceivablesCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.first = cls.make_invoice(cls.vries, 214.5, name="GT/2026/0012")
        cls.second = cls.make_invoice(
            cls.bakker, 1204, name="GT/2026/0013", payment_reference="RF18539007547034"
        )
        cls.third = cls.make_invoice(
            cls.make_partner("Jansen, S."), 88, name="GT/2026/0014"
        )

    def lines(self):
        return self.env["account.bank.statement.line"].search(
            [("journal_id", "=", self.bank.id)], order="amount desc"
        )

    def test_two_of_three_payments_post_by_themselves_and_the_third_is_proposed(self):
        for version in ("02", "08"):
            with self.subTest(version), self.env.cr.savepoint() as savepoint:
                self.import_file(f"three_payments.camt053.001.{version}")

                states = self.lines().mapped("garage_match_state")
                self.assertEqual(states, ["posted", "posted", "confirm"])
                self.assertEqual(
                    (self.first + self.second).mapped("payment_state"), ["paid"] * 2
                )
                self.assertEqual(self.third.payment_state, "not_paid")
                savepoint.rollback()
                self.env.invalidate_all()

    def test_the_rule_of_each_match_is_shown_in_words(self):
        self.import_file("three_payments.camt053.001.02")

        by_reference, by_number, proposed = self.lines().garage_match_ids.sorted(
            lambda one: -one.statement_line_id.amount
        )
        self.assertIn("RF18539007547034", by_reference.why)
        self.assertIn("Invoice number GT20260012", by_number.why)
        self.assertEqual(proposed.item_ids.move_id, self.third)
        self.assertEqual(proposed.confidence, "likely")

    def test_the_third_is_matched_with_one_click(self):
        self.import_file("three_payments.camt053.001.02")
        proposal = self.lines()[2].garage_match_ids

        proposal.with_user(self.finance).action_approve()

        self.assertEqual(self.third.payment_state, "paid")
        self.assertEqual(
            (proposal.state, proposal.decided_by), ("approved", self.finance)
        )

    def test_the_payers_account_is_learned_from_an_approved_match(self):
        self.import_file("three_payments.camt053.001.02")
        self.lines()[2].garage_match_ids.action_approve()
        again = self.make_invoice(self.third.partner_id, 45)

        line = self.make_bank_line(45, "/", account_number="DE02120300000000202051")
        line._garage_match()

        self.assertEqual(
            (again.payment_state, line.garage_match_state), ("paid", "posted")
        )

    def test_the_same_file_twice_changes_nothing(self):
        self.import_file("three_payments.camt053.001.02")

        with self.assertRaisesRegex(UserError, "already imported"):
            self.import_file("three_payments.camt053.001.02")

        self.assertEqual(len(self.lines()), 3)

    def test_an_overlapping_file_adds_only_what_is_new(self):
        self.import_file("three_payments.camt053.001.02")

        data = (DATA / "three_payments.camt053.001.08").read_bytes()
        self.import_data(data.replace(b"88.00", b"89.00"))

        self.assertEqual(len(self.lines()), 4)

    def test_one_bad_line_is_reported_and_the_others_are_imported(self):
        answer = self.import_file("one_bad_line.camt053.001.02")

        self.assertEqual(len(self.lines()), 2)
        self.assertIn("Payment 3 of the file was left out", answer["params"]["message"])
        self.assertIn("8O.OO", answer["params"]["message"])

    def test_a_damaged_file_is_refused_with_the_place_and_the_next_step(self):
        with self.assertRaisesRegex(UserError, r"damaged.*line \d+.*again"):
            self.import_file("cut_off.camt053.001.02")

        self.assertFalse(self.lines())

    def test_a_file_that_is_no_bank_file_is_refused(self):
        with self.assertRaisesRegex(UserError, "not supported"):
            self.import_data(b"hello")

    def test_the_screen_shows_the_three_groups(self):
        self.import_file("three_payments.camt053.001.02")
        self.make_bank_line(17.77, "koffie")

        screen = self.env["garage.match.proposal"].with_user(self.finance).get_screen()

        ours = set(self.lines().ids)
        found = {
            group: [line["amount"] for line in screen[group] if line["id"] in ours]
            for group in ("posted", "confirm", "none")
        }
        self.assertEqual(sorted(found["posted"]), [214.5, 1204])
        self.assertEqual((found["confirm"], found["none"]), ([88], [17.77]))
