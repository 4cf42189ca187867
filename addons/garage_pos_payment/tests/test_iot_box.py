from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user, tagged

from .common import SECRET, TillCase


@tagged("post_install", "-at_install")
class TestIotBox(TillCase):
    def test_cashier_gets_a_token_but_never_the_secret(self):
        session = self.open_session().with_user(self.cashier)

        tokens = session.garage_box_tokens()

        self.assertEqual(list(tokens), [self.box.id])
        self.assertEqual(tokens[self.box.id].count("."), 1)
        self.assertNotIn(SECRET, tokens[self.box.id])
        with self.assertRaises(AccessError):
            self.box.with_user(self.cashier).read(["secret"])

    def test_secret_is_not_sent_to_the_till(self):
        rows = self.env["garage.iot.box"]._load_pos_data_search_read({}, self.config)

        self.assertNotIn("secret", rows[0])

    def test_mechanic_gets_no_token(self):
        session = self.open_session()
        mechanic = new_test_user(
            self.env, "mech", groups="garage_base.group_garage_mechanic"
        )

        with self.assertRaises(AccessError):
            session.with_user(mechanic).garage_box_tokens()

    def test_terminal_stays_while_the_register_is_open(self):
        self.box.is_simulator = False
        self.open_session()

        with self.assertRaisesRegex(UserError, "Counter 1 is open"):
            self.terminal.identifier = "other"
        with self.assertRaisesRegex(UserError, "Counter 1 is open"):
            self.box.url = "http://127.0.0.1:2"
        with self.assertRaisesRegex(UserError, "Counter 1 is open"):
            self.box.is_simulator = True

    def test_a_box_for_training_is_set_up_anew_under_an_open_register(self):
        self.open_session()

        self.box.write({"url": "http://127.0.0.1:2", "secret": "x" * 64})

        self.assertEqual(self.box.url, "http://127.0.0.1:2")

    def test_terminal_changes_when_the_register_is_closed(self):
        self.terminal.identifier = "other"

        self.assertEqual(self.terminal.identifier, "other")

    def test_terminal_method_needs_a_device(self):
        with self.assertRaises(ValidationError):
            self.make_method(
                "Pin",
                "bank",
                payment_method_type="terminal",
                use_payment_terminal="garage_iot",
            )

    def test_terminal_of_another_company_is_refused(self):
        other = self.env["res.company"].create({"name": "Tyres next door"})
        journal = {"name": "Cards", "type": "bank", "code": "CRD2"}
        journal["company_id"] = other.id
        method = {
            "name": "Card next door",
            "company_id": other.id,
            "journal_id": self.env["account.journal"].create(journal).id,
            "payment_method_type": "terminal",
            "use_payment_terminal": "garage_iot",
            "garage_device_id": self.terminal.id,
        }

        with self.assertRaisesRegex(ValidationError, "with its own number"):
            self.env["pos.payment.method"].create(method)

    def test_dead_box_says_what_to_check(self):
        with self.assertRaisesRegex(UserError, "switched on"):
            self.box.action_test_connection()
