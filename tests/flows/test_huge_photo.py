"""A photo of 40 MB through every address that takes files, with its answer in words."""

import base64
import json

from odoo.tests import HttpCase, new_test_user, tagged

#: bytes of a photo that no phone has made small
HUGE = b"\xff\xd8\xff\xe0" + bytes(40 * 1024 * 1024)


@tagged("post_install", "-at_install")
class TestHugePhoto(HttpCase):
    """The workshop's phones are tested in garage_workorder/tests."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        new_test_user(
            cls.env, "huge_adviser", groups="garage_base.group_garage_adviser"
        )
        cls.vehicle = cls.env["garage.vehicle"].create({"plate": "40-MB-01"})

    def test_the_vehicles_papers_refuse_it_and_say_how_much_is_kept(self):
        self.authenticate("huge_adviser", "huge_adviser")
        content = base64.b64encode(HUGE).decode()
        params = {
            "model": "garage.vehicle.document",
            "method": "add_file",
            "args": [self.vehicle.id, "photo.jpg", content],
            "kwargs": {},
        }

        answer = self.url_open(
            "/web/dataset/call_kw/garage.vehicle.document/add_file",
            data=json.dumps({"jsonrpc": "2.0", "method": "call", "params": params}),
            headers={"Content-Type": "application/json"},
            timeout=60,
        ).json()

        self.assertIn("at most 15", answer["error"]["data"]["message"])
        documents = self.env["garage.vehicle.document"]
        self.assertFalse(documents.search([("vehicle_id", "=", self.vehicle.id)]))
