from datetime import date
from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import VehicleCase

TODAY = date(2026, 6, 1)
RECALL = {"code": "R1", "text": "Airbag", "open": True}


class DueCase(VehicleCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        freezer = freeze_time("2026-06-01 10:00:00")
        freezer.start()
        cls.addClassCleanup(freezer.stop)
        cls.Due = cls.env["garage.vehicle.due"]
        cls.plan = cls._add_plan("Yearly service", months=12, km=15_000)
        cls.golf.first_registration = date(2016, 9, 15)

    @classmethod
    def _add_plan(cls, name, **vals):
        return cls.env["garage.service.plan"].create({"name": name, **vals})

    @classmethod
    def _add_readings(cls, vehicle):
        for day, value in ((date(2025, 6, 1), 100_000), (date(2026, 6, 1), 118_250)):
            cls.env["garage.odometer.reading"].create(
                {"vehicle_id": vehicle.id, "date": day, "value": value}
            )

    def _get_due(self, kind="service", vehicle=None):
        vehicle = vehicle or self.golf
        return vehicle.due_ids.filtered(
            lambda due: due.kind == kind and due.state == "open"
        )

    def _run_cron(self):
        self.Vehicle.search([]).due_checked_at = False
        cron = self.env.registry["ir.cron"]
        with patch.object(cron, "_commit_progress", return_value=60):
            self.Vehicle._cron_refresh_due()


@tagged("post_install", "-at_install")
class TestDue(DueCase):
    def test_an_inspection_date_is_due_work_at_once(self):
        self.golf.inspection_due = date(2026, 6, 20)

        due = self._get_due("inspection")

        self.assertEqual(due.predicted_date, date(2026, 6, 20))
        self.assertEqual(due.partner_id, self.customer)

    def test_a_corrected_inspection_date_moves_the_work(self):
        self.golf.inspection_due = date(2026, 6, 20)
        due = self._get_due("inspection")

        self.golf.inspection_due = date(2026, 6, 25)

        self.assertEqual((due.state, due.due_date), ("open", date(2026, 6, 25)))

    def test_an_inspection_passed_elsewhere_is_done(self):
        self.golf.inspection_due = date(2026, 6, 20)
        due = self._get_due("inspection")

        self.golf.inspection_due = date(2027, 6, 20)

        self.assertEqual(due.state, "done")
        self.assertEqual(self._get_due("inspection").due_date, date(2027, 6, 20))

    def test_the_night_works_out_services_from_date_and_pace(self):
        self._add_readings(self.golf)

        self._run_cron()

        due = self._get_due()
        self.assertEqual((due.due_date, due.due_km), (date(2026, 9, 15), 120_000))
        self.assertEqual(due.predicted_date, date(2026, 7, 6))
        self.assertIn("first registration", due.why)

    def test_running_again_changes_nothing(self):
        self._add_readings(self.golf)
        self._run_cron()
        before = self.golf.due_ids.read(["due_date", "due_km", "state", "write_date"])

        self.golf._refresh_due()

        after = self.golf.due_ids.read(["due_date", "due_km", "state", "write_date"])
        self.assertEqual(after, before)

    def test_a_service_done_starts_the_plan_anew(self):
        self._add_readings(self.golf)
        self._run_cron()

        self._get_due().action_mark_done()

        due = self._get_due()
        self.assertEqual((due.due_date, due.due_km), (date(2027, 6, 1), 133_250))
        self.assertIn("last time", due.why)

    def test_the_plan_that_fits_most_closely_counts(self):
        self._add_plan("Yearly service", months=24, model_id=self.golf.model_id.id)
        self._add_plan("Yearly service", months=6, fuel="diesel")

        self.golf._refresh_due()

        self.assertEqual(len(self._get_due()), 1)
        self.assertEqual(self._get_due().plan_id.months, 24)

    def test_a_plan_of_its_own_is_for_that_vehicle_only(self):
        own = self._add_plan("Hydraulics", months=6, vehicle_ids=[self.golf.id])
        other = self.Vehicle.create(
            {"plate": "1-A", "first_registration": date(2020, 1, 1)}
        )

        self._run_cron()

        self.assertIn(own, self._get_due().plan_id)
        self.assertNotIn(own, self._get_due(vehicle=other).plan_id)

    def test_a_plan_without_interval_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "how many months"):
            self._add_plan("Nothing", months=0)

    def test_open_recalls_are_due_until_they_are_repaired(self):
        data = {"source": "RDW", "asked": "2026-06-01"}
        self.golf.register_data = {**data, "facts": {"recalls": [RECALL]}}
        due = self._get_due("recall")
        self.assertEqual((due.name, due.ref), ("Airbag", "R1"))

        closed = {**RECALL, "open": False}
        self.golf.register_data = {**data, "facts": {"recalls": [closed]}}

        self.assertEqual(due.state, "done")

    def test_the_end_of_the_warranty_is_due_work(self):
        self.golf.warranty_end = date(2026, 6, 30)
        due = self._get_due("warranty")
        self.assertEqual(due.predicted_date, date(2026, 6, 30))

        with freeze_time("2026-07-02 10:00:00"):
            self.golf._refresh_due()

        self.assertEqual(due.state, "dropped")

    def test_what_was_dropped_does_not_come_back(self):
        self.golf.inspection_due = date(2026, 6, 20)
        self._get_due("inspection").action_drop()

        self._run_cron()

        self.assertFalse(self._get_due("inspection"))

    def test_an_archived_vehicle_needs_nothing(self):
        self.golf.inspection_due = date(2026, 6, 20)
        due = self._get_due("inspection")

        self.golf.active = False

        self.assertEqual(due.state, "dropped")
        self.assertIn("archived", due.drop_reason)

    def test_work_noted_by_hand_stays_and_is_forecast(self):
        self._add_readings(self.golf)
        belt = self.Due.create(
            {"vehicle_id": self.golf.id, "name": "Belt", "due_km": 119_750}
        )
        brakes = self.Due.create(
            {"vehicle_id": self.golf.id, "name": "Brakes", "due_date": TODAY}
        )

        self._run_cron()

        self.assertEqual(belt.predicted_date, date(2026, 7, 1))
        self.assertEqual((brakes.state, brakes.predicted_date), ("open", TODAY))

    def test_the_intake_proposes_what_is_due_soon(self):
        self.golf.inspection_due = date(2026, 6, 20)
        self._add_readings(self.golf)
        self._run_cron()

        proposals = self.golf._get_proposals()

        self.assertEqual([row["code"] for row in proposals], ["inspection", "service"])
        self.assertIn("120,000 km", proposals[1]["text"])

    def test_many_vehicles_take_as_many_queries_as_few(self):
        vals = [
            {"plate": f"Z-{n:03}-ZZ", "first_registration": date(2018, 2, 3)}
            for n in range(40)
        ]
        cars = self.Vehicle.create(vals)
        for car in cars:
            car._add_odometer(50_000, "intake")
        few, many = cars[:5], cars[5:]
        self.env.flush_all()

        counts = []
        for vehicles in (few, many):
            self.env.invalidate_all()
            start = self.cr.sql_log_count
            vehicles._refresh_due()
            self.env.flush_all()
            counts.append(self.cr.sql_log_count - start)

        self.assertLessEqual(counts[1], counts[0] + 2)
