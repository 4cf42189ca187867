import base64
from datetime import timedelta
from io import BytesIO

from PIL import Image

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import WorkorderCommon

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
    "YPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


@tagged("post_install", "-at_install")
class TestScreensMechanic(WorkorderCommon):
    """The mechanic's page: what it shows and what it enters, each once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mechanic = cls._create_user("mechanic")
        cls.employee.user_id = cls.mechanic
        cls.workorder, cls.job, cls.declined = cls._create_approved()
        cls.entries = cls.env["garage.floor.entry"].with_user(cls.mechanic)

    def _book(self, action, key=None, minutes=0, files=(), seen=None, **values):
        at = fields.Datetime.now() - timedelta(minutes=minutes)
        return self.entries.book(
            {
                "key": key or f"{action}-{minutes}",
                "action": action,
                "job_id": self.job.id,
                "values": values,
                "seen": seen or {},
                "at": f"{at.isoformat()}Z",
            },
            files,
        )

    def _feed(self):
        feed = self.env["garage.job"].with_user(self.mechanic).get_mechanic_feed()
        rows = [row for row in feed["jobs"] if row["id"] == self.job.id]
        return feed, rows[0]

    def test_the_feed_shows_the_job_without_prices(self):
        self.vehicle.alert_note = "High voltage"
        feed, row = self._feed()

        self.assertEqual(feed["me"]["id"], self.employee.id)
        self.assertEqual(row["alert"], "High voltage")
        self.assertEqual(row["complaint"], "squeaks when braking")
        self.assertEqual([line["kind"] for line in row["lines"]], ["labour", "part"])
        self.assertTrue(row["mine"])
        self.assertNotIn("300", str(row))
        self.assertNotIn("price", str(row))

    def test_declined_jobs_are_not_shown(self):
        feed, _row = self._feed()

        self.assertNotIn(self.declined.id, [row["id"] for row in feed["jobs"]])

    def test_start_pause_and_finish_keep_the_times_of_the_phone(self):
        self.assertEqual(self._book("start", minutes=60), {})
        self._book("pause", minutes=40)
        self._book("start", key="again", minutes=30)
        self._book("finish")

        self.assertEqual(self.job.state, "done")
        self.assertAlmostEqual(self.job.clocked_hours, 50 / 60, places=1)
        self.assertEqual(self.job._get_issued_lines().product_id, self.pads)

    def test_the_same_entry_sent_twice_is_booked_once(self):
        self._book("request", key="k1", text="brake hose")
        self._book("request", key="k1", text="brake hose")

        self.assertEqual(self.job.need_ids.mapped("name"), ["brake hose"])

    def test_what_the_rules_refuse_is_kept_as_a_note_and_told_in_words(self):
        self.job.state = "draft"

        answer = self._book("start")

        self.assertIn("approval", answer["notice"])
        self.assertFalse(self.job.time_entry_ids)
        self.assertEqual(self.job.floor_entry_ids.state, "note")
        self.assertIn("approval", self.workorder.message_ids[0].body)

    def test_a_part_is_ticked_as_fitted(self):
        line = self.job.line_ids.filtered(lambda line: line.product_id == self.pads)

        self._book("tick", line_id=line.id, done=True)

        self.assertTrue(line.garage_done)
        _feed, row = self._feed()
        self.assertEqual([line["done"] for line in row["lines"]], [False, True])

    def test_a_red_finding_with_photo_becomes_a_job_to_offer(self):
        self._book(
            "finding",
            text="Brake hose torn",
            severity="red",
            files=[("hose.jpg", PIXEL)],
        )

        found = self.workorder.job_ids - self.job - self.declined
        self.assertEqual(found.name, "Brake hose torn")
        self.assertEqual(found.state, "draft")
        self.assertEqual(found.severity, "red")
        self.assertEqual(len(found.photo_ids), 1)
        self.assertIn("Brake hose torn", self.workorder.message_ids[0].body)

    def test_a_green_finding_is_noted_without_a_job(self):
        jobs = self.workorder.job_ids

        self._book("finding", text="Tyres fine", severity="green")

        self.assertEqual(self.workorder.job_ids, jobs)
        _feed, row = self._feed()
        self.assertEqual(row["findings"][0]["text"], "Tyres fine")

    def test_a_damaged_photo_is_left_out_and_the_words_are_kept(self):
        answer = self._book(
            "finding", text="Hose torn", severity="red", files=[("a.jpg", b"%%%")]
        )

        self.assertIn("damaged", answer["notice"])
        self.assertEqual(self.job.floor_entry_ids.proposed_job_id.name, "Hose torn")
        self.assertFalse(self.job.floor_entry_ids.file_ids)

    def test_a_photo_of_many_megabytes_is_made_small(self):
        noise = Image.effect_noise((2600, 2600), 90).convert("RGB")
        buffer = BytesIO()
        noise.save(buffer, "PNG")
        self.assertGreater(len(buffer.getvalue()), 4 * 1024**2)

        self._book("note", text="See photo", files=[("a.png", buffer.getvalue())])

        photo = self.job.floor_entry_ids.file_ids
        self.assertEqual(photo.mimetype, "image/jpeg")
        self.assertLess(max(Image.open(BytesIO(photo.raw)).size), 1601)

    def test_what_calls_itself_a_photo_and_is_a_page_is_left_out(self):
        page = b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"

        self._book("note", text="x", files=[("a.jpg", page)])

        self.assertFalse(self.job.floor_entry_ids.file_ids)

    def test_times_that_cannot_be_right_count_from_now(self):
        self._book("start", minutes=-300)

        start = self.job.time_entry_ids.start
        self.assertLess(abs((fields.Datetime.now() - start).total_seconds()), 60)

    def test_a_cashier_books_nothing_on_the_floor(self):
        cashier = self._create_user("cashier")

        answer = self.entries.with_user(cashier).book(
            {"key": "c", "action": "start", "job_id": self.job.id, "values": {}}
        )

        self.assertIn("error", answer)
        with self.assertRaises(AccessError):
            self.entries.with_user(cashier).create({"key": "x"})
