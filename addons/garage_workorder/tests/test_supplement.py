from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import WorkorderCommon


@tagged("post_install", "-at_install")
class TestSupplement(WorkorderCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write(
            {"garage_tolerance_percent": 10, "garage_tolerance_amount": 25}
        )
        cls.workorder, cls.job, _rear = cls._create_approved()
        cls.order = cls.job.order_id

    def _answer(self, yes):
        self.workorder.action_send_estimate()
        return self.workorder._decide({self.job.id: yes}, "phone", "Vries")

    def test_extra_lines_wait_on_a_further_order(self):
        line = self.job.add_line(self.disc, 1)

        self.assertNotEqual(line.order_id, self.order)
        self.assertEqual(line.order_id.state, "draft")
        self.assertEqual(self.order.amount_total, 300)
        self.assertTrue(self.job.needs_approval)
        self.assertFalse(line.move_ids)
        titles = line.order_id.order_line.filtered("display_type").mapped("name")
        self.assertEqual(titles, ["Brakes front: extra work"])

    def test_extra_within_the_tolerance_joins_the_approved_order(self):
        line = self.job.add_line(self.pads, 1, price=15)

        self.assertEqual(line.order_id, self.order)
        self.assertEqual(len(self.workorder.sale_order_ids), 1)
        self.assertFalse(self.job.needs_approval)
        self.assertTrue(line.move_ids)

    def test_approved_supplement_is_ordered_with_its_parts(self):
        line = self.job.add_line(self.disc, 1)
        self._answer(True)

        self.assertEqual(line.order_id.state, "sale")
        self.assertEqual(line.move_ids.state, "assigned")
        self.assertEqual(self.job.approved_amount, 396)
        self.assertFalse(self.job.needs_approval)

    def test_declined_supplement_leaves_the_job_as_approved(self):
        line = self.job.add_line(self.disc, 1)
        self.job.line_ids[0].price_unit = 150
        self._answer(False)

        self.assertFalse(line.exists())
        self.assertEqual(self.job.amount_total, 300)
        self.assertFalse(self.job.needs_approval)
        self.assertEqual(self.job.state, "approved")
        self.assertEqual(self.order.state, "sale")

    def test_unanswered_extra_stays_apart_when_another_job_is_approved(self):
        line = self.job.add_line(self.disc, 1)
        other = self.workorder.add_job_from_template(self.template)
        self.workorder._decide({other.id: True}, "phone", "Vries")

        self.assertEqual(other.order_id.state, "sale")
        self.assertEqual(line.order_id.state, "draft")
        self.assertTrue(self.job.needs_approval)

    def test_extra_of_a_finished_job_is_issued_with_its_approval(self):
        line = self.job.add_line(self.disc, 1)
        self.job.action_finish()
        self._answer(True)

        self.assertEqual(line.qty_delivered, 1)

    def test_override_takes_the_extra_into_the_approved_order(self):
        line = self.job.add_line(self.disc, 1)
        manager = self._create_user("manager")

        self.job.with_user(manager).action_override("agreed on the phone")

        self.assertEqual(line.order_id, self.order)
        self.assertFalse(self.job.needs_approval)
        self.assertEqual(line.move_ids.state, "assigned")

    def test_extra_is_not_billed_without_an_answer(self):
        self.job.add_line(self.disc, 1)
        self.job.action_finish()

        with self.assertRaisesRegex(UserError, "only .*300.* is approved"):
            self.workorder._ensure_final_invoice()

    def test_changes_since_the_approval_as_plain_data(self):
        self.job.add_line(self.disc, 1)
        self.job.line_ids.filtered(
            lambda line: line.product_id == self.pads
        ).product_uom_qty = 2
        extra = self.workorder.add_job_from_template(self.template)

        changes = self.workorder._get_changes_since_approval()

        rows = {row["job_id"]: row for row in changes["jobs"]}
        self.assertEqual(rows[self.job.id]["change"], "raised")
        self.assertEqual(
            (rows[self.job.id]["before"], rows[self.job.id]["now"]), (300, 456)
        )
        self.assertEqual(
            sorted(line["change"] for line in rows[self.job.id]["lines"]),
            ["added", "changed"],
        )
        self.assertEqual(rows[extra.id]["change"], "added")
        self.assertTrue(changes["intact"])

    def test_no_change_is_an_empty_list_and_no_approval_is_nothing(self):
        other = self._create_workorder(key_tag="5")

        self.assertEqual(self.workorder._get_changes_since_approval()["jobs"], [])
        self.assertIsNone(other._get_changes_since_approval())

    def test_job_taken_off_after_the_approval_is_told(self):
        self.job.action_cancel()

        changes = self.workorder._get_changes_since_approval()

        self.assertEqual(changes["jobs"][0]["change"], "removed")
        self.assertEqual((changes["total_before"], changes["total_now"]), (300, 0))
