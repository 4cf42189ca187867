import json
from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import WorkorderCommon

NOW = fields.Datetime.to_datetime("2026-03-04 11:00:00")


@tagged("post_install", "-at_install")
class TestAnswerTime(WorkorderCommon):
    """An answer by phone that is written down later keeps its own time."""

    def setUp(self):
        super().setUp()
        with freeze_time(NOW - timedelta(hours=3)):
            self.workorder, self.front, self.rear = self._create_estimate()
            self.workorder.action_send_estimate()
        frozen = freeze_time(NOW)
        frozen.start()
        self.addCleanup(frozen.stop)

    def note(self, at):
        wizard = self.env["garage.approval.wizard"].with_context(
            default_workorder_id=self.workorder.id
        )
        wizard.create({"note": "yes to all", "at": at}).action_confirm()
        return self.workorder.approval_ids

    def test_the_time_of_the_call_is_kept_beside_the_time_of_writing(self):
        call = NOW - timedelta(hours=2)

        approval = self.note(call)

        content = json.loads(approval.snapshot)
        self.assertEqual(approval.at, call)
        self.assertEqual(content["at"], str(call))
        self.assertEqual(content["noted_at"], str(NOW))
        self.assertTrue(approval.is_intact)

    def test_now_is_filled_in(self):
        self.assertEqual(
            self.env["garage.approval.wizard"]
            .with_context(default_workorder_id=self.workorder.id)
            .default_get(["at"])["at"],
            NOW,
        )

    def test_a_time_in_the_future_is_refused(self):
        with self.assertRaisesRegex(UserError, "still to come"):
            self.note(NOW + timedelta(minutes=5))
        self.assertFalse(self.workorder.approval_ids)

    def test_a_time_before_the_estimate_was_sent_is_refused(self):
        with self.assertRaisesRegex(UserError, "cannot have answered it before"):
            self.note(NOW - timedelta(hours=4))
        self.assertFalse(self.workorder.approval_ids)

    def test_the_minute_in_which_it_was_sent_is_fine(self):
        self.workorder.estimate_sent_at = NOW - timedelta(seconds=-30, hours=3)

        self.assertTrue(self.note(NOW - timedelta(hours=3)))
