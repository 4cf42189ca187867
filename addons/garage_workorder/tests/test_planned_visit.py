from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .plan_common import MORNING, PlanCommon, at_hour


@tagged("post_install", "-at_install")
class TestPlannedVisit(PlanCommon):
    """A vehicle that is expected is checked in, not taken in a second time."""

    def setUp(self):
        super().setUp()
        self.at(MORNING)
        self.vehicles = self.env["garage.vehicle"]
        self.workorders = self.env["garage.workorder"]
        self.visit = self._create_visit(complaint="Small service")
        self.visit.vehicle_id.odometer_ids.unlink()
        self._plan(self.visit, 10)

    def look(self):
        return self.vehicles.get_intake(self.visit.vehicle_id.id)["visits"]

    def check_in(self, **values):
        return self.workorders.intake_create(
            {
                "visit_id": self.visit.id,
                "vehicle_id": self.visit.vehicle_id.id,
                "partner_id": self.visit.partner_id.id,
                **values,
            }
        )

    def test_the_intake_names_the_visit_that_is_planned_today(self):
        (row,) = self.look()

        self.assertEqual((row["id"], row["kind"]), (self.visit.id, "planned"))
        self.assertRegex(row["text"], "1 Mar 10:00.*Small service")
        self.assertEqual(row["customer"]["id"], self.visit.partner_id.id)

    def test_one_call_checks_in_the_planned_visit_and_makes_no_second_one(self):
        before = self.workorders.search_count([])
        answer = self.check_in(odometer=90000, key_tag="17", complaint="and squeaks")

        self.assertEqual(answer["id"], self.visit.id)
        self.assertEqual(self.workorders.search_count([]), before)
        self.assertEqual(self.visit.state, "checked_in")
        self.assertEqual((self.visit.odometer_in, self.visit.key_tag), (90000, "17"))
        self.assertEqual(self.visit.complaint, "and squeaks")
        self.assertEqual(self.visit.adviser_id, self.env.user)

    def test_boxes_left_empty_keep_what_was_planned(self):
        self.visit.promised_at = at_hour(16)

        self.check_in(complaint="", promised_at=False)

        self.assertEqual(self.visit.complaint, "Small service")
        self.assertEqual(self.visit.promised_at, at_hour(16))

    def test_another_customer_who_brings_it_pays_this_visit(self):
        other = self.env["res.partner"].create({"name": "Neighbour"})

        self.check_in(partner_id=other.id)

        self.assertEqual(self.visit.partner_id, other)
        self.assertEqual(self.visit.vehicle_id.owner_id, self.customer)

    def test_a_visit_checked_in_by_somebody_else_meanwhile_is_said_so(self):
        self.check_in(key_tag="17")

        with self.assertRaisesRegex(UserError, "already checked in"):
            self.check_in(key_tag="18")
        self.assertEqual(self.visit.key_tag, "17")

    def test_a_visit_of_another_vehicle_is_refused(self):
        other = self._create_visit("99-XX-11")

        with self.assertRaisesRegex(UserError, "another vehicle"):
            self.check_in(vehicle_id=other.vehicle_id.id)

    def test_a_visit_in_three_weeks_is_not_offered(self):
        self.visit.slot_ids.unlink()
        self.visit.promised_at = MORNING + timedelta(days=21)

        self.assertEqual(self.look(), [])

    def test_a_visit_missed_last_week_is_still_offered(self):
        self.visit.slot_ids.unlink()
        self.visit.promised_at = MORNING - timedelta(days=5)

        self.assertEqual(self.look()[0]["id"], self.visit.id)

    def test_the_nearest_of_two_planned_visits_comes_first(self):
        later = self._create_visit(promised_at=MORNING + timedelta(days=9))

        self.assertEqual([row["id"] for row in self.look()], [self.visit.id, later.id])

    def test_a_vehicle_that_is_here_already_is_named_as_open(self):
        self.check_in()

        (row,) = self.look()
        self.assertEqual((row["id"], row["kind"]), (self.visit.id, "open"))
        self.assertRegex(row["text"], "Checked in")

    def test_a_vehicle_that_is_here_with_approved_work_is_not_expected(self):
        job = self.visit.add_job_from_template(self.template)
        self.check_in()
        self.visit._decide({job.id: True}, "counter", "J. de Vries")
        self.visit._set_state("planned")

        self.assertEqual(self.look()[0]["kind"], "open")
        with self.assertRaisesRegex(UserError, "already checked in"):
            self.check_in()

    def test_an_online_booking_is_brought_with_its_visit(self):
        booking = self.env["garage.booking"].create(
            {
                "company_id": self.company.id,
                "workorder_id": self.visit.id,
                "start": at_hour(10),
                "stop": at_hour(11),
                "contact_name": "J. de Vries",
            }
        )
        self.assertTrue(self.look()[0]["online"])

        self.check_in()

        self.assertEqual(booking.state, "arrived")
        self.assertEqual(booking.checked_in_at, fields.Datetime.now())
