from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import VisitCommon


@tagged("post_install", "-at_install")
class TestKey(VisitCommon):
    """Rule 5: no key leaves with an unpaid bill, except by name."""

    def test_unpaid_key_stays_and_the_text_names_the_amount(self):
        self._ready()

        with self.assertRaisesRegex(UserError, r"300\.00 is open|300\.00.*is open"):
            self.workorder.action_hand_over_key()

        self.assertEqual(self.workorder.key_state, "in_shop")
        self.assertEqual(self._light("key")["state"], "stop")

    def test_paid_key_leaves_with_one_click(self):
        request = self._ready()
        self._pay(300.0, request._ensure_invoices())

        self.assertTrue(self.workorder.key_may_leave)
        self.workorder.action_hand_over_key()

        self.assertEqual(self.workorder.key_state, "handed_over")
        self.assertEqual(self.workorder.state, "handed_over")

    def test_key_stays_while_the_terminal_is_undecided(self):
        request = self._ready()
        self._start(request)._apply({"state": "unknown"})

        with self.assertRaisesRegex(UserError, "under way"):
            self.workorder.action_hand_over_key()

    def test_approved_but_not_booked_keeps_the_key(self):
        request = self._ready()
        self._start(request)._apply({"state": "approved"})

        with self.assertRaises(UserError):
            self.workorder.action_hand_over_key()

    def test_customer_on_account_takes_the_key_and_gets_the_bill(self):
        self.customer.garage_on_account = True
        self._ready()

        self.workorder.action_hand_over_key()

        self.assertEqual(self.workorder.key_state, "handed_over")
        invoice = self.workorder.sudo().invoice_ids
        self.assertEqual((invoice.state, invoice.amount_residual), ("posted", 300.0))

    def test_choosing_account_without_consent_frees_no_key(self):
        request = self._ready()
        request.write({"choice": "account"})

        with self.assertRaises(UserError):
            self.workorder.action_hand_over_key()

    def test_manager_releases_with_a_reason_that_is_kept(self):
        self._ready()
        manager = self._create_user("manager")
        wizard = self.env["garage.key.release"].with_user(manager)

        wizard.create(
            {"workorder_id": self.workorder.id, "reason": "Pays by bank today"}
        ).action_release()

        self.assertEqual(self.workorder.key_state, "handed_over")
        self.assertEqual(self.workorder.key_released_by, manager)
        self.assertIn("Pays by bank today", self.workorder.key_move_ids[0].note)
        self.assertIn("key", self.vehicle.event_ids.mapped("kind"))
        self.assertEqual(self.workorder.payment_state, "requested")

    def test_blank_reason_releases_nothing(self):
        self._ready()

        with self.assertRaises(UserError):
            self.workorder._release_key("   ")

        self.assertEqual(self.workorder.key_state, "in_shop")

    def test_adviser_and_cashier_cannot_release(self):
        self._ready()
        for role in ("adviser", "cashier", "finance"):
            user = self._create_user(role)
            with self.assertRaises(AccessError):
                self.workorder.with_user(user)._release_key("please")

        self.assertEqual(self.workorder.key_state, "in_shop")

    def test_release_is_void_after_more_work(self):
        self._ready()
        self.workorder.key_release_reason = "test drive"

        self.workorder.action_reopen()
        self.workorder.action_mark_ready()

        self.assertFalse(self.workorder.key_release_reason)

    def test_key_light_turns_green_when_the_bill_is_paid(self):
        request = self._ready()
        self._pay(300.0, request._ensure_invoices())

        self.assertEqual(
            self._light("key"),
            {"key": "key", "state": "done", "text": "The key can be handed over."},
        )
