from odoo.tests import tagged

from .two_connections import TwoOnOneWorkorder


@tagged("post_install", "-at_install")
class TestTwoAdvisers(TwoOnOneWorkorder):
    """Two advisers change one work order at the same second."""

    def _line(self, workorder):
        return workorder.line_ids.filtered(lambda line: line.id == self.ids["lines"][0])

    def _save(self, env, values, seen):
        return self._job(env).save_card_line(self.ids["lines"][0], values, seen)

    def test_two_fields_of_one_line_are_both_kept(self):
        answer = self.both(
            lambda env: self._save(env, {"price_unit": 90}, {"price_unit": 100}),
            lambda env: self._save(env, {"discount": 10}, {"discount": 0}),
        )

        line = self._line(self._look())
        self.assertFalse(answer["clash"])
        self.assertEqual((line.price_unit, line.discount), (90, 10))
        self.assertEqual(line.price_subtotal, 81)

    def test_the_second_on_one_price_is_told_and_the_first_price_stays(self):
        answer = self.both(
            lambda env: self._save_price(env, 90),
            lambda env: self._save_price(env, 80),
        )

        self.assertIn("90", answer["clash"][0]["text"])
        self.assertEqual(self._line(self._look()).price_unit, 90)

    def test_two_new_jobs_have_places_of_their_own_on_one_order(self):
        self.store(self._approve)

        self.both(
            lambda env: self._workorder(env).add_empty_job("Three"),
            lambda env: self._workorder(env).add_empty_job("Four"),
        )

        jobs = self._look().job_ids.sorted()
        self.assertEqual(jobs.mapped("name"), ["One", "Two", "Three", "Four"])
        self.assertEqual(len(set(jobs.mapped("sequence"))), 4)
        self.assertEqual(len(jobs[2:].order_id), 1)

    def test_two_new_lines_of_one_job_are_both_there_one_below_the_other(self):
        self.both(
            lambda env: self._add_part(env, 10), lambda env: self._add_part(env, 20)
        )

        lines = self._look().job_ids[0].line_ids.sorted()
        self.assertEqual(lines.mapped("price_unit"), [100, 10, 20])
        self.assertEqual(len(set(lines.mapped("sequence"))), 3)

    def test_a_line_on_a_job_that_is_just_taken_off_is_refused_in_words(self):
        workorder_id = self.ids["workorder"]
        draft = self.store(
            lambda env: (
                env["garage.job"]
                .create({"workorder_id": workorder_id, "name": "Draft"})
                .id
            )
        )

        answer = self.both(
            lambda env: env["garage.job"].browse(draft).remove_card(),
            lambda env: (
                env["garage.job"]
                .browse(draft)
                .add_card_line({"product_id": self.ids["part"]})
            ),
        )

        self.assertRegex(answer, "^Somebody else took this job off .* Add it again")
        self.assertEqual(len(self._look().job_ids), 2)

    def test_a_job_that_both_take_off_is_taken_off_once(self):
        answer = self.both(
            lambda env: self._job(env).remove_card(),
            lambda env: self._job(env).remove_card(),
        )

        workorder = self._look()
        self.assertEqual(answer, workorder.id)
        self.assertEqual(workorder.job_ids[0].state, "cancelled")
        self.assert_whole(workorder)

    def test_a_line_that_both_take_off_is_told_by_neither_as_an_error(self):
        line_id = self.ids["lines"][0]
        answer = self.both(
            lambda env: self._job(env).remove_card_line(line_id),
            lambda env: self._job(env).remove_card_line(line_id),
        )

        self.assertFalse(answer["clash"])
        self.assertFalse(self._line(self._look()))

    def test_a_new_order_of_the_jobs_keeps_a_job_that_just_came(self):
        one, two = self.ids["jobs"]
        self.both(
            lambda env: self._workorder(env).add_empty_job("Three"),
            lambda env: self._workorder(env).reorder_jobs([two, one]),
        )

        names = self._look().job_ids.sorted().mapped("name")
        self.assertEqual(names, ["Two", "One", "Three"])

    def test_an_estimate_sent_while_a_price_changes_has_the_new_price(self):
        version = self.ids["version"]
        self.both(
            lambda env: self._save_price(env, 90),
            lambda env: bool(self._workorder(env).action_send_estimate()),
        )

        workorder = self._look()
        self.assertTrue(workorder.estimate_sent_at)
        self.assertNotEqual(workorder._get_estimate_version(), version)
        self.assertEqual(self._line(workorder).price_unit, 90)
