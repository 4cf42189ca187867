from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import WorkorderCommon

NOW = "2026-03-04 11:00:00"


@tagged("post_install", "-at_install")
class TestComesBack(WorkorderCommon):
    """The card of a declined job says when it comes back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.adviser = cls._create_user("adviser")
        with freeze_time(NOW):
            cls.workorder, _front, cls.rear = cls._create_estimate()
            cls.rear.severity = "red"
            cls.workorder._decide({cls.rear.id: False}, "phone", "Vries")

    def setUp(self):
        super().setUp()
        frozen = freeze_time(NOW)
        frozen.start()
        self.addCleanup(frozen.stop)
        self.job = self.rear.with_user(self.adviser)

    def test_the_card_says_the_day_and_offers_to_change_it(self):
        back = self.job.get_card()["comes_back"]

        self.assertEqual((back["date"], back["editable"]), ("2026-03-11", True))

    def test_the_adviser_chooses_another_day(self):
        back = self.job.set_followup_date("2026-09-01")["comes_back"]

        self.assertEqual(back["date"], "2026-09-01")
        self.assertEqual(str(self.rear.followup_date), "2026-09-01")
        self.assertEqual(self.rear.followup_state, "waiting")

    def test_without_a_day_it_does_not_come_back_and_says_who_stopped_it(self):
        back = self.job.set_followup_date("")["comes_back"]

        self.assertEqual((back["date"], self.rear.followup_state), ("", "stopped"))
        self.assertIn(self.adviser.name, back["text"])

    def test_a_stopped_job_comes_back_after_all(self):
        self.job.set_followup_date("")

        self.job.set_followup_date("2026-04-01")

        self.assertEqual(self.rear.followup_state, "waiting")
        self.assertFalse(self.rear.followup_reason)

    def test_a_day_that_is_over_is_refused(self):
        with self.assertRaisesRegex(UserError, "Choose a day from today on"):
            self.job.set_followup_date("2026-03-03")

    def test_work_that_was_offered_again_has_no_day_anymore(self):
        visit = self._create_workorder(key_tag="8")
        visit.add_declined_job(self.rear.id)

        self.assertFalse(self.job.get_card()["comes_back"]["editable"])
        with self.assertRaisesRegex(UserError, "offered again already"):
            self.job.set_followup_date("2026-09-01")

    def test_a_job_that_was_not_declined_has_no_such_day(self):
        front = self.workorder.job_ids - self.rear

        self.assertNotIn("comes_back", front.get_card())

    def test_a_mechanic_changes_no_day(self):
        mechanic = self._create_user("mechanic")

        with self.assertRaises(AccessError):
            self.rear.with_user(mechanic).set_followup_date("2026-09-01")
