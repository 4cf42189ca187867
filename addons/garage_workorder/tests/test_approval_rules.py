from odoo.tests import BaseCase, tagged

from ..domain import changes, shares, tolerance

LINE = {
    "line_id": 1,
    "product_id": 7,
    "name": "Pads",
    "quantity": 1,
    "price_unit": 50.0,
    "discount": 0.0,
    "total": 60.0,
}
JOB = {"job_id": 3, "name": "Brakes", "finding": "", "total": 60.0, "lines": [LINE]}


@tagged("post_install", "-at_install")
class TestApprovalRules(BaseCase):
    def test_nothing_changed_is_nothing_to_tell(self):
        self.assertIsNone(changes.compare_job(JOB, dict(JOB)))

    def test_raised_job_names_the_line_before_and_now(self):
        now = {**JOB, "total": 120.0, "lines": [{**LINE, "quantity": 2, "total": 120}]}

        row = changes.compare_job(JOB, now)

        self.assertEqual(
            (row["change"], row["before"], row["now"]), ("raised", 60, 120)
        )
        self.assertEqual(row["lines"][0]["before"]["quantity"], 1)
        self.assertEqual(row["lines"][0]["now"]["quantity"], 2)

    def test_other_words_at_the_same_price_are_a_change(self):
        row = changes.compare_job(JOB, {**JOB, "finding": "worn"})

        self.assertEqual(
            (row["change"], row["texts"]), ("changed", {"finding": ["", "worn"]})
        )

    def test_jobs_that_came_and_went(self):
        self.assertEqual(changes.compare_job(None, JOB)["change"], "added")
        self.assertEqual(changes.compare_job(JOB, None)["change"], "removed")

    def test_line_exchanged_for_another_is_removed_and_added(self):
        other = {**LINE, "line_id": 2, "name": "Better pads"}

        rows = changes.compare_lines([LINE], [other])

        self.assertEqual([row["change"] for row in rows], ["removed", "added"])

    def test_shares_leave_out_what_is_nothing(self):
        self.assertEqual(shares.split({"21": 100.05, "0": 0.0}, 50), {"21": 50.02})
        for percent in (-1, 101):
            with self.assertRaises(ValueError):
                shares.split({"21": 1.0}, percent)

    def test_usual_tolerance_of_a_country(self):
        found = [tolerance.suggested_percent(code) for code in ("DE", "fr", "", "XX")]

        self.assertEqual(found, [15, 0, 10, 10])
