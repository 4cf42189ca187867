from datetime import timedelta

import psycopg2

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import WorkorderCommon


@tagged("post_install", "-at_install")
class TestClock(WorkorderCommon):
    def setUp(self):
        super().setUp()
        self.workorder, self.front, self.rear = self._create_estimate()
        self.jobs = self.front | self.rear
        self.workorder._decide({job.id: True for job in self.jobs}, "phone", "Vries")
        self.jobs.mechanic_id = self.employee

    def test_pause_keeps_the_time_worked(self):
        start = fields.Datetime.now()
        with freeze_time(start):
            self.front.action_start_clock()
        with freeze_time(start + timedelta(minutes=90)):
            self.front.action_pause_clock()

        self.assertAlmostEqual(self.front.clocked_hours, 1.5)
        self.assertEqual(self.front.state, "paused")
        self.assertEqual(self.front.sold_hours, 2.0)

    def test_one_person_works_on_one_job_at_a_time(self):
        self.front.action_start_clock()
        self.rear.action_start_clock()

        self.assertEqual((self.front.state, self.rear.state), ("paused", "in_progress"))
        running = self.env["garage.time.entry"]._get_running(self.employee)
        self.assertEqual(running.job_id, self.rear)

    def test_database_refuses_a_second_running_clock(self):
        self.front.action_start_clock()
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.UniqueViolation),
        ):
            self.env["garage.time.entry"].create(
                {"job_id": self.rear.id, "employee_id": self.employee.id}
            )

    def test_starting_twice_counts_once(self):
        self.front.action_start_clock()
        self.front.action_start_clock()

        self.assertEqual(len(self.front.time_entry_ids), 1)

    def test_nobody_works_on_what_is_not_approved(self):
        job = self.workorder.add_job_from_template(self.template)

        with self.assertRaisesRegex(UserError, "after the customer's approval"):
            job.action_start_clock()

    def test_person_without_employee_is_told_what_to_do(self):
        self.front.mechanic_id = False

        with self.assertRaisesRegex(UserError, "Choose the mechanic"):
            self.front.action_start_clock()

    def test_all_finished_means_quality_check(self):
        self.jobs.action_finish()

        self.assertEqual(self.workorder.state, "quality_check")
        self.assertEqual(self.workorder.lights[2]["state"], "done")

    def test_reopened_job_brings_the_work_order_back(self):
        self.jobs.action_finish()
        self.workorder.action_mark_ready()

        self.front.action_reopen()

        self.assertEqual(self.workorder.state, "in_progress")
        self.assertFalse(self.workorder.ready_at)


@tagged("post_install", "-at_install")
class TestBatches(WorkorderCommon):
    def _count_queries(self, number):
        job = self._create_workorder(key_tag="1").add_job_from_template(self.template)
        self.env.flush_all()
        self.env.invalidate_all()
        rows = [
            {"product_id": self.pads.id, "product_uom_qty": n + 1}
            for n in range(number)
        ]
        before = self.env.cr.sql_log_count
        job.add_lines(rows)
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def test_queries_do_not_grow_with_the_lines_of_a_job(self):
        few = self._count_queries(3)
        many = self._count_queries(60)

        self.assertLessEqual(many, few + 5)

    def test_queries_for_the_lights_do_not_grow_with_the_board(self):
        workorders = self.env["garage.workorder"]
        for tag in range(8):
            workorder = self._create_workorder(key_tag=str(tag))
            workorder.add_job_from_template(self.template)
            workorders |= workorder

        counts = []
        for some in (workorders[:2], workorders):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            some.mapped("lights")
            counts.append(self.env.cr.sql_log_count - before)

        self.assertLessEqual(counts[1], counts[0] + 1)
