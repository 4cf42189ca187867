import base64
import io

from PIL import Image

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..models.garage_vehicle_document import MAX_BYTES
from .common import VehicleCase


def picture(width, height):
    out = io.BytesIO()
    Image.new("RGB", (width, height), "red").save(out, "JPEG")
    return base64.b64encode(out.getvalue()).decode()


@tagged("post_install", "-at_install")
class TestVehicleDocument(VehicleCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Document = cls.env["garage.vehicle.document"]

    def _add(self, name="a.jpg", content=None, user=None):
        documents = self.Document.with_user(user or self.env.user)
        row = documents.add_file(self.golf.id, name, content or picture(8, 8))
        return self.Document.browse(row["id"])

    def test_a_photo_is_kept_and_stands_in_the_history(self):
        photo = self._add("scratch.jpg")

        self.assertEqual(photo.kind, "photo")
        event = self.golf.event_ids
        self.assertEqual((event.kind, event.name), ("document", "scratch.jpg"))
        self.assertEqual(event.action_open_document()["res_id"], photo.id)

    def test_a_large_photo_is_made_smaller(self):
        photo = self._add(content=picture(4000, 3000))

        size = Image.open(io.BytesIO(photo.attachment_id.raw)).size
        self.assertEqual(size, (1920, 1440))

    def test_a_photo_of_40_mb_is_refused_in_words_and_nothing_is_stored(self):
        huge = base64.b64encode(b"\xff\xd8\xff" + b"x" * 40_000_000).decode()

        with self.assertRaisesRegex(UserError, "at most 15.* are kept"):
            self._add("huge.jpg", huge)

        self.assertGreater(40_000_000, MAX_BYTES)
        self.assertFalse(self.Document.search([("vehicle_id", "=", self.golf.id)]))
        self.assertFalse(self.golf.event_ids)

    def test_what_did_not_arrive_whole_is_asked_for_again(self):
        for content in ("not base64!", "===="):
            with self.assertRaisesRegex(UserError, "Send it again"):
                self._add("half.jpg", content)

    def test_papers_are_kept_as_they_are(self):
        content = base64.b64encode(b"%PDF-1.4 contract").decode()
        paper = self._add("contract.pdf", content)

        self.assertEqual(paper.kind, "document")
        self.assertEqual(paper.attachment_id.raw, b"%PDF-1.4 contract")

    def test_a_damaged_picture_is_kept_as_a_file(self):
        broken = base64.b64encode(b"\xff\xd8\xff\xe0 broken").decode()

        self.assertTrue(self._add("broken.jpg", broken).attachment_id)

    def test_removing_hides_it_and_keeps_the_file(self):
        photo = self._add(user=self._new_user("adviser"))

        photo.action_remove()

        rows = self.Document.get_documents(self.golf.id)["documents"]
        self.assertFalse(rows)
        self.assertTrue(photo.attachment_id.raw)

    def test_every_role_that_works_adds_and_the_auditor_does_not(self):
        for role in ("mechanic", "adviser", "cashier", "finance", "manager"):
            self._add(f"{role}.jpg", user=self._new_user(role))
        with self.assertRaises(AccessError):
            self._add(user=self._new_user("auditor"))

    def test_another_companys_files_are_not_seen(self):
        photo = self._add()
        other = self.env["res.company"].create({"name": "Garage two"})
        self.golf.company_id = other
        adviser = self._new_user("adviser")

        with self.assertRaises(AccessError):
            photo.with_user(adviser).read(["name"])
