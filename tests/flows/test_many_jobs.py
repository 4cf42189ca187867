"""A visit with 120 jobs: every screen, paper and answer of it works, in time."""

import io
import time

from pypdf import PdfReader

from odoo.tests import tagged

from odoo.addons.garage_workorder.tests import common

from load import screens

JOBS = 120
#: seconds that the server may take to open such a visit or the board with it
PATIENCE = 1.0


@tagged("post_install", "-at_install")
class TestManyJobs(common.WorkorderCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.adviser = cls._create_user("adviser")
        cls.big = cls._create_workorder(complaint="Rebuild")
        templates = cls.template.concat(*[cls.template] * (JOBS - 1))
        cls.big.add_jobs_from_templates(templates)
        cls.env.flush_all()

    def _best_time(self, action):
        """Shortest of three: what else runs on this machine is none of its business."""
        times = []
        for _turn in range(3):
            self.env.invalidate_all()
            start = time.perf_counter()
            action()
            times.append(time.perf_counter() - start)
        return min(times)

    def test_it_opens_within_a_second(self):
        env = self.env(user=self.adviser)
        screens.open_workorder(env, self.big.id)

        took = self._best_time(lambda: screens.open_workorder(env, self.big.id))

        self.assertLess(took, PATIENCE)
        self.assertEqual(len(self.big.get_job_cards()["jobs"]), JOBS)

    def test_the_board_shows_it_within_a_second(self):
        env = self.env(user=self.adviser)

        took = self._best_time(lambda: screens.board(env))

        self.assertLess(took, PATIENCE)
        groups = screens.board(env)["groups"]
        ids = [row["id"] for group in groups for row in group["__records"]]
        self.assertIn(self.big.id, ids)

    def test_the_estimate_prints_every_job_over_several_pages(self):
        report = self.env.ref("garage_workorder.action_report_estimate")

        content, kind = report.with_context(
            force_report_rendering=True
        )._render_qweb_pdf(report, self.big.ids)

        pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
        text = " ".join(" ".join(pages).split())
        self.assertEqual(kind, "pdf")
        self.assertGreater(len(pages), 5)
        self.assertGreaterEqual(text.count("Brakes front"), JOBS)
        self.assertIn("36,000.00", text)

    def test_half_of_it_is_approved_and_half_declined_in_one_answer(self):
        self.big.action_send_estimate()
        jobs = self.big.job_ids.sorted()
        decisions = {job.id: place % 2 == 0 for place, job in enumerate(jobs)}

        self.big._decide(decisions, "phone", "J. de Vries")

        states = jobs.mapped("state")
        self.assertEqual(states.count("approved"), JOBS / 2)
        self.assertEqual(self.big.amount_total, 300 * JOBS / 2)
        self.assertEqual(self.big.get_change_words()["jobs"], [])
