import json

from odoo.exceptions import UserError
from odoo.tests import BaseCase, tagged

from odoo.addons.garage_workorder.domain import changes

from .inspection_common import InspectionCommon, jpeg

ITEM = {
    "line_id": 1,
    "name": "Pads",
    "result": "amber",
    "value": 3.0,
    "measured": "3.0 mm",
    "answer": "",
    "text": "Worn",
    "photos": [[7, "a"]],
}


class TestItemChanges(BaseCase):
    """What changed on an inspected item, without a database."""

    def test_the_same_item_is_no_change(self):
        self.assertEqual(changes.compare_items([ITEM], [dict(ITEM)]), [])

    def test_another_colour_and_value_are_told_with_both(self):
        now = {**ITEM, "result": "red", "value": 1.5, "measured": "1.5 mm"}

        (row,) = changes.compare_items([ITEM], [now])

        self.assertEqual((row["change"], row["name"]), ("changed", "Pads"))
        self.assertEqual(
            row["fields"],
            {"result": ["amber", "red"], "measured": ["3.0 mm", "1.5 mm"]},
        )

    def test_another_photo_of_the_same_number_is_a_change(self):
        (row,) = changes.compare_items([ITEM], [{**ITEM, "photos": [[7, "b"]]}])

        self.assertEqual(row["fields"], {"photos": [1, 1]})

    def test_the_same_measurement_in_another_language_is_no_change(self):
        now = {**ITEM, "name": "Blokken", "measured": "3,0 mm"}

        self.assertEqual(changes.compare_items([ITEM], [now]), [])

    def test_items_that_came_and_went(self):
        other = {**ITEM, "line_id": 2, "name": "Hoses"}

        rows = changes.compare_items([ITEM], [other])

        self.assertEqual(
            [(row["change"], row["name"]) for row in rows],
            [("removed", "Pads"), ("added", "Hoses")],
        )


@tagged("post_install", "-at_install")
class TestApprovalInspection(InspectionCommon):
    """The approval keeps the inspection that the customer saw beside the prices."""

    def setUp(self):
        super().setUp()
        self._enter(self.pad, value=3, note="Worn unevenly")
        self._enter(self.hoses, result="green")
        self.item = self._line(self.pad)
        media = self.env["garage.inspection.media"]
        self.photo = media._keep(self.item, jpeg(), key="one")
        self.job = self.item._propose_jobs()
        self.workorder.action_send_estimate()
        self.version = self.workorder._get_estimate_version()

    def approve(self, version=None):
        return self.workorder._decide(
            {self.job.id: True}, "link", "J. de Vries", version=version or self.version
        )

    def test_colours_measurements_words_and_photos_are_frozen(self):
        approval = self.approve()

        (record,) = json.loads(approval.snapshot)["inspections"]
        pad = next(row for row in record["items"] if row["name"] == "Pads")
        self.assertEqual((pad["result"], pad["measured"]), ("amber", "3.0 mm"))
        self.assertEqual(pad["text"], "Worn unevenly")
        checksum = self.photo.attachment_id.checksum
        self.assertEqual(pad["photos"], [[self.photo.id, checksum]])
        self.assertIn("green", [row["result"] for row in record["items"]])
        self.assertTrue(approval.is_intact)

    def test_what_was_hidden_is_not_part_of_the_evidence(self):
        self.item.customer_visible = False
        self.workorder.inspection_ids.customer_state = "shown"

        approval = self.approve(self.workorder._get_estimate_version())

        (record,) = json.loads(approval.snapshot)["inspections"]
        self.assertEqual([row["name"] for row in record["items"]], ["Hoses"])

    def test_a_finding_that_became_worse_meanwhile_is_shown_before_it_is_approved(self):
        self.item.value = 1.5

        with self.assertRaisesRegex(UserError, "estimate was changed"):
            self.approve()
        self.assertFalse(self.workorder.approval_ids)

    def test_a_good_item_that_comes_later_does_not_send_the_customer_back(self):
        self._enter(self.water, value=1)

        self.assertTrue(self.approve())

    def test_the_page_about_changes_tells_what_was_inspected_anew(self):
        self.approve()
        self.item.write({"value": 1.5, "note": "Metal on metal"})
        media = self.env["garage.inspection.media"]
        media._keep(self.item, jpeg(50), key="two")

        (row,) = self.workorder.get_change_words()["inspections"]

        self.assertEqual((row["name"], row["tone"]), ("Pads", "stop"))
        self.assertEqual(
            row["lines"],
            [
                "Soon became Urgent",
                "3.0 mm became 1.5 mm",
                "“Worn unevenly” became “Metal on metal”",
                "1 photo became 2 photos",
            ],
        )

    def test_a_repaired_item_is_good_news(self):
        self.approve()
        self.item.value = 9

        (row,) = self.workorder.get_change_words()["inspections"]

        self.assertEqual(row["tone"], "good")

    def test_without_a_change_of_the_inspection_it_says_nothing(self):
        self.approve()

        self.assertEqual(self.workorder.get_change_words()["inspections"], [])

    def test_evidence_of_before_without_an_inspection_is_not_compared(self):
        approval = self.approve()
        content = json.loads(approval.snapshot)
        del content["inspections"]
        self._write_snapshot(approval, content)

        self.assertEqual(self.workorder.get_change_words()["inspections"], [])

    def _write_snapshot(self, approval, content):
        # an approval refuses changes; this one stands for one of an earlier version
        self.env.cr.execute(
            "UPDATE garage_approval SET snapshot = %s WHERE id = %s",
            [json.dumps(content), approval.id],
        )
        approval.invalidate_recordset()
