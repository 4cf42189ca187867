from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged
from odoo.tools import file_open

from ..controllers import page as pages
from ..controllers.throttle import Throttle
from .common import WorkorderCommon


class CustomerPageCommon(WorkorderCommon, HttpCase):
    def setUp(self):
        super().setUp()
        self.patch(pages, "MISSES", Throttle(limit=30, seconds=600))
        self.workorder, self.front, self.rear = self._create_estimate()
        self.workorder.action_send_estimate()
        self.path = f"/garage/w/{self.workorder.access_token}"

    def _answer(self, **form):
        page = self.url_open(self.path).text
        token = page.split('name="csrf_token" value="')[1].split('"')[0]
        values = {
            "csrf_token": token,
            "version": self.workorder._get_estimate_version(),
            "who": "J. de Vries",
            f"job_{self.front.id}": "yes",
            f"job_{self.rear.id}": "no",
            **form,
        }
        return self.url_open(f"{self.path}/answer", data=values)


@tagged("post_install", "-at_install")
class TestCustomerPage(CustomerPageCommon):
    def test_page_is_private_small_and_loads_nothing_from_outside(self):
        page = self.url_open(self.path)

        self.assertEqual(page.status_code, 200)
        self.assertEqual(page.headers["Cache-Control"], "no-store")
        self.assertEqual(page.headers["Referrer-Policy"], "no-referrer")
        self.assertNotIn('src="http', page.text)
        self.assertNotIn("web.assets_frontend", page.text)
        links = [part.split('"')[0] for part in page.text.split('href="/web/assets')]
        sizes = [len(self.url_open(f"/web/assets{link}").content) for link in links[1:]]
        total = len(page.content) + sum(sizes)
        for name in ("customer", "customer_state"):
            path = f"garage_workorder/static/src/customer/{name}.js"
            with file_open(path, "rb") as script:
                total += len(script.read())
        self.assertTrue(sizes)
        self.assertLess(total, 150_000)

    def test_page_shows_jobs_prices_and_what_happens_next(self):
        page = self.url_open(self.path).text

        for text in ("12-ABC-3", "Brakes front", "Brakes front worn", "300.00"):
            self.assertIn(text, page)
        self.assertIn("Please tell us which work we may do", page)

    def test_answer_approves_one_job_and_declines_the_other(self):
        page = self._answer()

        approval = self.workorder.approval_ids
        self.assertIn("We will start with the work you approved", page.text)
        self.assertEqual((approval.channel, approval.who), ("link", "J. de Vries"))
        self.assertTrue(approval.ip)
        self.assertFalse(approval.user_id)
        self.assertEqual((self.front.state, self.rear.state), ("approved", "declined"))
        self.assertEqual(self.front.order_id.state, "sale")

    def test_second_answer_gets_a_plain_message(self):
        page = self.url_open(self.path).text
        token = page.split('name="csrf_token" value="')[1].split('"')[0]
        self.workorder._decide({self.front.id: True, self.rear.id: True}, "phone", "X")

        form = {"csrf_token": token, "who": "Y", f"job_{self.front.id}": "no"}
        answer = self.url_open(f"{self.path}/answer", data=form)

        self.assertEqual(answer.status_code, 409)
        self.assertIn("already answered by X", answer.text)
        self.assertEqual(self.front.state, "approved")

    def test_changed_price_is_shown_before_anything_is_approved(self):
        version = self.workorder._get_estimate_version()
        self.front.line_ids[0].price_unit = 120

        answer = self._answer(version=version)

        self.assertEqual(answer.status_code, 409)
        self.assertIn("changed since you opened it", answer.text)
        self.assertIn("348.00", answer.text)
        self.assertFalse(self.workorder.approval_ids)

    def test_answer_without_name_or_with_a_false_signature_is_asked_again(self):
        nameless = self._answer(who=" ")
        forged = self._answer(signature="data:text/html;base64,AAAA")

        self.assertIn("type your name", nameless.text)
        self.assertIn("sign again", forged.text)
        self.assertFalse(self.workorder.approval_ids)

    def test_stale_page_is_told_in_plain_words(self):
        answer = self._answer(csrf_token="old")

        self.assertIn("open for too long", answer.text)
        self.assertFalse(self.workorder.approval_ids)

    def test_job_of_another_visit_cannot_be_answered(self):
        other = self._create_workorder(key_tag="9").add_job_from_template(self.template)

        answer = self._answer(**{f"job_{other.id}": "yes"})

        self.assertEqual(answer.status_code, 409)
        self.assertEqual(other.state, "draft")

    def test_expired_link_says_whom_to_call(self):
        self.company.phone = "+31 20 555 0100"
        self.workorder.access_expires_at = fields.Datetime.now() - timedelta(days=1)

        page = self.url_open(self.path)

        self.assertEqual(page.status_code, 410)
        self.assertIn("expired", page.text)
        self.assertIn("+31 20 555 0100", page.text)
        self.assertNotIn("12-ABC-3", page.text)

    def test_unknown_link_shows_nothing(self):
        page = self.url_open("/garage/w/guess")

        self.assertEqual(page.status_code, 404)
        self.assertIn("We do not know this link", page.text)

    def test_trying_many_links_is_slowed_down(self):
        self.patch(pages, "MISSES", Throttle(limit=2, seconds=600))
        codes = [self.url_open(f"/garage/w/{n}").status_code for n in range(3)]

        self.assertEqual(codes, [404, 404, 429])

    def test_page_speaks_the_language_of_the_customer(self):
        self.env["res.lang"]._activate_lang("nl_NL")
        self.customer.lang = "nl_NL"

        page = self.url_open(self.path).text

        self.assertIn('lang="nl"', page)

    def test_photo_is_shown_with_the_link_only(self):
        picture = self.env["ir.attachment"].create(
            {
                "name": "pads.png",
                "raw": b"\x89PNG\r\n\x1a\n",
                "mimetype": "image/png",
                "res_model": "garage.job",
                "res_id": self.front.id,
            }
        )
        self.front.photo_ids = picture

        own = self.url_open(f"{self.path}/photo/{picture.id}")
        self.front.photo_ids = False
        foreign = self.url_open(f"{self.path}/photo/{picture.id}")

        self.assertEqual((own.status_code, foreign.status_code), (200, 404))


@tagged("post_install", "-at_install")
class TestCustomerPhone(CustomerPageCommon):
    browser_size = "390x844"
    touch_enabled = True

    def test_customer_approves_one_job_declines_the_other_and_signs(self):
        with file_open("garage_workorder/static/tests/tours/customer_tour.js") as file:
            steps = file.read()

        self.browser_js(
            self.path, steps, ready="!!document.querySelector('.g-sum').textContent"
        )

        approval = self.workorder.approval_ids
        self.assertEqual(approval.channel, "link")
        self.assertTrue(approval.signature)
        self.assertTrue(approval.is_intact)
        self.assertEqual((self.front.state, self.rear.state), ("approved", "declined"))
