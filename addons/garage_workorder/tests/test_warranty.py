from datetime import date

from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import tagged

from ..domain import warranty
from .common import WorkorderCommon


@tagged("post_install", "-at_install")
class TestWarranty(WorkorderCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.supplier = cls.env["res.partner"].create({"name": "Parts BV"})
        cls.pads.write(
            {
                "garage_warranty_months": 24,
                "garage_warranty_km": 40000,
                "seller_ids": [Command.create({"partner_id": cls.supplier.id})],
            }
        )
        cls.template.category = "brakes"
        with freeze_time("2026-01-10 10:00"):
            cls._sell(cls.template)

    @classmethod
    def _sell(cls, template):
        workorder = cls._create_workorder()
        job = workorder.add_job_from_template(template)
        workorder.action_send_estimate()
        workorder._decide({job.id: True}, "phone", "J. de Vries")
        job.mechanic_id = cls.employee
        job.action_finish()
        workorder.action_mark_ready()
        workorder._close_visit()

    def _again(self, odometer=150000):
        workorder = self._create_workorder(key_tag="8", odometer=odometer)
        return workorder, workorder.add_job_from_template(self.template)

    @freeze_time("2026-06-01 10:00")
    def test_same_job_inside_the_period_shows_a_banner(self):
        workorder, job = self._again()

        self.assertIn("is under warranty until", workorder.warranty_text)
        self.assertIn("Brakes front", job.warranty_text)

    @freeze_time("2026-06-01 10:00")
    def test_intake_tells_what_is_under_warranty(self):
        rows = self.vehicle.get_intake(self.vehicle.id)["warnings"]

        texts = [row["text"] for row in rows if row["code"] == "warranty"]
        self.assertTrue(any(text.startswith("Warranty: Pads") for text in texts))

    @freeze_time("2027-06-01 10:00")
    def test_part_outlives_the_warranty_of_the_work(self):
        _workorder, job = self._again()

        self.assertIn("Pads", job.warranty_text)
        self.assertEqual(job.warranty_payer_id, self.supplier)

    @freeze_time("2028-06-01 10:00")
    def test_after_the_period_nothing_is_said(self):
        workorder, job = self._again()

        self.assertFalse(workorder.warranty_text)
        self.assertFalse(job.warranty_text)

    @freeze_time("2027-06-01 10:00")
    def test_distance_ends_the_warranty_too(self):
        _workorder, job = self._again(odometer=200000)

        self.assertFalse(job.warranty_text)

    @freeze_time("2027-06-01 10:00")
    def test_one_click_bills_the_supplier(self):
        workorder, job = self._again()

        job.action_bill_warranty()

        self.assertEqual((job.payer_kind, job.payer_id), ("warranty", self.supplier))
        self.assertEqual((job.amount_total, job.amount_payer), (0, 300))
        self.assertFalse(workorder.warranty_text)

    @freeze_time("2027-06-01 10:00")
    def test_proposal_stands_in_the_menu_of_the_card(self):
        _workorder, job = self._again()

        methods = [row["method"] for row in job.get_card()["actions"]]
        job.action_bill_warranty()
        after = [row["method"] for row in job.get_card()["actions"]]

        self.assertIn("action_bill_warranty", methods)
        self.assertIn("action_bill_internal", methods)
        self.assertNotIn("action_bill_warranty", after)

    @freeze_time("2026-06-01 10:00")
    def test_work_of_ours_is_done_again_at_our_expense(self):
        _workorder, job = self._again()

        job.action_bill_internal()

        self.assertEqual((job.payer_kind, job.amount_total), ("internal", 0))

    @freeze_time("2026-06-01 10:00")
    def test_periodic_work_is_no_warranty_case(self):
        service = self.other_template.copy({"category": "service"})
        self._sell(service)
        workorder = self._create_workorder(key_tag="8")

        job = workorder.add_job_from_template(service)

        self.assertFalse(job.warranty_text)

    @freeze_time("2027-06-01 10:00")
    def test_a_shorter_warranty_of_the_product_leaves_what_was_sold_alone(self):
        self.pads.write({"garage_warranty_months": 1, "garage_warranty_km": 0})

        _workorder, job = self._again()

        self.assertIn("Pads", job.warranty_text)

    @freeze_time("2028-06-01 10:00")
    def test_a_longer_warranty_of_the_product_counts_for_later_sales_only(self):
        self.pads.garage_warranty_months = 60

        _workorder, job = self._again()

        self.assertFalse(job.warranty_text)

    @freeze_time("2026-06-01 10:00")
    def test_the_work_keeps_the_warranty_of_the_day_it_was_approved(self):
        self.pads.write({"garage_warranty_months": 0, "garage_warranty_km": 0})
        self.template.garage_warranty_months = 1
        self.company.garage_warranty_months = 0

        workorder, _job = self._again()

        self.assertIn("Brakes front” was done", workorder.warranty_text)

    @freeze_time("2026-01-12 10:00")
    def test_the_length_counts_that_stood_there_when_the_customer_said_yes(self):
        workorder, front, rear = self._create_estimate()
        self.pads.garage_warranty_months = 36
        workorder._decide({front.id: True, rear.id: False}, "phone", "J. de Vries")
        self.env.flush_all()
        self.pads.garage_warranty_months = 12

        pads = front.line_ids.filtered(lambda line: line.product_id == self.pads)
        self.assertEqual(pads.garage_warranty_months, 36)

    def test_cover_ends_by_time_or_distance(self):
        sold, today = date(2026, 1, 31), date(2026, 2, 28)

        cover = warranty.find_cover(sold, 1000, 1, 500, today, 1400)
        self.assertEqual((cover.until, cover.until_km), (today, 1500))
        self.assertIsNone(warranty.find_cover(sold, 1000, 1, 500, today, 1600))
        self.assertIsNone(warranty.find_cover(sold, 1000, 0, 0, today, 1000))
        far = warranty.find_cover(sold, 0, 0, 500, today, 99)
        self.assertEqual((far.until, far.until_km), (None, 0))
