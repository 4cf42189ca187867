from datetime import date, datetime
from unittest.mock import patch

from freezegun import freeze_time

from odoo.tests import tagged

from .test_due import DueCase


@tagged("post_install", "-at_install")
class TestDueInvite(DueCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.email = "jan@example.com"
        cls.env.company.partner_id.tz = "Europe/Amsterdam"
        cls.golf.inspection_due = date(2026, 6, 20)
        cls.due = cls._open(cls.golf).filtered(lambda due: due.kind == "inspection")

    @classmethod
    def _open(cls, vehicle):
        return vehicle.due_ids.filtered(lambda due: due.state == "open")

    def _run_nights(self, *days):
        cron = self.env.registry["ir.cron"]
        for day in days:
            night = datetime(2026, 6, day, 1, 0)
            with (
                freeze_time(night),
                patch.object(cron, "_commit_progress", return_value=60),
            ):
                self.Vehicle._cron_refresh_due()

    def _send_waiting(self, moment):
        cron = self.env.registry["ir.cron"]
        progress = patch.object(cron, "_commit_progress", return_value=60)
        with freeze_time(moment), progress:
            self.env["garage.message"]._cron_send()

    def test_one_click_invites_and_says_so(self):
        answer = self.due.action_invite()

        self.assertEqual(answer["params"]["message"], "1 invited.")
        self.assertEqual(self.due.message_id.partner_id, self.customer)
        posted = self.golf.message_ids[0]
        self.assertIn("Inspection due 06/20/2026", posted.body)

    def test_one_vehicle_gets_one_message_for_all_that_is_due(self):
        self.golf.warranty_end = date(2026, 6, 25)
        dues = self._open(self.golf)

        dues.action_invite()

        self.assertEqual(len(dues), 3)
        self.assertEqual(len(dues.message_id), 1)

    def test_who_was_invited_is_not_invited_again_at_once(self):
        self.due.action_invite()

        answer = self.due.action_invite()

        self.assertIn("Left out: 1 × Invited", answer["params"]["message"])
        self.assertEqual(self.due.reminders, 1)

    def test_who_wants_none_is_left_out_with_the_reason(self):
        self.customer.garage_no_reminders = True

        answer = self.due.action_invite()

        self.assertIn("Wants no reminders", answer["params"]["message"])
        self.assertEqual(self.due.hold_reason, "Wants no reminders")
        self.assertFalse(self.due.message_id)

    def test_without_an_owner_nobody_is_invited(self):
        self.golf.owner_id = False

        self.assertEqual(self.due.hold_reason, "Nobody knows whose vehicle it is")

    def test_nothing_goes_out_by_itself_until_the_garage_wants_it(self):
        self._run_nights(5)

        self.assertFalse(self.due.message_id)

    def test_thirty_and_seven_days_before_by_itself(self):
        self.env.company.garage_remind_auto = True
        self.golf.inspection_due = date(2026, 6, 28)

        self._run_nights(1, 2, 10, 20, 21, 22, 28)

        messages = self.env["garage.message"].search(
            [("res_id", "=", self.golf.id), ("kind", "=", "due")], order="id"
        )
        days = [message.create_date.date().day for message in messages]
        self.assertEqual(self.due.reminders, 2)
        self.assertEqual(len(messages), 2)
        self.assertEqual(set(messages.mapped("state")), {"waiting"})
        self.assertEqual(len(days), 2)

    def test_the_reminder_of_the_night_waits_for_the_morning(self):
        self.env.company.garage_remind_auto = True

        self._run_nights(2)

        self.assertEqual(self.due.message_id.due_at, datetime(2026, 6, 2, 6, 0))

    def test_booked_meanwhile_stops_the_waiting_reminder(self):
        self.env.company.garage_remind_auto = True
        self._run_nights(2)
        self.due.state = "booked"

        self._send_waiting(datetime(2026, 6, 2, 6, 0))

        message = self.due.message_id
        self.assertEqual((message.state, message.reason), ("cancelled", "Booked"))

    def test_done_meanwhile_stops_it(self):
        self.env.company.garage_remind_auto = True
        self._run_nights(2)
        self.golf.inspection_due = date(2027, 6, 20)

        self._send_waiting(datetime(2026, 6, 2, 6, 0))

        self.assertEqual(self.due.message_id.reason, "Done meanwhile")

    def test_sold_or_archived_meanwhile_stops_it(self):
        self.env.company.garage_remind_auto = True
        self._run_nights(2)
        self.golf.active = False

        self._send_waiting(datetime(2026, 6, 2, 6, 0))

        self.assertIn("archived", self.due.message_id.reason)

    def test_long_overdue_work_is_not_reminded_by_itself(self):
        self.env.company.garage_remind_auto = True
        self.golf.inspection_due = date(2026, 5, 5)

        self._run_nights(2)

        self.assertFalse(self.due.message_id)

    def test_a_long_list_is_sent_after_the_click(self):
        cars = self.Vehicle.create(
            [
                {
                    "plate": f"Z-{n:03}-ZZ",
                    "owner_id": self.customer.id,
                    "inspection_due": date(2026, 6, 10),
                }
                for n in range(6)
            ]
        )

        answer = self._open(cars.browse(cars.ids)).action_invite()
        messages = cars.due_ids.message_id

        self.assertEqual(answer["params"]["message"], "6 invited.")
        self.assertEqual(set(messages.mapped("state")), {"waiting"})

    def test_an_adviser_invites_a_mechanic_does_not_decide(self):
        adviser = self._new_user("adviser")

        self.due.with_user(adviser).action_invite()

        self.assertTrue(self.due.message_id)
        self.assertFalse(
            self.Due.with_user(self._new_user("auditor")).has_access("write")
        )
