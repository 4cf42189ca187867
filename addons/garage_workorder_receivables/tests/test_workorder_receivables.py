from datetime import timedelta

from freezegun import freeze_time

from odoo.tests import new_test_user, tagged

from odoo.addons.garage_receivables.tests.common import ReceivablesCommon


@tagged("post_install", "-at_install")
class TestWorkorderReceivables(ReceivablesCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.vehicle = cls.env["garage.vehicle"].create(
            {"plate": "12-ABC-3", "owner_id": cls.vries.id}
        )
        cls.order = cls.env["garage.workorder"].create(
            {"vehicle_id": cls.vehicle.id, "partner_id": cls.vries.id}
        )
        cls.order.action_check_in()
        cls.adviser = new_test_user(
            cls.env, login="adv_wo", groups="garage_base.group_garage_adviser"
        )

    def invoice(self, amount, **values):
        invoice = self.make_invoice(self.vries, amount, **values)
        invoice.garage_workorder_id = self.order
        return invoice

    def warnings(self):
        rows = self.vehicle.with_user(self.adviser)._get_warnings()
        return {row["code"]: row for row in rows}

    def test_the_adviser_is_told_what_the_customer_owes_and_since_when(self):
        self.invoice(214.5, late=31)

        warning = self.warnings()["overdue"]

        self.assertEqual(warning["level"], "danger")
        self.assertIn("31 days late", warning["text"])
        self.assertIn("214.50", warning["text"])

    def test_an_open_amount_that_is_not_late_is_only_mentioned(self):
        self.invoice(100, late=-5)

        self.assertEqual(self.warnings()["balance"]["level"], "info")

    def test_a_customer_who_owes_nothing_raises_no_warning(self):
        self.assertFalse({"overdue", "balance", "dispute"} & set(self.warnings()))

    def test_a_broken_promise_is_told_at_intake(self):
        self.invoice(100, late=10)
        self.env["garage.promise"].create(
            {"partner_id": self.vries.id, "until": self.today, "amount": 100}
        )
        with freeze_time(self.today + timedelta(days=9)):
            self.row(self.vries)
            codes = self.warnings()

        self.assertIn("promise_broken", codes)

    def test_a_dispute_is_told_at_intake(self):
        self.env["garage.dispute"].create({"move_id": self.invoice(100).id})

        self.assertIn("dispute", self.warnings())

    def test_the_plate_box_shows_the_late_amount(self):
        self.invoice(214.5, late=31)

        badges = self.vehicle.with_user(self.adviser)._get_badges()[self.vehicle.id]

        self.assertIn("31 days", badges[-1]["text"])

    def test_a_payment_that_names_only_the_plate_finds_the_invoice(self):
        invoice = self.invoice(214.5)

        line = self.make_bank_line(214.5, "remmen 12abc3 bedankt")
        line._garage_match()

        self.assertEqual(invoice.payment_state, "paid")
        self.assertIn("12ABC3", line.garage_match_ids.why)

    def test_a_payment_that_names_the_work_order_finds_the_invoice(self):
        invoice = self.invoice(99)

        self.make_bank_line(99, f"Opdracht {self.order.name}")._garage_match()

        self.assertEqual(invoice.payment_state, "paid")

    def test_the_match_screen_shows_the_plate(self):
        self.invoice(50)
        line = self.make_bank_line(50, "bedankt")
        line._garage_match()

        shown = line.garage_match_ids[0]._as_screen_proposal()

        self.assertEqual(shown["items"][0]["plate"], self.vehicle.plate)

    def test_a_car_that_still_stands_in_the_shop_holds_the_reminder(self):
        self.invoice(100, late=10)

        row = self.row(self.vries)

        self.assertEqual((row.state, row.hold_reason), ("held", "other"))
        self.assertIn("still in the shop", row.why)

    def test_a_car_that_was_handed_over_is_reminded(self):
        self.invoice(100, late=10)
        self.order.with_context(garage_event=True).state = "handed_over"

        self.assertEqual(self.row(self.vries).state, "ready")
