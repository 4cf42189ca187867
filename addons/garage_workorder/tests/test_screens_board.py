from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import WorkorderCommon


@tagged("post_install", "-at_install")
class TestScreensBoard(WorkorderCommon):
    """Cards on the board, the job picker and the lights."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.adviser = cls._create_user("adviser")

    def _drop(self, workorder, state):
        board = workorder.with_user(self.adviser).with_context(garage_board=True)
        return board.web_save({"state": state}, {"state": {}})

    def test_dropping_a_card_takes_an_allowed_step(self):
        workorder = self._create_workorder()

        answer = self._drop(workorder, "diagnosis")

        self.assertEqual(workorder.state, "diagnosis")
        self.assertEqual(answer[0]["state"], "diagnosis")

    def test_a_refused_drop_says_why_and_moves_nothing(self):
        workorder = self._create_workorder()

        with self.assertRaisesRegex(UserError, "by hand"):
            self._drop(workorder, "quality_check")

        self.assertEqual(workorder.state, "checked_in")

    def test_dropping_on_ready_needs_finished_jobs(self):
        workorder, front, _rear = self._create_approved()

        with self.assertRaisesRegex(UserError, "Brakes front"):
            self._drop(workorder, "ready")
        front.action_finish()
        self._drop(workorder, "ready")

        self.assertEqual(workorder.state, "ready")
        self.assertTrue(workorder.ready_at)

    def test_dropping_never_cancels(self):
        workorder = self._create_workorder()

        with self.assertRaisesRegex(UserError, "Cancel"):
            self._drop(workorder, "cancelled")

        self.assertEqual(workorder.state, "checked_in")

    def test_the_board_has_every_column_but_cancelled(self):
        self._create_workorder()

        board = self.env["garage.workorder"].with_context(read_group_expand=True)
        answer = board.web_read_group(
            [("vehicle_id", "=", self.vehicle.id)], ["state"], ["__count"]
        )

        shown = [group["state"] for group in answer["groups"]]
        self.assertEqual(shown[0], "planned")
        self.assertEqual(shown[-1], "handed_over")
        self.assertNotIn("cancelled", shown)

    def test_a_card_shows_the_mechanics_of_its_open_jobs(self):
        workorder, _front, _rear = self._create_approved()

        faces = workorder.with_user(self.adviser).mechanic_faces

        self.assertEqual(faces, [{"id": self.employee.id, "name": "Ali"}])

    def test_picking_a_template_adds_its_priced_job(self):
        workorder = self._create_workorder().with_user(self.adviser)

        rows = workorder.get_job_templates()
        answer = workorder.pick_job_template(self.template.id)

        row = next(row for row in rows if row["id"] == self.template.id)
        self.assertIn("2:00 h labour", row["summary"].replace("02:00", "2:00"))
        self.assertEqual(workorder.job_ids.name, "Brakes front")
        self.assertIn("300", answer["total"])

    def test_a_light_leads_to_what_it_tells(self):
        workorder, _front, _rear = self._create_estimate()

        approval = workorder.action_open_light("approval")
        work = workorder.action_open_light("work")

        self.assertEqual(approval["res_id"], workorder.sale_order_ids.id)
        self.assertEqual(work["res_id"], workorder.id)
