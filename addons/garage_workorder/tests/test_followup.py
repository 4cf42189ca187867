from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged

from .common import WorkorderCommon

DAY = "2026-03-04 11:00:00"


class FollowupCommon(WorkorderCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.partner_id.tz = "UTC"
        with freeze_time(DAY):
            cls.workorder, cls.front, cls.rear = cls._create_estimate()
            cls.rear.severity = "red"
            cls.workorder._decide(
                {cls.front.id: False, cls.rear.id: False}, "link", "Vries"
            )
            cls.workorder.action_mark_ready()
            cls.workorder.action_hand_over_key()

    def _run(self, days):
        """The nightly job of this many days later, for this visit."""
        with freeze_time(fields.Datetime.to_datetime(DAY) + timedelta(days=days)):
            today = fields.Date.today()
            due = self.workorder.job_ids.filtered(
                lambda job: (
                    job.followup_state == "waiting" and job.followup_date <= today
                )
            )
            for workorder in due.workorder_id:
                workorder._follow_up()
        return self._message()

    def _message(self):
        return self.env["garage.message"].search(
            [("kind", "=", "declined"), ("res_id", "=", self.workorder.id)]
        )


@tagged("post_install", "-at_install")
class TestFollowup(FollowupCommon):
    def test_date_follows_how_urgent_the_work_is(self):
        self.assertEqual(str(self.rear.followup_date), "2026-03-11")
        self.assertEqual(str(self.front.followup_date), "2026-05-03")

    def test_good_work_and_switched_off_are_not_followed_up(self):
        company = self.company
        self.assertEqual(company._get_garage_follow_days("green"), 0)
        company.garage_follow_up = False
        self.assertEqual(company._get_garage_follow_days("red"), 0)

    def test_customer_gets_price_and_link_once(self):
        self.assertFalse(self._run(6))

        first, second = self._run(7), self._run(8)

        self.assertEqual(first, second)
        self.assertIn("216.00", first.mail_message_id.body)
        self.assertIn("/garage/f/", first.mail_message_id.body)
        self.assertEqual(self.rear.followup_state, "asked")
        self.assertEqual(self.rear.followed_amount, 216)

    def test_no_reminders_means_none(self):
        self.customer.garage_no_reminders = True

        self.assertFalse(self._run(7))
        self.assertEqual(self.rear.followup_state, "stopped")
        self.assertIn("wants no reminders", self.rear.followup_reason)

    def test_sold_vehicle_stops_the_follow_up(self):
        self.vehicle.owner_id = self.env["res.partner"].create({"name": "New owner"})

        self.assertFalse(self._run(7))
        self.assertIn("another customer", self.rear.followup_reason)

    def test_vehicle_in_the_workshop_is_asked_in_person(self):
        self._create_workorder(key_tag="5")

        self.assertFalse(self._run(7))
        self.assertEqual(self.rear.followup_state, "waiting")

    def test_work_done_after_all_is_counted_as_converted(self):
        visit = self._create_workorder(key_tag="5")
        again = visit.add_declined_job(self.rear.id)
        visit._decide({again.id: True}, "phone", "Vries")

        self.assertEqual(self.rear.followup_state, "converted")
        self.assertEqual(self.rear.converted_amount, 216)
        rows = self.env["garage.job"]._read_group(
            [("vehicle_id", "=", self.vehicle.id), ("state", "=", "declined")],
            [],
            ["declined_amount:sum", "converted_amount:sum"],
        )
        self.assertEqual(rows, [(516, 216)])

    def test_yes_by_the_link_plans_a_visit_with_the_work(self):
        self._run(7)

        visit = self.workorder._answer_followup(
            {"answer": "yes", f"job_{self.rear.id}": "1", "wish": "next week"}
        )

        self.assertEqual(visit.state, "planned")
        self.assertEqual(visit.job_ids.name, "Brakes rear")
        self.assertEqual(visit.job_ids.amount_total, 216)
        self.assertIn("next week", visit.activity_ids.note)
        self.assertEqual(self.rear.followup_state, "wanted")

    def test_no_by_the_link_stops_everything(self):
        self._run(7)

        self.workorder._answer_followup({"answer": "no"})

        states = self.workorder.job_ids.mapped("followup_state")
        self.assertEqual(set(states), {"stopped"})

    def test_yes_without_a_choice_is_asked_again(self):
        with self.assertRaisesRegex(UserError, "choose what we may plan"):
            self.workorder._answer_followup({"answer": "yes"})

    def test_second_yes_plans_no_second_visit(self):
        form = {"answer": "yes", f"job_{self.rear.id}": "1"}
        form[f"job_{self.front.id}"] = "1"
        self.workorder._answer_followup(form)

        with self.assertRaises(UserError):
            self.workorder._answer_followup(form)
        self.assertEqual(len(self.vehicle.workorder_ids), 2)


@tagged("post_install", "-at_install")
class TestFollowupPage(FollowupCommon, HttpCase):
    def test_customer_says_yes_on_the_page(self):
        path = self.workorder._get_followup_url().split("/garage/")[1]
        page = self.url_open(f"/garage/{path}").text
        form = {"answer": "yes", f"job_{self.rear.id}": "1"}

        done = self.url_open(f"/garage/{path}/answer", data=form).text

        self.assertIn("216.00", page)
        self.assertIn("We will call you", done)
        self.assertEqual(self.rear.followup_state, "wanted")

    def test_expired_and_guessed_links_show_nothing(self):
        path = self.workorder._get_followup_url().split("/garage/")[1]
        self.workorder.followup_expires_at = fields.Datetime.now() - timedelta(days=1)

        for address in (f"/garage/{path}", "/garage/f/guess"):
            page = self.url_open(address)
            self.assertEqual(page.status_code, 404)
            self.assertNotIn("12-ABC-3", page.text)
