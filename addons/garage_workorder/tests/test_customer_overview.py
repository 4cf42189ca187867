from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common import WorkorderCommon


@tagged("post_install", "-at_install")
class TestCustomerOverview(WorkorderCommon):
    def _figures(self, partner=None, role="adviser"):
        partner = partner or self.customer
        user = self._create_user(role)
        overview = partner.with_user(user).garage_overview
        return {row["label"]: row["value"] for row in overview["figures"]}, overview

    def test_visits_turnover_and_declined_work_are_on_one_page(self):
        self.free_keys()
        workorder, front, _rear = self._create_approved()
        front.action_finish()
        workorder.action_mark_ready()
        workorder.action_hand_over_key()
        self.env["garage.workorder"].create(
            {
                "vehicle_id": self.vehicle.id,
                "promised_at": fields.Datetime.now() + timedelta(days=5),
            }
        )

        figures, overview = self._figures()

        self.assertEqual(figures["Vehicles"], "1")
        self.assertEqual(figures["Visits"], "1")
        self.assertIn("250.00", figures["Spent"])
        self.assertIn("216.00", figures["Declined"])
        self.assertIn("Next visit", figures)
        self.assertIn("Brakes rear", overview["advice"][-1]["text"])
        self.assertEqual(overview["vehicles"][0]["plate"], "12-ABC-3")

    def test_a_mechanic_sees_the_page_as_well(self):
        figures, _overview = self._figures(role="mechanic")

        self.assertEqual(figures["Visits"], "0")

    def test_many_customers_take_as_many_queries_as_one(self):
        partners = self.env["res.partner"].create(
            [{"name": f"Customer {index}"} for index in range(20)]
        )
        for partner in partners:
            self.env["garage.vehicle"].create(
                {"plate": f"{partner.id}-X", "owner_id": partner.id}
            )

        def count(records):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            records._get_garage_overviews()
            return self.cr.sql_log_count - before

        count(partners)
        self.assertLessEqual(count(partners), count(partners[:1]) + 1)


@tagged("post_install", "-at_install")
class TestWorkTags(WorkorderCommon):
    def test_who_declines_most_is_tagged(self):
        workorder, front, rear = self._create_estimate()
        workorder.action_send_estimate()
        workorder._decide({front.id: False, rear.id: False}, channel="phone", who="V")
        rule = self.env.ref("garage_workorder.tag_rule_price")

        rule.action_apply()

        self.assertIn(rule.category_id, self.customer.category_id)

    def test_who_had_tyre_work_is_tagged(self):
        self.template.category = "tyres"
        _workorder, front, _rear = self._create_approved()
        front.action_finish()
        rule = self.env.ref("garage_workorder.tag_rule_tyres")

        rule.action_apply()

        self.assertIn(rule.category_id, self.customer.category_id)
