import json
from datetime import datetime

from odoo.http import root
from odoo.tests import HttpCase, tagged

from .common import WorkorderCommon
from .test_screens_mechanic import PIXEL


@tagged("post_install", "-at_install")
class TestMechanicHttp(WorkorderCommon, HttpCase):
    """The addresses of the mechanic's page: who may, and what leaves the house."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mechanic = cls._create_user("mechanic")
        cls.employee.user_id = cls.mechanic
        cls.workorder, cls.job, cls.rear = cls._create_approved()

    def _log_in(self, role):
        if role != "mechanic":
            self._create_user(role)
        self.authenticate(f"garage_{role}", f"garage_{role}")

    def _feed(self):
        return self.url_open("/garage/mechanic/feed").json()["feed"]

    def _act(self, token, files=None, **entry):
        entry = {"key": "k1", "job_id": self.job.id, "values": {}, **entry}
        return self.url_open(
            "/garage/mechanic/act",
            data={"csrf_token": token, "entry": json.dumps(entry)},
            files=files,
            timeout=30,
        )

    def test_the_feed_holds_no_price_no_customer_and_nobody_elses_time(self):
        other = self.env["hr.employee"].create({"name": "Bram"})
        self.env["garage.time.entry"].create(
            {
                "job_id": self.job.id,
                "employee_id": other.id,
                "start": datetime(2026, 3, 9, 8),
                "stop": datetime(2026, 3, 9, 11),
            }
        )
        self._log_in("mechanic")

        text = json.dumps(self._feed())

        for secret in ("price", "300", "Vries", "vries@", "0612345678", "10800"):
            self.assertNotIn(secret, text)
        self.assertIn("squeaks when braking", text)

    def test_other_roles_and_strangers_stay_out(self):
        addresses = ("", "/feed", "/find?code=12abc3")
        for address in addresses:
            answer = self.url_open(f"/garage/mechanic{address}", allow_redirects=False)
            self.assertEqual(answer.status_code, 303, address)
        self._log_in("cashier")
        for address in addresses:
            answer = self.url_open(f"/garage/mechanic{address}")
            self.assertEqual(answer.status_code, 403, address)

    def test_an_entry_with_a_photo_is_booked_once(self):
        self._log_in("mechanic")
        token = self._feed()["csrf_token"]
        photo = {"files": ("hose.jpg", PIXEL, "image/jpeg")}
        values = {"text": "Hose torn", "severity": "red"}

        for _time in range(2):
            answer = self._act(token, photo, action="finding", values=values)
            self.assertEqual(answer.status_code, 200)

        entry = self.job.floor_entry_ids
        self.assertEqual(len(entry), 1)
        self.assertEqual(entry.file_ids.mimetype, "image/png")
        self.assertEqual(entry.proposed_job_id.photo_ids, entry.file_ids)

    def test_without_the_token_of_the_session_nothing_is_booked(self):
        self._log_in("mechanic")

        answer = self._act("wrong", action="start")

        self.assertEqual(answer.status_code, 400)
        self.assertFalse(self.job.floor_entry_ids)

    def test_after_the_log_out_the_phone_is_sent_to_the_log_in(self):
        self._log_in("mechanic")
        token = self._feed()["csrf_token"]
        root.session_store.delete(self.session)

        answer = self.url_open(
            "/garage/mechanic/act",
            data={"csrf_token": token, "entry": "{}"},
            allow_redirects=False,
        )

        self.assertIn(answer.status_code, (303, 400))
        self.assertFalse(self.job.floor_entry_ids)

    def test_a_request_of_hundred_megabytes_is_turned_away(self):
        self._log_in("mechanic")
        token = self._feed()["csrf_token"]
        huge = {"files": ("huge.mp4", b"0" * 85 * 1024 * 1024, "video/mp4")}

        answer = self._act(token, huge, action="note", values={"text": "x"})

        self.assertEqual(answer.status_code, 413)
        self.assertFalse(self.job.floor_entry_ids)

    def test_the_app_can_be_installed_and_keeps_its_shell(self):
        manifest = self.url_open("/garage/mechanic/manifest.webmanifest").json()
        worker = self.url_open("/garage/mechanic/service_worker.js")

        self.assertEqual(manifest["scope"], "/garage/mechanic")
        self.assertEqual(manifest["display"], "standalone")
        for icon in manifest["icons"]:
            self.assertEqual(self.url_open(icon["src"]).status_code, 200)
        shell = json.loads(worker.text.partition(";")[0].partition("=")[2])
        self.assertEqual(worker.headers["Service-Worker-Allowed"], "/garage/mechanic")
        for url in shell["urls"]:
            self.assertEqual(self.url_open(url).status_code, 200, url)

    def test_the_page_stays_small(self):
        bundle = self.env["ir.qweb"]._get_asset_bundle(
            "garage_workorder.assets_mechanic", css=False
        )

        self.assertLess(len(bundle.js().raw), 400_000)
