from ast import literal_eval
from datetime import timedelta

from lxml import etree

from odoo import fields
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from .common import WorkorderCommon


@tagged("post_install", "-at_install")
class TestQueues(WorkorderCommon):
    """Saved filters of the board: who has to do what now."""

    def _in_queue(self, name, workorder, user=None):
        view = self.env.ref("garage_workorder.garage_workorder_view_search_board")
        arch = etree.fromstring(view.get_combined_arch())
        domain = arch.xpath(f"//filter[@name='{name}']")[0].get("domain")
        user = user or self.env.user
        model = self.env["garage.workorder"].with_user(user)
        self.env.flush_all()
        return workorder in model.search(safe_eval(domain, {"uid": user.id}))

    def test_the_adviser_calls_when_no_answer_came_for_two_hours(self):
        workorder, _front, _rear = self._create_estimate()
        workorder.action_send_estimate()
        self.assertFalse(self._in_queue("filter_to_call", workorder))
        self.assertTrue(self._in_queue("filter_to_approve", workorder))

        workorder.estimate_sent_at -= timedelta(hours=3)
        self.assertTrue(self._in_queue("filter_to_call", workorder))

    def test_the_adviser_calls_before_a_promise_is_broken(self):
        workorder = self._create_workorder()
        self.assertFalse(self._in_queue("filter_to_call", workorder))
        workorder.promised_at = fields.Datetime.now() + timedelta(minutes=30)

        self.assertTrue(self._in_queue("filter_to_call", workorder))

    def test_the_mechanic_sees_own_approved_jobs_of_today(self):
        user = self._create_user("mechanic")
        self.employee.user_id = user
        workorder, _front, _rear = self._create_approved()
        workorder.promised_at = fields.Datetime.now()
        name = "filter_jobs_today"
        self.assertTrue(self._in_queue(name, workorder, user))
        self.assertFalse(self._in_queue(name, workorder))

        workorder.promised_at += timedelta(days=3)
        self.assertFalse(self._in_queue(name, workorder, user))

    def test_the_board_shows_what_was_handed_over_today_and_nothing_older(self):
        self.free_keys()
        workorder, front, _rear = self._create_approved()
        front.action_finish()
        workorder.action_mark_ready()
        workorder.action_hand_over_key()
        action = self.env.ref("garage_workorder.garage_workorder_board_action")
        domain = literal_eval(action.domain)
        self.assertIn(workorder, workorder.search(domain))

        workorder.handed_over_at -= timedelta(days=2)
        self.assertNotIn(workorder, workorder.search(domain))

    def test_names_stand_on_the_wall_only_where_the_garage_wants_it(self):
        workorder = self._create_workorder()
        self.assertFalse(workorder.wall_name)
        self.company.garage_wall_names = True

        self.assertEqual(workorder.wall_name, "J. de Vries")

    def test_the_wall_has_no_column_for_what_is_not_there(self):
        model = self.env["garage.workorder"]
        columns = model._expand_board_states([], [])
        wall = model.with_context(garage_wall=True)._expand_board_states([], [])

        self.assertEqual(set(columns) - set(wall), {"planned", "handed_over"})

    def test_the_time_of_the_check_in_is_kept(self):
        workorder = self._create_workorder()
        self.assertEqual(workorder.checked_in_at.date(), fields.Date.today())

        planned = workorder.create(
            {"vehicle_id": self.vehicle.id, "partner_id": self.customer.id}
        )
        self.assertFalse(planned.checked_in_at)
