from urllib.parse import quote

from odoo.tests import HttpCase, tagged

from ..controllers import booking as booking_pages
from ..controllers import page as customer_pages
from ..controllers.throttle import Throttle
from .booking_common import BookingCommon
from .test_customer_page import CustomerPageCommon

ODD = ("x\x00y", "ключ", "é" * 10, "%", "a b", "'; --", "x" * 5000)
HUGE = 10**30


@tagged("post_install", "-at_install")
class TestOddInput(BookingCommon, HttpCase):
    """Public pages answer whatever comes in with a plain page, never an error."""

    def setUp(self):
        super().setUp()
        self.patch(booking_pages, "LOOKS", Throttle(limit=500, seconds=600))
        self.patch(booking_pages, "TRIES", Throttle(limit=500, seconds=600))
        self.patch(customer_pages, "MISSES", Throttle(limit=500, seconds=600))
        self.opener.headers["Accept-Language"] = "en"

    def test_links_that_are_no_links_get_the_plain_page(self):
        for token in ODD:
            for page in ("w", "f", "b"):
                with self.subTest(page=page, token=token[:9]):
                    answer = self.url_open(f"/garage/{page}/{quote(token)}")
                    self.assertEqual(answer.status_code, 404)
                    self.assertIn("link", answer.text)

    def test_numbers_that_no_record_can_have_are_not_found(self):
        workorder = self._create_workorder()
        path = workorder._get_customer_url().split("/garage/", 1)[1]

        for kind in ("photo", "document"):
            answer = self.url_open(f"/garage/{path}/{kind}/{HUGE}")
            self.assertEqual(answer.status_code, 404)

    def test_the_booking_page_bears_odd_words_in_its_address(self):
        for text in ODD[:-1]:
            query = "&".join(
                f"{name}={quote(text)}" for name in ("plate", "v", "c", "service")
            )
            with self.subTest(text=text):
                answer = self.url_open(f"/garage/book?{query}&times=1&after={HUGE}")
                self.assertEqual(answer.status_code, 200)

    def test_a_note_with_a_sign_that_no_text_holds_is_booked_without_it(self):
        query = f"plate=77-ZZ-77&service={self.service.id}&times=1"
        page = self.url_open(f"/garage/book?{query}").text
        token = page.split('name="csrf_token" value="')[1].split('"')[0]
        form = {**self._form(), "csrf_token": token, "note": "Noise\x00 in front"}

        self.url_open("/garage/book", data=form)

        booking = self.env["garage.booking"].search([("note", "like", "Noise")])
        self.assertEqual(booking.note, "Noise in front")


@tagged("post_install", "-at_install")
class TestOddAnswer(CustomerPageCommon):
    def test_a_name_with_a_sign_that_no_text_holds_is_stored_without_it(self):
        answer = self._answer(who="J.\x00 de Vries")

        self.assertEqual(answer.status_code, 200)
        self.assertEqual(self.workorder.approval_ids.who, "J. de Vries")
