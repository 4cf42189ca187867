from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.base.models.ir_mail_server import IrMail_Server
from odoo.addons.mail.tests.common import MockEmail
from odoo.addons.queue_job.tests.common import trap_jobs

from .common import ReceivablesCommon


@tagged("post_install", "-at_install")
class TestSending(ReceivablesCommon, MockEmail):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.invoice = cls.make_invoice(cls.vries, 214.5, late=10)
        cls.item = cls.receivable(cls.invoice)

    def test_sending_writes_level_and_day_on_the_item(self):
        row = self.row(self.vries)

        row.with_user(self.finance).action_send()

        self.assertEqual((row.state, row.sent_by), ("sent", self.finance))
        self.assertEqual(self.item.garage_dunning_level, 1)
        self.assertEqual(self.item.garage_reminded_on, self.today)
        self.assertEqual(self.item.garage_dunning_action_ids, row)

    def test_the_mail_lists_the_invoice_and_carries_pay_link_and_letter(self):
        row = self.row(self.vries)

        with self.mock_mail_gateway():
            row.action_send()

        mail = self.env["mail.mail"].search(
            [("model", "=", row._name), ("res_id", "=", row.id)]
        )
        self.assertEqual(mail.state, "sent")
        self.assertIn(self.invoice.name, mail.body_html)
        self.assertIn("/garage/pay/", mail.body_html)
        self.assertTrue(mail.attachment_ids)
        self.assertEqual(mail.recipient_ids, self.vries)

    def test_the_pay_link_belongs_to_a_reminder_request_for_the_invoice(self):
        row = self.row(self.vries)

        row.action_send()

        self.assertEqual(row.request_id.kind, "reminder")
        self.assertEqual(row.request_id.invoice_ids, self.invoice)
        self.assertEqual(row.request_id.state, "sent")

    def test_a_reminded_customer_is_left_alone_until_the_gap_has_passed(self):
        self.row(self.vries).action_send()

        self.assertFalse(self.row(self.vries))
        with freeze_time(self.today + timedelta(days=14)):
            self.assertEqual(self.row(self.vries).level, 2)

    def test_sending_twice_sends_once(self):
        row = self.row(self.vries)
        row.action_send()
        row._process()

        mails = self.env["mail.mail"].search_count(
            [("model", "=", row._name), ("res_id", "=", row.id)]
        )
        self.assertEqual(mails, 1)

    def test_what_was_paid_since_the_list_is_not_sent(self):
        row = self.row(self.vries)
        self.make_bank_line(214.5, self.invoice.name)._garage_match()

        row.action_send()

        self.assertEqual((row.state, row.hold_reason), ("held", "paid"))
        self.assertIn("Stopped at the moment of sending", row.why)
        self.assertEqual(self.item.garage_dunning_level, 0)

    def test_a_dispute_opened_since_the_list_stops_the_sending(self):
        row = self.row(self.vries)
        self.env["garage.dispute"].sudo().with_context(no_refresh=True).create(
            {"move_id": self.invoice.id}
        )
        row.state = "ready"

        row._process()

        self.assertEqual((row.state, row.hold_reason), ("held", "dispute"))

    def test_a_mail_that_fails_never_counts_as_reminded_and_becomes_a_task(self):
        row = self.row(self.vries)

        with self.failing_mail():
            row.with_user(self.finance).action_send()

        self.assertEqual(row.state, "failed")
        self.assertIn("vries@example.com", row.error)
        self.assertEqual(self.item.garage_dunning_level, 0)
        self.assertFalse(self.item.garage_reminded_on)
        self.assertEqual(row.activity_ids.user_id, self.finance)

    def test_a_failed_reminder_can_be_sent_again(self):
        row = self.row(self.vries)
        with self.failing_mail():
            row.action_send()

        row.action_send()

        self.assertEqual((row.state, self.item.garage_dunning_level), ("sent", 1))

    def test_a_letter_is_kept_with_the_row(self):
        self.vries.email = False
        row = self.row(self.vries)

        row.action_send()

        letter = self.env["ir.attachment"].search(
            [("res_model", "=", row._name), ("res_id", "=", row.id)]
        )
        self.assertEqual((row.state, row.channel), ("sent", "letter"))
        self.assertTrue(letter)

    def test_held_rows_cannot_be_sent(self):
        self.env["garage.dispute"].create({"move_id": self.invoice.id})
        row = self.row(self.vries)

        with self.assertRaisesRegex(UserError, "held back"):
            row.action_send()

    def test_each_customer_is_a_job_of_its_own(self):
        self.make_invoice(self.bakker, 80)
        rows = self.row(self.vries) + self.row(self.bakker)
        actions = self.env["garage.dunning.action"]

        with (
            patch.object(type(actions), "_has_job_runner", lambda self: True),
            trap_jobs() as trap,
        ):
            actions.action_process_all()

        trap.assert_jobs_count(len(rows))
        self.assertEqual(set(rows.mapped("state")), {"queued"})
        trap.perform_enqueued_jobs()
        self.assertEqual(set(rows.mapped("state")), {"sent"})

    def test_a_row_whose_job_broke_off_is_ready_again(self):
        row = self.row(self.vries)
        row.state = "queued"

        self.assertEqual(self.row(self.vries), row)
        self.assertEqual(row.state, "ready")

    def test_a_call_that_is_done_counts_as_reminded(self):
        self.item.write(
            {
                "garage_dunning_level": 2,
                "garage_reminded_on": self.today - timedelta(days=20),
                "date_maturity": self.today - timedelta(days=40),
            }
        )
        row = self.row(self.vries)
        self.assertEqual(row.kind, "call")

        row.action_call_done()

        self.assertEqual((row.state, self.item.garage_dunning_level), ("done", 3))

    def test_a_mail_that_comes_back_later_takes_the_reminder_back(self):
        row = self.row(self.vries)
        row.action_send()
        self.assertEqual(self.item.garage_dunning_level, 1)
        mail = self.env["mail.mail"].search(
            [("model", "=", row._name), ("res_id", "=", row.id)]
        )

        mail._postprocess_sent_message([], [], "mailbox full", "unknown")

        self.assertEqual((row.state, row.error), ("failed", "mailbox full"))
        self.assertEqual(self.item.garage_dunning_level, 0)
        self.assertFalse(self.item.garage_reminded_on)

    def failing_mail(self):
        """Let the mail server be out of reach."""
        return patch.object(
            IrMail_Server, "_connect__", side_effect=ConnectionRefusedError("refused")
        )
