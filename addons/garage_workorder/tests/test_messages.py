from datetime import timedelta

from freezegun import freeze_time

from odoo.tests import tagged

from .common import WorkorderCommon

NOON = "2026-03-04 11:00:00"


@tagged("post_install", "-at_install")
class TestCustomerMessages(WorkorderCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.partner_id.tz = "UTC"
        with freeze_time(NOON):
            cls.workorder, cls.front, cls.rear = cls._create_estimate()

    def _messages(self, kind):
        return self.env["garage.message"].search(
            [
                ("res_model", "=", "garage.workorder"),
                ("res_id", "=", self.workorder.id),
                ("kind", "=", kind),
            ]
        )

    def _send_due(self, moment):
        with freeze_time(moment):
            self._messages("received")._process()

    def test_received_is_told_some_minutes_after_the_intake(self):
        message = self._messages("received")
        self.assertEqual(message.state, "waiting")

        self._send_due("2026-03-04 11:06:00")

        self.assertIn(message.state, ("sending", "sent"))
        body = message.mail_message_id.body
        self.assertIn("squeaks when braking", body)
        self.assertIn("/garage/w/", body)

    def test_received_at_night_waits_for_the_morning(self):
        self._messages("received").due_at = "2026-03-04 21:00:00"

        self._send_due("2026-03-04 21:01:00")

        message = self._messages("received")
        self.assertEqual(message.state, "waiting")
        self.assertEqual(str(message.due_at), "2026-03-05 08:00:00")

    def test_received_is_not_told_when_the_vehicle_is_gone_already(self):
        self.workorder.action_cancel()

        self._send_due("2026-03-04 11:06:00")

        self.assertEqual(self._messages("received").state, "cancelled")

    @freeze_time(NOON)
    def test_estimate_goes_through_the_queue_and_stops_after_the_answer(self):
        self.workorder.action_send_estimate()
        sent = self._messages("approval")
        with freeze_time("2026-03-04 11:30:00"):
            self.workorder.action_send_estimate()
        self.workorder._decide(
            {self.front.id: True, self.rear.id: True}, "phone", "Vries"
        )

        self.assertIn(self.workorder._get_customer_url(), sent.mail_message_id.body)
        self.assertEqual(len(self._messages("approval")), 2)
        wanted, reason = self.workorder._garage_message_wanted(sent)
        self.assertEqual(
            (wanted, reason), (False, "The customer has answered already.")
        )

    @freeze_time(NOON)
    def test_later_promise_asks_the_adviser_before_the_customer_is_told(self):
        self.workorder.promised_at += timedelta(hours=2)
        self.assertTrue(self.workorder.promise_moved)
        self.assertFalse(self._messages("delayed"))

        self.workorder.action_tell_delay()

        message = self._messages("delayed")
        self.assertIn("longer than we planned", message.mail_message_id.body)
        self.assertFalse(self.workorder.promise_moved)

    def test_small_and_earlier_moves_are_not_worth_a_message(self):
        self.workorder.promised_at += timedelta(minutes=10)
        self.assertFalse(self.workorder.promise_moved)

        self.workorder.promised_at += timedelta(minutes=10)
        self.assertTrue(self.workorder.promise_moved)
        self.workorder.promised_at -= timedelta(hours=1)
        self.assertFalse(self.workorder.promise_moved)

    def test_delay_told_by_phone_is_skipped_with_one_click(self):
        self.workorder.promised_at += timedelta(hours=2)

        self.workorder.action_skip_delay()

        self.assertFalse(self.workorder.promise_moved)
        self.assertFalse(self._messages("delayed"))

    @freeze_time(NOON)
    def test_ready_is_told_in_the_language_of_the_customer(self):
        self.workorder._decide(
            {self.front.id: False, self.rear.id: False}, "phone", "Vries"
        )
        self.workorder.action_mark_ready()

        message = self._messages("ready")
        self.assertIn("is ready", message.mail_message_id.body)
        self.assertEqual(message.mail_message_id.model, "garage.workorder")

    def test_nothing_is_told_when_the_settings_say_so(self):
        self.company.write({"garage_tell_received": False, "garage_tell_ready": False})
        self.workorder = self._create_workorder(key_tag="9")
        self.workorder.action_mark_ready()

        self.assertFalse(self._messages("received") | self._messages("ready"))

    def test_courtesy_makes_no_work_for_colleagues(self):
        for values in ({"garage_channel": "phone"}, {"email": False}):
            self.customer.write(values)
            self.workorder = self._create_workorder(key_tag="9")

            self.assertFalse(self._messages("received"))
            self.customer.garage_channel = False
