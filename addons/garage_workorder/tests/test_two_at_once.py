from odoo.tests import tagged

from .two_connections import TwoOnOneWorkorder


@tagged("post_install", "-at_install")
class TestTwoAtOnce(TwoOnOneWorkorder):
    """The customer answers while an adviser changes the estimate, and the reverse."""

    def test_an_approval_after_a_changed_price_is_refused_and_nothing_is_approved(self):
        answer = self.both(lambda env: self._save_price(env, 150), self._approve)

        workorder = self._look()
        self.assertRegex(answer, "estimate was changed since you opened it")
        self.assertFalse(workorder.approval_ids)
        self.assertEqual(set(workorder.job_ids.mapped("state")), {"awaiting_approval"})

    def test_an_approval_after_a_free_part_came_is_refused_as_well(self):
        answer = self.both(self._add_part, self._approve)

        self.assertTrue(self.waited)
        self.assertRegex(answer, "estimate was changed since you opened it")
        self.assertFalse(self._look().approval_ids)

    def test_an_approval_after_another_explanation_is_refused_too(self):
        answer = self.both(
            lambda env: self._job(env).save_card({"finding": "Worn"}, {"finding": ""}),
            self._approve,
        )

        self.assertRegex(answer, "estimate was changed since you opened it")

    def test_a_dear_line_that_came_after_the_approval_becomes_a_supplement(self):
        line_id = self.both(self._approve, lambda env: self._add_part(env, 200))

        workorder = self._look()
        line = workorder.line_ids.filtered(lambda line: line.id == line_id)
        self.assertEqual(line.order_id.state, "draft")
        self.assertEqual(
            workorder.approval_ids.line_ids.mapped("job_id"), workorder.job_ids
        )
        self.assertTrue(workorder.job_ids[0].needs_approval)
        self.assert_whole(workorder)

    def test_a_free_part_that_came_after_the_approval_is_ordered_with_the_job(self):
        line_id = self.both(self._approve, self._add_part)

        workorder = self._look()
        line = workorder.line_ids.filtered(lambda line: line.id == line_id)
        self.assertEqual(line.state, "sale")
        self.assert_whole(workorder)

    def test_a_price_changed_after_the_approval_needs_a_further_answer(self):
        answer = self.both(self._approve, lambda env: self._save_price(env, 300))

        workorder = self._look()
        self.assertFalse(answer["clash"])
        self.assertEqual(set(workorder.job_ids.mapped("state")), {"approved"})
        self.assertTrue(workorder.job_ids[0].needs_approval)
        self.assertTrue(workorder.approval_ids.is_intact)

    def test_a_line_on_a_job_just_declined_is_refused_in_one_sentence(self):
        job = f"job_{self.ids['jobs'][0]}"
        answer = self.both(
            lambda env: self._approve(env, **{job: "no"}), self._add_part
        )

        self.assertRegex(answer, "is declined or cancelled")
        self.assert_whole(self._look())

    def test_a_visit_cancelled_meanwhile_cannot_be_approved(self):
        answer = self.both(
            lambda env: self._workorder(env).action_cancel(), self._approve
        )

        self.assertRegex(answer, "visit is closed")
        self.assertFalse(self._look().approval_ids)

    def test_the_same_answer_pressed_twice_counts_once(self):
        press = {"request_key": "one"}
        answer = self.both(
            lambda env: self._approve(env, **press),
            lambda env: self._approve(env, **press),
        )

        self.assertEqual(answer, "approved")
        self.assertEqual(len(self._look().approval_ids), 1)

    def test_an_answer_noted_on_the_phone_and_one_by_link_count_once(self):
        decisions = dict.fromkeys(self.ids["jobs"], True)
        answer = self.both(
            lambda env: self._workorder(env)._decide(decisions, "phone", "Two Vries"),
            self._approve,
        )

        self.assertRegex(answer, "already answered by Two Vries")
        self.assertEqual(self._look().approval_ids.channel, "phone")
