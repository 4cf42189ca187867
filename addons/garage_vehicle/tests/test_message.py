from datetime import datetime, timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.mail.tests.common import MockEmail
from odoo.addons.sms.tools.sms_api import SmsApi

from .common import VehicleCase

NOON = datetime(2026, 1, 15, 11, 0)
NIGHT = datetime(2026, 1, 15, 22, 0)
MORNING = datetime(2026, 1, 16, 7, 0)


@tagged("post_install", "-at_install")
class TestMessage(MockEmail, VehicleCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("nl_NL")
        cls.company = cls.env.company
        cls.company.write({"garage_quiet_from": 20, "garage_quiet_to": 8})
        cls.company.partner_id.tz = "Europe/Amsterdam"
        cls.customer.write({"email": "jan@example.com", "street": "A", "city": "B"})
        cls.template = cls.env["mail.template"].create(
            {
                "name": "Ready",
                "model_id": cls.env["ir.model"]._get_id("garage.vehicle"),
                "subject": "Your {{ object.plate }}",
                "body_html": "<p>Come and get <t t-out='object.plate'/></p>",
                "garage_sms_body": "Come and get {{ object.plate }}",
            }
        )
        cls.Message = cls.env["garage.message"]

    def _plan(self, at=NOON, **values):
        with freeze_time(at), self.mock_mail_gateway():
            return self.golf._garage_message_plan("ready", self.template, **values)

    def _run_cron(self, at):
        cron = self.env.registry["ir.cron"]
        progress = patch.object(cron, "_commit_progress", return_value=60)
        with freeze_time(at), self.mock_mail_gateway(), progress:
            self.Message._cron_send()

    def _send_sms(self, message, result):
        sms = self.env["sms.sms"].search(
            [("mail_message_id", "=", message.mail_message_id.id)]
        )
        answers = [{"uuid": sms.uuid, "state": result}]
        with patch.object(SmsApi, "_send_sms_batch", return_value=answers):
            sms.send()
        return sms

    def test_a_mail_goes_out_at_once_and_stands_in_the_chatter(self):
        message = self._plan()

        self.assertEqual((message.state, message.sent_at), ("sent", NOON))
        posted = self.golf.message_ids[0]
        self.assertEqual(posted.subject, "Your 12-ABC-3")
        self.assertIn("Come and get", posted.body)
        self.assertEqual(posted.partner_ids, self.customer)

    def test_the_history_of_the_vehicle_tells_of_it(self):
        self._plan()

        event = self.golf.event_ids.filtered(lambda row: row.kind == "reminder")
        self.assertEqual(event.name, "Your 12-ABC-3 (E-mail)")

    def test_the_text_is_in_the_customers_language(self):
        self.customer.lang = "nl_NL"
        self.template.with_context(lang="nl_NL").subject = "Uw {{ object.plate }}"

        self._plan()

        self.assertEqual(self.golf.message_ids[0].subject, "Uw 12-ABC-3")

    def test_the_same_key_is_one_message(self):
        first = self._plan(key="ready:1")
        second = self._plan(key="ready:1")

        self.assertEqual(first, second)
        mails = self.golf.message_ids.filtered("subject")
        self.assertEqual(len(mails), 1)

    def test_in_quiet_hours_it_waits_for_the_morning(self):
        message = self._plan(at=NIGHT)

        self.assertEqual((message.state, message.due_at), ("waiting", MORNING))
        self.assertIn("Quiet hours", message.reason)
        self._run_cron(MORNING)
        self.assertEqual(message.state, "sent")

    def test_an_urgent_answer_goes_out_at_night(self):
        self.assertEqual(self._plan(at=NIGHT, urgent=True).state, "sent")

    def test_a_later_message_waits_for_its_time(self):
        message = self._plan(due_at=NOON + timedelta(days=2))

        self._run_cron(NOON + timedelta(days=1))
        self.assertEqual(message.state, "waiting")
        self._run_cron(NOON + timedelta(days=2))
        self.assertEqual(message.state, "sent")

    def test_a_reminder_stops_when_the_customer_opted_out_meanwhile(self):
        message = self._plan(due_at=NOON + timedelta(days=1), reminder=True)
        self.customer.garage_no_reminders = True

        self._run_cron(NOON + timedelta(days=1))

        self.assertEqual(message.state, "cancelled")
        self.assertEqual(message.reason, "The customer wants no reminders.")

    def test_a_sold_vehicle_stops_the_message(self):
        message = self._plan(due_at=NOON + timedelta(days=1))
        self.golf.owner_id = self.env["res.partner"].create({"name": "New"})

        self._run_cron(NOON + timedelta(days=1))

        self.assertEqual(message.state, "cancelled")
        self.assertIn("another customer", message.reason)

    def test_a_deleted_document_stops_the_message(self):
        gone = self.Vehicle.create({"plate": "1-A", "owner_id": self.customer.id})
        with freeze_time(NIGHT):
            message = gone._garage_message_plan("ready", self.template)
        gone.unlink()

        self._run_cron(MORNING)

        self.assertEqual(message.state, "cancelled")

    def test_without_an_address_it_fails_and_becomes_a_task(self):
        self.customer.write({"email": False, "phone": False, "street": False})

        message = self._plan()

        self.assertEqual((message.state, message.sent_at), ("failed", False))
        self.assertIn("no e-mail address", message.reason)
        self.assertEqual(self.golf.activity_ids.note, f"<p>{message.reason}</p>")

    def test_another_channel_is_taken_when_the_wanted_one_is_missing(self):
        self.customer.write({"email": False, "garage_channel": "email"})

        message = self._plan()

        self.assertEqual(message.channel, "sms")
        self.assertIn("E-mail is not possible", message.channel_note)

    def test_an_sms_counts_as_sent_only_when_the_service_took_it(self):
        self.customer.garage_channel = "sms"
        message = self._plan()
        self.assertEqual(message.state, "sending")

        sms = self._send_sms(message, "success")

        self.assertEqual(sms.body, "Come and get 12-ABC-3")
        self.assertEqual(message.state, "sent")

    def test_without_an_sms_account_the_failure_is_stated(self):
        self.customer.garage_channel = "sms"
        message = self._plan()

        self._send_sms(message, "unregistered")

        self.assertEqual((message.state, message.sent_at), ("failed", False))
        self.assertIn("No SMS account is registered", message.reason)
        self.assertIn("Not delivered to Jan", self.golf.activity_ids.summary)

    def test_a_mail_server_that_refuses_is_stated(self):
        quiet = mute_logger("odoo.addons.mail.models.mail_mail")
        with freeze_time(NOON), quiet, self.mock_mail_gateway():
            self.send_email_mocked.side_effect = ConnectionError("gone")
            message = self.golf._garage_message_plan("ready", self.template)

        self.assertEqual((message.state, message.sent_at), ("failed", False))
        self.assertEqual(message.reason, "It was not delivered: gone")
        self.assertIn("Not delivered to Jan", self.golf.activity_ids.summary)

    def test_a_mail_that_comes_back_is_not_sent_any_more(self):
        message = self._plan()

        message.mail_message_id.notification_ids.write(
            {"notification_status": "bounce", "failure_type": "mail_bounce"}
        )

        self.assertEqual((message.state, message.sent_at), ("failed", False))
        self.assertIn("came back", message.reason)

    def test_a_call_is_a_task_and_sent_when_it_is_done(self):
        self.customer.garage_channel = "phone"
        message = self._plan()
        task = self.golf.activity_ids
        self.assertEqual(message.state, "sending")
        self.assertIn("Call Jan de Vries", task.summary)
        self.assertIn("Come and get 12-ABC-3", task.note)

        task.action_feedback("Comes on Monday")

        self.assertEqual(message.state, "sent")

    def test_a_letter_is_a_task_with_a_letter_to_print(self):
        self.customer.garage_channel = "post"
        message = self._plan()
        self.assertIn("Send Jan de Vries a letter", self.golf.activity_ids.summary)

        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "garage_vehicle.report_message_letter", message.ids
        )

        for text in ("Your 12-ABC-3", "Come and get", "Jan de Vries"):
            self.assertIn(text, html.decode())

    def test_a_failed_message_can_be_sent_again(self):
        self.customer.write({"email": False, "phone": False, "street": False})
        message = self._plan()
        self.customer.email = "jan@example.com"

        with freeze_time(NOON), self.mock_mail_gateway():
            message.with_user(self._new_user("adviser")).action_send()

        self.assertEqual(message.state, "sent")
        self.assertFalse(self.golf.activity_ids)

    def test_what_was_sent_is_not_sent_again(self):
        message = self._plan()

        message.action_send()
        message.action_cancel()

        self.assertEqual(message.state, "sent")
        self.assertEqual(len(self.golf.message_ids.filtered("subject")), 1)

    def test_booking_cancels_what_waits(self):
        message = self._plan(at=NIGHT)

        self.golf._garage_message_cancel(["ready"], "Booked.")

        self.assertEqual((message.state, message.reason), ("cancelled", "Booked."))
