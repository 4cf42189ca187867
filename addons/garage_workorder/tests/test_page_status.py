import json
from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.tests import tagged

from ..domain import customer, visitor
from .test_customer_page import CustomerPageCommon

SIGNATURE = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
    "YPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


@tagged("post_install", "-at_install")
class TestPageStatus(CustomerPageCommon):
    def _open(self, device, path=""):
        """Open the link on a device of its own, as a browser with a cookie does."""
        self.opener.cookies.clear()
        self.opener.cookies.set("garage_visitor", device)
        return self.url_open(f"{self.path}{path}")

    def _state(self, device="phone"):
        return json.loads(self._open(device, "/state").text)["state"]

    def test_open_page_learns_of_changes_by_itself(self):
        before = self._state()
        same = self._state()
        self.workorder.promised_at += timedelta(hours=2)
        later = self._state()

        self.assertEqual(before, same)
        self.assertNotEqual(before, later)

    def test_same_answer_sent_twice_counts_once_and_thanks_twice(self):
        page = self.url_open(self.path).text
        form = {
            name: page.split(f'name="{name}"')[1].split('value="')[1].split('"')[0]
            for name in ("csrf_token", "request_key", "version")
        }
        form |= {"who": "J. de Vries", f"job_{self.front.id}": "yes"}
        form[f"job_{self.rear.id}"] = "no"

        first, second = (
            self.url_open(f"{self.path}/answer", data=form) for _try in range(2)
        )

        self.assertEqual((first.status_code, second.status_code), (200, 200))
        self.assertEqual(len(self.workorder.approval_ids), 1)
        self.assertNotIn("already answered", second.text)

    def test_two_devices_are_free_and_a_third_is_asked_for_the_phone(self):
        self._state("phone")
        self._state("computer")

        page = self._open("stranger")

        self.assertEqual(page.status_code, 403)
        self.assertIn("last four digits", page.text)
        for secret in ("12-ABC-3", "Brakes front", "300.00"):
            self.assertNotIn(secret, page.text)
        self.assertEqual(self._open("phone").status_code, 200)

    def test_right_digits_let_the_third_device_in(self):
        self._state("phone")
        self._state("computer")
        self._open("stranger")

        page = self.url_open(f"{self.path}/who", data={"digits": "5678"})

        self.assertIn("Brakes front", page.text)

    def test_wrong_digits_are_counted_and_the_garage_is_told(self):
        self._state("phone")
        self._state("computer")
        self._open("stranger")

        answers = [
            self.url_open(f"{self.path}/who", data={"digits": "0000"}).text
            for _try in range(visitor.MAX_MISSES)
        ]
        right = self.url_open(f"{self.path}/who", data={"digits": "5678"})

        self.assertIn("not the digits we know", answers[0])
        self.assertIn("wrong too often", answers[-1])
        self.assertIn("wrong too often", right.text)
        self.assertIn("further device", self.workorder.message_ids[0].body)

    def test_stranger_cannot_answer_past_the_question(self):
        self._state("phone")
        self._state("computer")
        self._open("stranger")

        answer = self.url_open(
            f"{self.path}/answer", data={"who": "X", f"job_{self.front.id}": "yes"}
        )

        self.assertEqual(answer.status_code, 403)
        self.assertFalse(self.workorder.approval_ids)

    def test_customer_without_phone_is_asked_nothing(self):
        self.customer.phone = False
        for device in ("one", "two", "three"):
            self._state(device)

        self.assertEqual(self._open("four").status_code, 200)

    def test_expired_link_sends_itself_again_once(self):
        self.workorder.write(
            {
                "access_expires_at": fields.Datetime.now() - timedelta(days=1),
                "estimate_sent_at": fields.Datetime.now() - timedelta(days=31),
            }
        )
        page = self.url_open(self.path)
        sent = self.url_open(f"{self.path}/renew", data={"a": "b"})

        self.assertIn("Send me a new link", page.text)
        self.assertIn("We have sent a new link", sent.text)
        self.assertEqual(self.url_open(self.path).status_code, 200)

    def test_new_link_forgets_the_old_one(self):
        self.workorder.action_renew_customer_link()

        self.assertEqual(self.url_open(self.path).status_code, 404)
        self.assertTrue(self.workorder.customer_url)

    def test_extra_work_shows_what_is_extra(self):
        self.workorder._decide(
            {self.front.id: True, self.rear.id: False}, "phone", "Vries"
        )
        self.front.add_line(self.disc, 1)

        page = self.url_open(self.path).text

        self.assertIn("We found more to do", page)
        self.assertIn("96.00", page)
        self.assertIn('data-amount="96.0"', page)

    def test_page_shows_where_the_vehicle_is(self):
        page = self.url_open(self.path).text

        self.assertIn("g-step-now", page)
        self.assertIn("Your answer", page)
        self.assertEqual(
            customer.steps("working"),
            [
                ("received", "done"),
                ("answer", "done"),
                ("work", "now"),
                ("ready", "later"),
                ("collected", "later"),
            ],
        )
        self.assertEqual(customer.steps("handed_over")[-1], ("collected", "done"))
        self.assertEqual(customer.steps("cancelled"), [])


@tagged("post_install", "-at_install")
class TestTablet(CustomerPageCommon):
    def setUp(self):
        super().setUp()
        self.adviser = self._create_user("adviser")
        self.authenticate("garage_adviser", "garage_adviser")
        self.path = f"/garage/sign/{self.workorder.id}"

    def test_customer_signs_on_the_tablet_and_staff_get_the_form_back(self):
        page = self.url_open(self.path).text

        done = self._answer(signature=SIGNATURE)

        approval = self.workorder.approval_ids
        self.assertIn("Back to the work order", page)
        self.assertEqual((approval.channel, approval.user_id), ("tablet", self.adviser))
        self.assertTrue(approval.signature)
        self.assertIn(f"/odoo/work-orders/{self.workorder.id}", done.text)
        self.assertEqual(self.front.state, "approved")

    def test_tablet_asks_for_the_signature(self):
        answer = self._answer()

        self.assertEqual(answer.status_code, 409)
        self.assertIn("Please sign", answer.text)
        self.assertFalse(self.workorder.approval_ids)

    def test_button_asks_the_open_jobs_and_opens_the_page(self):
        extra = self.workorder.add_job_from_template(self.template)

        action = self.workorder.with_user(self.adviser).action_sign_on_tablet()

        self.assertEqual(action["url"], self.path)
        self.assertEqual(extra.state, "awaiting_approval")

    def test_only_staff_who_may_change_the_work_order_turn_the_tablet(self):
        self._create_user("mechanic")
        self.authenticate("garage_mechanic", "garage_mechanic")

        page = self.url_open(self.path)

        self.assertNotIn("Brakes front", page.text)
        self.assertEqual(page.status_code, 403)


@tagged("post_install", "-at_install")
class TestVisitorRules(CustomerPageCommon):
    def test_last_digits_ignore_how_the_number_is_written(self):
        self.assertEqual(visitor.last_digits("+31 6 1234-5678"), "5678")
        self.assertEqual(visitor.last_digits("12345"), "")
        self.assertTrue(visitor.is_proof("56 78", "06-12345678"))
        self.assertFalse(visitor.is_proof("", "06-12345678"))

    def test_block_ends_after_half_an_hour(self):
        workorder = self.workorder.sudo()
        with freeze_time("2026-01-01 10:00"):
            for _try in range(visitor.MAX_MISSES):
                workorder._prove_visitor("x", "0000")
            self.assertTrue(workorder._prove_visitor("x", "5678"))
        with freeze_time("2026-01-01 10:31"):
            self.assertEqual(workorder._prove_visitor("x", "5678"), "")
