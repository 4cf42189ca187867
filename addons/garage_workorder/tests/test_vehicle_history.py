import base64

from odoo.tests import HttpCase, tagged

from .common import WorkorderCommon

PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
    "AABJRU5ErkJggg=="
)


@tagged("post_install", "-at_install")
class TestVehicleHistory(WorkorderCommon):
    def test_jobs_stand_in_the_history_with_their_parts_and_quantity(self):
        self.free_keys()
        workorder, front, _rear = self._create_approved()
        front.action_finish()
        workorder.action_mark_ready()

        workorder.action_hand_over_key()

        events = self.vehicle.event_ids
        done = events.filtered(lambda one: one.kind == "job")
        self.assertEqual(done.name, "Brakes front")
        self.assertIn("1 × Pads", done.details)
        self.assertNotIn("Work", done.details)
        for kind in ("visit", "declined", "invoice"):
            self.assertIn(kind, events.mapped("kind"))


@tagged("post_install", "-at_install")
class TestVisitDocuments(WorkorderCommon, HttpCase):
    def test_a_photo_of_the_visit_reaches_the_customer_when_ticked(self):
        workorder = self._create_workorder()
        documents = self.env["garage.vehicle.document"]
        row = documents.add_file(
            self.vehicle.id, "disc.png", PIXEL, "garage.workorder", workorder.id
        )
        url = workorder._get_customer_url().split("/garage/", 1)[1]
        file_url = f"/garage/{url}/document/{row['id']}"
        self.assertEqual(self.url_open(file_url).status_code, 404)

        documents.browse(row["id"]).customer_visible = True

        self.assertIn("disc.png", self.url_open(f"/garage/{url}").text)
        answer = self.url_open(file_url)
        self.assertEqual(answer.content, base64.b64decode(PIXEL))

    def test_a_mechanic_adds_a_photo_to_the_visit(self):
        workorder = self._create_workorder()
        documents = self.env["garage.vehicle.document"].with_user(
            self._create_user("mechanic")
        )
        documents.add_file(
            self.vehicle.id, "disc.png", PIXEL, "garage.workorder", workorder.id
        )
        documents.add_file(self.vehicle.id, "door.png", PIXEL)

        here = documents.get_documents(
            self.vehicle.id, "garage.workorder", workorder.id
        )
        everywhere = documents.get_documents(self.vehicle.id)
        names = [row["name"] for row in here["documents"]]
        self.assertEqual(names, ["disc.png"])
        self.assertEqual(len(everywhere["documents"]), 2)
