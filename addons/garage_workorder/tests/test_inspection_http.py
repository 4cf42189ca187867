import json
import os
from io import BytesIO

from PIL import Image

from odoo.tests import HttpCase, tagged
from odoo.tools import file_open

from ..controllers import page as pages
from ..controllers.throttle import Throttle
from ..domain import media
from .inspection_common import InspectionCommon, jpeg

MP4 = b"\x00\x00\x00\x18ftypmp42" + bytes(2000)
MEGABYTE = 1024 * 1024


def huge_photo():
    """A real photo of more than 40 MB, as cameras with many megapixels write it."""
    size = (4300, 3500)
    picture = Image.frombytes("RGB", size, os.urandom(size[0] * size[1] * 3))
    raw = BytesIO()
    picture.save(raw, "JPEG", quality=100, subsampling=0)
    return raw.getvalue()


@tagged("post_install", "-at_install")
class TestInspectionUpload(InspectionCommon, HttpCase):
    """Photos and videos through the addresses that phones really use."""

    def setUp(self):
        super().setUp()
        self.authenticate("garage_mechanic", "garage_mechanic")
        feed = self.url_open("/garage/mechanic/feed").json()
        self.token = feed["feed"]["csrf_token"]

    def _send(self, raw, key="m1", kind="photo", action="inspect_media", **values):
        entry = {
            "key": key,
            "action": action,
            "job_id": False,
            "values": {
                "workorder_id": self.workorder.id,
                "sheet_id": self.sheet.id,
                "line_id": self.pad.id,
                "kind": kind,
                "media_key": key,
                **values,
            },
            "at": "",
        }
        return self.url_open(
            "/garage/mechanic/act",
            data={"entry": json.dumps(entry), "csrf_token": self.token},
            files={"files": ("photo.jpg", raw)},
            timeout=60,
        )

    def test_a_photo_of_40_megabytes_is_taken_and_made_small(self):
        raw = huge_photo()
        self.assertGreater(len(raw), 40 * MEGABYTE)

        answer = self._send(raw)

        self.assertEqual(answer.status_code, 200)
        self.assertNotIn("error", answer.json())
        kept = self._line(self.pad).media_ids.attachment_id
        self.assertLess(len(kept.raw), 3 * MEGABYTE)
        with Image.open(BytesIO(kept.raw)) as picture:
            self.assertEqual(max(picture.size), 1600)

    def test_a_finding_with_a_photo_of_40_megabytes_keeps_it_small(self):
        _workorder, job, _rear = self._create_approved()
        entry = {
            "key": "big",
            "action": "finding",
            "job_id": job.id,
            "values": {"text": "Torn", "severity": "red"},
        }

        self.url_open(
            "/garage/mechanic/act",
            data={"entry": json.dumps(entry), "csrf_token": self.token},
            files={"files": ("photo.jpg", huge_photo())},
            timeout=60,
        )

        found = job.workorder_id.job_ids.filtered(lambda other: other.name == "Torn")
        self.assertLess(len(found.photo_ids.raw), 3 * MEGABYTE)

    def test_a_file_over_the_limit_is_refused_in_words(self):
        answer = self._send(jpeg() + bytes(media.LIMITS["image"]))

        self.assertIn("64 MB is the limit", answer.json()["error"])
        self.assertFalse(self._line(self.pad).media_ids)

    def test_a_video_is_kept_as_it_is_and_a_page_is_no_video(self):
        self._send(MP4, kind="video")
        answer = self._send(b"<html>" * 9, key="m2", kind="video")

        video = self._line(self.pad).media_ids
        self.assertEqual((video.kind, video.mimetype), ("video", "video/mp4"))
        self.assertIn("damaged", answer.json()["error"])

    def test_a_photo_sent_twice_is_kept_once(self):
        self._send(jpeg())
        self._send(jpeg())

        self.assertEqual(len(self._line(self.pad).media_ids), 1)

    def test_a_drawing_stands_beside_its_photo_and_is_what_the_customer_sees(self):
        self._send(jpeg(), key="bare")
        self._send(jpeg(colour=(0, 0, 9)), key="arrow", kind="drawing", original="bare")

        bare, drawn = self._line(self.pad).media_ids.sorted("id")
        self.assertEqual((drawn.kind, drawn.original_id), ("drawing", bare))
        self.assertEqual((bare.customer_visible, drawn.customer_visible), (False, True))

    def test_a_photo_on_its_side_is_turned_and_loses_its_place(self):
        raw = BytesIO()
        picture = Image.new("RGB", (60, 30), "red")
        exif = picture.getexif()
        exif[0x0112] = 6  # the camera was held upright
        exif[0x8825] = {2: (52.0, 22.0, 0.0)}  # where it was taken
        picture.save(raw, "JPEG", exif=exif)

        self._send(raw.getvalue())

        kept = self._line(self.pad).media_ids.attachment_id.raw
        with Image.open(BytesIO(kept)) as small:
            self.assertEqual(small.size, (30, 60))
            self.assertFalse(small.getexif())

    def test_the_phone_reads_lists_pages_and_photos(self):
        self._send(jpeg())
        photo = self._line(self.pad).media_ids
        address = "/garage/mechanic/inspection"

        listed = self.url_open(address).json()
        page = self.url_open(f"{address}/{self.workorder.id}/{self.sheet.id}").json()
        picture = self.url_open(f"{address}/media/{photo.id}?size=small")

        self.assertIn(self.workorder.id, [row["id"] for row in listed["visits"]])
        item = page["items"][str(self.pad.id)]
        self.assertEqual(
            item["media"], [{"id": photo.id, "key": "m1", "kind": "photo"}]
        )
        self.assertEqual(picture.headers["Content-Type"], "image/jpeg")

    def test_who_is_no_mechanic_reads_nothing(self):
        self._create_user("cashier")
        self.authenticate("garage_cashier", "garage_cashier")

        answer = self.url_open("/garage/mechanic/inspection")

        self.assertEqual(answer.status_code, 403)


@tagged("post_install", "-at_install")
class TestInspectionOnCustomerPage(InspectionCommon, HttpCase):
    """The report beside the price, for whoever has the link and for nobody else."""

    def setUp(self):
        super().setUp()
        self.patch(pages, "MISSES", Throttle(limit=30, seconds=600))
        self._enter(self.pad, value=1.8)
        self._enter(self.hoses, result="amber", note="Cracks")
        self._enter(self.tread, value=5.1)
        self.line = self._line(self.pad)
        self.photo = self.env["garage.inspection.media"]._keep(
            self.line, jpeg(2000, 1500)
        )
        self.line._propose_jobs()
        self.workorder.action_send_estimate()
        self.path = f"/garage/w/{self.workorder.sudo().access_token}"

    def _open_photo(self, query=""):
        return self.url_open(f"{self.path}/inspection/{self.photo.id}{query}")

    def test_the_page_shows_colours_with_words_beside_the_price(self):
        page = self.url_open(self.path).text

        for text in ("Test check", "1.8 mm", "The pads are worn.", "Urgent", "Cracks"):
            self.assertIn(text, page)
        self.assertIn("300.00", page)
        self.assertIn("5.1 mm", page)
        self.assertNotIn("Lamp lit", page)

    def test_photos_are_scaled_private_and_not_kept(self):
        small = self._open_photo("?size=small")
        large = self._open_photo()

        self.assertEqual(small.headers["Cache-Control"], "no-store")
        with Image.open(BytesIO(small.content)) as picture:
            self.assertLessEqual(max(picture.size), 480)
        with Image.open(BytesIO(large.content)) as picture:
            self.assertEqual(max(picture.size), 1600)

    def test_what_is_hidden_cannot_be_fetched(self):
        shown = self._open_photo().status_code
        self.photo.customer_visible = False
        hidden_photo = self._open_photo().status_code
        self.photo.customer_visible = True
        self.line.customer_visible = False
        hidden_item = self._open_photo().status_code
        self.line.customer_visible = True
        self.workorder.inspection_ids.action_hide()
        hidden_report = self._open_photo().status_code

        codes = (shown, hidden_photo, hidden_item, hidden_report)
        self.assertEqual(codes, (200, 404, 404, 404))
        self.assertNotIn("Test check", self.url_open(self.path).text)

    def test_the_link_of_another_visit_opens_no_photo(self):
        other = self._create_workorder(key_tag="9")
        other._renew_link()
        token = other.sudo().access_token

        answer = self.url_open(f"/garage/w/{token}/inspection/{self.photo.id}")

        self.assertEqual(answer.status_code, 404)

    def test_a_video_plays_in_parts_within_the_pages_rules(self):
        video = self.env["garage.inspection.media"]._keep(self.line, MP4, kind="video")
        page = self.url_open(self.path)
        address = f"{self.path}/inspection/{video.id}"
        part = self.url_open(address, headers={"Range": "bytes=0-99"})

        self.assertIn("<video", page.text)
        self.assertIn("media-src 'self'", page.headers["Content-Security-Policy"])
        self.assertEqual(part.headers["Content-Type"], "video/mp4")
        self.assertEqual((part.status_code, len(part.content)), (206, 100))

    def test_the_page_stays_small_with_the_40_point_check(self):
        sheet = self.env.ref("garage_workorder.inspection_sheet_service")
        record = self.env["garage.inspection"].create(
            {"workorder_id": self.workorder.id, "sheet_id": sheet.id}
        )
        record.line_ids.result = "green"
        record.action_show()

        page = self.url_open(self.path)
        links = [part.split('"')[0] for part in page.text.split('href="/web/assets')]
        sizes = [len(self.url_open(f"/web/assets{link}").content) for link in links[1:]]
        for name in ("customer", "inspection"):
            path = f"garage_workorder/static/src/customer/{name}.js"
            with file_open(path, "rb") as script:
                sizes.append(len(script.read()))

        self.assertLess(len(page.content) + sum(sizes), 150_000)
