from odoo.tests import HttpCase, tagged
from odoo.tools import file_open

from ..controllers import booking as pages
from ..controllers.throttle import Throttle
from .booking_common import BookingCommon


@tagged("post_install", "-at_install")
class TestBookingPage(BookingCommon, HttpCase):
    def setUp(self):
        super().setUp()
        self.patch(pages, "LOOKS", Throttle(limit=100, seconds=600))
        self.patch(pages, "TRIES", Throttle(limit=100, seconds=600))
        self.opener.headers["Accept-Language"] = "en"

    def _query(self, **more):
        pairs = {"plate": "77-ZZ-77", "service": self.service.id, "times": 1, **more}
        return "&".join(f"{key}={value}" for key, value in pairs.items())

    def _post(self, **form):
        page = self.url_open(f"/garage/book?{self._query()}").text
        token = page.split('name="csrf_token" value="')[1].split('"')[0]
        values = {**self._form(), "csrf_token": token, **form}
        return self.url_open("/garage/book", data=values)

    def test_the_page_is_light_and_loads_nothing_from_outside(self):
        page = self.url_open("/garage/book")

        self.assertEqual(page.status_code, 200)
        self.assertIn("Brake check", page.text)
        self.assertIn("default-src 'none'", page.headers["Content-Security-Policy"])
        self.assertNotIn("<script", page.text)
        links = [part.split('"')[0] for part in page.text.split('href="/web/assets')]
        sizes = [len(self.url_open(f"/web/assets{link}").content) for link in links[1:]]
        self.assertLess(len(page.content) + sum(sizes), 150_000)

    def test_times_are_offered_and_booked(self):
        page = self.url_open(f"/garage/book?{self._query()}").text
        self.assertIn('value="2027-03-01T10:00"', page)

        answer = self._post()

        booking = self.bookings.search([("contact_name", "=", "Sanne Bos")])
        self.assertEqual(len(booking), 1)
        self.assertIn(f"/garage/b/{booking.access_token}", answer.url)
        self.assertIn("We expect you", answer.text)
        self.assertIn("Mon 1 Mar 10:00", answer.text)

    def test_a_mistake_keeps_what_was_typed(self):
        answer = self._post(email="sanne@nowhere", consent="")

        self.assertEqual(answer.status_code, 409)
        self.assertIn("e-mail address does not look right", answer.text)
        self.assertIn('value="Sanne Bos"', answer.text)
        self.assertIn("checked", answer.text)

    def test_a_known_plate_is_greeted_without_a_word_about_its_owner(self):
        page = self.url_open(f"/garage/book?{self._query(plate='12-ABC-3')}").text

        self.assertIn("We know this vehicle", page)
        for secret in ("Vries", "vries@example.com", "0612345678"):
            self.assertNotIn(secret, page)

    def test_an_invitation_shows_the_plate_and_a_masked_address(self):
        url = self.vehicle._get_booking_url(self.service)
        path = url[url.index("/garage/book") :]

        page = self.url_open(f"{path}&times=1").text

        self.assertIn("12-ABC-3", page)
        self.assertIn("v…@example.com", page)
        self.assertNotIn("vries@example.com", page)

    def test_a_robot_gets_thanks_and_nothing_is_stored(self):
        answer = self._post(website="http://spam.example.com")

        self.assertIn("Thank you", answer.text)
        self.assertFalse(self.bookings.search([("contact_name", "=", "Sanne Bos")]))

    def test_many_tries_are_slowed_down(self):
        self.patch(pages, "TRIES", Throttle(limit=2, seconds=600))
        codes = [self._post(name="").status_code for _n in range(3)]

        self.assertEqual(codes, [409, 429, 429])

    def test_a_stale_page_and_an_unknown_link_are_told_in_words(self):
        stale = self._post(csrf_token="old")
        unknown = self.url_open("/garage/b/guess")

        self.assertIn("open for too long", stale.text)
        self.assertEqual(unknown.status_code, 404)
        self.assertIn("We do not know this link", unknown.text)

    def test_nothing_to_book_says_whom_to_call(self):
        self.env["garage.booking.service"].search([]).active = False

        page = self.url_open("/garage/book")

        self.assertEqual(page.status_code, 404)
        self.assertIn("Please call us", page.text)

    def test_odd_parameters_do_no_harm(self):
        for query in (
            "service=x&after=2027-99-99&times=1&plate=%00",
            "c=999999",
            "v=%27",
        ):
            self.assertLess(self.url_open(f"/garage/book?{query}").status_code, 500)

    def test_the_page_speaks_the_language_of_the_visitor(self):
        self.env["res.lang"]._activate_lang("nl_NL")
        self.opener.headers["Accept-Language"] = "nl-BE,en;q=0.5"

        self.assertIn('lang="nl"', self.url_open("/garage/book").text)
        self.assertIn('lang="en"', self.url_open("/garage/book?lang=en").text)

    def test_the_visit_is_moved_and_cancelled_by_the_link(self):
        booking = self._book(start="2027-03-04T10:00")
        path = f"/garage/b/{booking.access_token}"
        page = self.url_open(f"{path}?move=1").text
        form = {"csrf_token": page.split('csrf_token" value="')[1].split('"')[0]}

        moved = self.url_open(f"{path}/move", {**form, "start": "2027-03-05T09:00"})
        gone = self.url_open(f"{path}/cancel", form)

        self.assertIn("Fri 5 Mar 09:00", moved.text)
        self.assertIn("This visit was cancelled", gone.text)
        self.assertEqual(booking.workorder_id.state, "cancelled")

    def test_checking_in_with_a_photo(self):
        booking = self._book()
        path = f"/garage/b/{booking.access_token}"
        page = self.url_open(path).text
        form = {"csrf_token": page.split('csrf_token" value="')[1].split('"')[0]}
        photo = {"photo": ("key.png", self._get_png(), "image/png")}

        answer = self.url_open(
            f"{path}/check-in", {**form, "odometer": "90000", "key_dropped": "1"}, photo
        )

        self.assertIn("we have your vehicle", answer.text)
        photos = booking.workorder_id.message_ids.attachment_ids
        self.assertEqual(photos.mapped("mimetype"), ["image/jpeg"])

    def _get_png(self):
        with file_open("web/static/img/logo.png", "rb") as file:
            return file.read()
