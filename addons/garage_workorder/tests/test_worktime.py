from datetime import datetime, timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from ..domain import worktime
from .common import WorkorderCommon

MONDAY = datetime(2026, 3, 9)


def at(hours, day=0):
    return MONDAY + timedelta(days=day, hours=hours)


@tagged("post_install", "-at_install")
class TestWorktime(WorkorderCommon):
    """Clocked, sold and present hours; forgotten stops; corrections."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id.tz = "UTC"
        cls.mechanic = cls._create_user("mechanic")
        cls.manager = cls._create_user("manager")
        cls.employee.write(
            {
                "user_id": cls.mechanic.id,
                "garage_mechanic": True,
                "company_id": cls.company.id,
                "resource_calendar_id": cls.company.resource_calendar_id.id,
                "tz": "UTC",
            }
        )
        cls.workorder, cls.job, _rear = cls._create_approved()
        cls.end = cls._get_day_end()

    @classmethod
    def _get_day_end(cls):
        """End of the Monday in the working calendar, in hours."""
        lines = cls.company.resource_calendar_id.attendance_ids
        monday = lines.filtered(lambda line: line.dayofweek == "0")
        return max(monday.mapped("hour_to"))

    def _time(self, start, stop, job=None, employee=None):
        return self.env["garage.time.entry"].create(
            {
                "job_id": (job or self.job).id,
                "employee_id": (employee or self.employee).id,
                "start": start,
                "stop": stop,
            }
        )

    def _run_cron(self):
        cron = type(self.env["ir.cron"])
        with patch.object(cron, "_commit_progress", return_value=60):
            self.env["garage.time.entry"]._cron_stop_forgotten()

    def test_a_forgotten_stop_is_cut_at_the_end_of_the_working_day(self):
        with freeze_time(at(10)):
            self.job.with_user(self.mechanic).action_start_clock()
        with freeze_time(at(self.end + 1.5)):
            self._run_cron()
        self.assertFalse(self.job.time_entry_ids.stop, "overtime is believed")

        with freeze_time(at(self.end + 3)):
            self._run_cron()

        time = self.job.time_entry_ids
        self.assertEqual((time.stop, time.forgotten), (at(self.end), True))
        self.assertEqual(self.job.state, "paused")
        told = self.env["garage.floor.message"].search(
            [("employee_id", "=", self.employee.id), ("kind", "=", "clock")]
        )
        self.assertIn("end of the working day", told.text)

    def test_a_stop_the_next_morning_counts_the_first_day_only(self):
        with freeze_time(at(10)):
            self.job.with_user(self.mechanic).action_start_clock()
        with freeze_time(at(7.5, day=1)):
            self.job.with_user(self.mechanic).action_finish()

        self.assertEqual(self.job.time_entry_ids.stop, at(self.end))
        self.assertAlmostEqual(self.job.clocked_hours, self.end - 10)

    def test_work_begun_after_hours_runs_until_midnight_at_most(self):
        self.assertEqual(
            worktime.forgotten_stop(at(20), at(30), at(17), at(24), 2.0), at(24)
        )
        self.assertIsNone(worktime.forgotten_stop(at(20), at(25), at(17), at(24), 2.0))
        self.assertEqual(
            worktime.forgotten_stop(at(9), at(27), None, at(24), 2), at(24)
        )

    def test_a_correction_keeps_what_stood_there_and_why(self):
        time = self._time(at(9), at(12))
        wizard = self.env["garage.time.correct.wizard"].with_user(self.manager)

        wizard.create(
            {"entry_id": time.id, "stop": at(11), "reason": "Forgot to stop"}
        ).action_apply()

        self.assertEqual(time.stop, at(11))
        log = time.correction_ids
        self.assertEqual((log.old_stop, log.new_stop), (at(12), at(11)))
        self.assertEqual((log.user_id, log.reason), (self.manager, "Forgot to stop"))

    def test_a_time_that_was_never_clocked_is_added_with_a_reason(self):
        wizard = self.env["garage.time.correct.wizard"].with_user(self.manager)

        wizard.create(
            {
                "job_id": self.job.id,
                "employee_id": self.employee.id,
                "start": at(9),
                "stop": at(10),
                "reason": "Phone was empty",
            }
        ).action_apply()

        self.assertAlmostEqual(self.job.clocked_hours, 1.0)
        self.assertFalse(self.job.time_entry_ids.correction_ids.old_start)

    def test_impossible_corrections_are_refused_in_words(self):
        time = self._time(at(9), at(10))
        self._time(at(11), at(12))
        wizard = self.env["garage.time.correct.wizard"].with_user(self.manager)
        bad = {
            "before": {"stop": at(8)},
            "future": {"stop": fields.Datetime.now() + timedelta(hours=1)},
            "16 hours": {"start": at(-20)},
            "something else": {"stop": at(11.5)},
        }
        for words, vals in bad.items():
            with self.subTest(words), self.assertRaisesRegex(UserError, words):
                wizard.create(
                    {"entry_id": time.id, "reason": "x", **vals}
                ).action_apply()

    def test_times_change_with_the_right_only(self):
        time = self._time(at(9), at(10))

        for user in (self.mechanic, self._create_user("adviser")):
            with self.assertRaises(AccessError):
                self.env["garage.time.correct.wizard"].with_user(user).create(
                    {"entry_id": time.id, "reason": "x"}
                )
        for user in (self.mechanic, self.manager):
            with self.assertRaises(AccessError):
                time.with_user(user).write({"stop": at(11)})

    def test_people_see_their_own_times_only(self):
        other = self.env["hr.employee"].create({"name": "Bram"})
        own, foreign = self._time(at(9), at(10)), self._time(at(9), at(10), None, other)
        both = [("id", "in", (own | foreign).ids)]
        times = self.env["garage.time.entry"]

        self.assertEqual(times.with_user(self.mechanic).search(both), own)
        self.assertEqual(times.with_user(self.manager).search(both), own | foreign)
        with self.assertRaises(AccessError):
            self.env["garage.time.report"].with_user(self.mechanic).search([])

    def test_sold_hours_are_shared_by_who_clocked_them(self):
        other = self.env["hr.employee"].create({"name": "Bram"})
        self._time(at(8), at(9))
        self._time(at(9), at(12), None, other)
        self.job.action_finish()
        self.env.flush_all()

        groups = self.env["garage.time.report"]._read_group(
            [("job_id", "=", self.job.id)],
            ["employee_id"],
            ["sold_hours:sum", "clocked_hours:sum", "efficiency:avg"],
        )

        rows = {employee: figures for employee, *figures in groups}
        self.assertEqual(rows[self.employee], [0.5, 1.0, 50.0])
        self.assertEqual(rows[other], [1.5, 3.0, 50.0])

    def test_utilisation_is_clocked_by_present(self):
        self._time(at(8), at(12))
        self.env["garage.work.day"]._update(self.company, MONDAY.date(), MONDAY.date())
        self.env.flush_all()

        [(present, share)] = self.env["garage.time.report"]._read_group(
            [("employee_id", "=", self.employee.id), ("day", "=", MONDAY.date())],
            [],
            ["present_hours:sum", "utilisation:avg"],
        )

        self.assertGreater(present, 4)
        self.assertAlmostEqual(share, 100 * 4 / present)

    def test_present_hours_are_written_once_and_follow_absences(self):
        days = self.env["garage.work.day"]
        day = MONDAY.date()
        days._update(self.company, day, day)
        days._update(self.company, day, day)
        mine = [("employee_id", "=", self.employee.id), ("day", "=", day)]
        self.assertEqual(days.search_count(mine), 1)

        self.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "date_from": at(0),
                "date_to": at(24),
                "resource_id": self.employee.resource_id.id,
                "calendar_id": self.employee.resource_calendar_id.id,
            }
        )
        days._update(self.company, day, day)

        self.assertFalse(days.search_count(mine))
