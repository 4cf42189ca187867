import json
from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from ..exceptions import ApprovalRefused
from .common import WorkorderCommon


@tagged("post_install", "-at_install")
class TestApproval(WorkorderCommon):
    def test_approved_job_is_ordered_and_declined_job_leaves_the_order(self):
        workorder, front, rear = self._create_approved()

        order = workorder.sale_order_ids
        self.assertEqual(order.state, "sale")
        self.assertEqual(order.amount_total, 300)
        self.assertEqual((front.state, front.approved_amount), ("approved", 300))
        self.assertEqual((rear.state, rear.declined_amount), ("declined", 216))
        self.assertFalse(rear.line_ids)
        self.assertTrue(rear.declined_at)

    def test_approval_freezes_what_was_shown_with_a_digest(self):
        workorder, _front, _rear = self._create_approved()

        approval = workorder.approval_ids
        content = json.loads(approval.snapshot)
        self.assertEqual(
            [(job["name"], job["total"], job["decision"]) for job in content["jobs"]],
            [("Brakes front", 300.0, "approved"), ("Brakes rear", 216.0, "declined")],
        )
        self.assertEqual(len(approval.hash), 64)
        self.assertTrue(approval.is_intact)

    def test_evidence_can_be_neither_changed_nor_deleted(self):
        workorder, _front, _rear = self._create_approved()

        with self.assertRaisesRegex(UserError, "cannot be changed"):
            workorder.approval_ids.sudo().snapshot = "{}"
        with self.assertRaisesRegex(UserError, "cannot be deleted"):
            workorder.approval_ids.sudo().unlink()
        with self.assertRaisesRegex(UserError, "cannot be changed"):
            workorder.approval_ids.line_ids.decision = "approved"

    def test_changed_evidence_is_told(self):
        workorder, _front, _rear = self._create_approved()
        approval = workorder.approval_ids

        self.env.cr.execute(
            "UPDATE garage_approval SET snapshot = '{}' WHERE id = %s", [approval.id]
        )
        approval.invalidate_recordset()

        self.assertFalse(approval.is_intact)

    def test_later_changes_leave_the_snapshot_alone(self):
        workorder, front, _rear = self._create_approved()
        before = workorder.approval_ids.snapshot

        front.name = "Something else"
        front.add_line(self.disc, 1)

        self.assertEqual(workorder.approval_ids.snapshot, before)

    def test_second_answer_is_refused_with_a_plain_message(self):
        workorder, front, _rear = self._create_approved()

        with self.assertRaisesRegex(ApprovalRefused, "already answered by J. de Vries"):
            workorder._decide({front.id: False}, "link", "Somebody")

    def test_answer_on_an_outdated_estimate_is_refused(self):
        workorder, front, rear = self._create_estimate()
        workorder.action_send_estimate()
        version = workorder._get_estimate_version()

        front.line_ids[0].price_unit = 120

        with self.assertRaisesRegex(ApprovalRefused, "changed since you opened"):
            workorder._decide(
                {front.id: True, rear.id: True}, "link", "Vries", version=version
            )

    def test_undecided_job_moves_to_a_further_order(self):
        workorder, front, rear = self._create_estimate()
        workorder.action_send_estimate()

        workorder._decide({front.id: True}, "phone", "Vries")

        self.assertEqual(front.order_id.state, "sale")
        self.assertNotEqual(rear.order_id, front.order_id)
        self.assertEqual(rear.amount_total, 216)
        self.assertEqual(workorder.state, "awaiting_approval")

    def test_extra_work_is_a_further_order_of_the_same_work_order(self):
        workorder, front, _rear = self._create_approved()

        extra = workorder.add_job_from_template(self.other_template)
        workorder.action_send_estimate()
        workorder._decide({extra.id: True}, "phone", "Vries")

        self.assertEqual(len(workorder.sale_order_ids), 2)
        self.assertNotEqual(extra.order_id, front.order_id)
        self.assertEqual(workorder.amount_approved, 516)

    def test_declined_job_comes_back_at_the_next_visit(self):
        _workorder, _front, rear = self._create_approved()

        proposal = self.vehicle._get_proposals()[-1]
        again = self._create_workorder(key_tag="18").add_declined_job(
            proposal["res_id"]
        )

        self.assertEqual(proposal["kind"], "declined")
        self.assertEqual(proposal["amount"], 216)
        self.assertEqual(again.amount_total, 216)
        self.assertEqual(again.reoffered_from_id, rear)
        self.assertFalse(self.vehicle._get_declined_jobs())

    def test_all_declined_cancels_the_order(self):
        workorder, front, rear = self._create_estimate()
        order = workorder.sale_order_ids

        workorder._decide({front.id: False, rear.id: False}, "counter", "Vries")

        self.assertEqual(order.state, "cancel")
        self.assertEqual(workorder.state, "quality_check")
        self.assertEqual(workorder.amount_declined, 516)

    def test_staff_note_an_answer_by_phone(self):
        workorder, front, rear = self._create_estimate()
        action = workorder.action_note_approval()
        wizard = Form(
            self.env["garage.approval.wizard"].with_context(**action["context"])
        )
        wizard.note = "called back at noon"
        with wizard.line_ids.edit(1) as line:
            line.decision = "declined"

        wizard.save().action_confirm()

        approval = workorder.approval_ids
        self.assertEqual((approval.channel, approval.who), ("phone", "J. de Vries"))
        self.assertEqual(approval.user_id, self.env.user)
        self.assertEqual((front.state, rear.state), ("approved", "declined"))

    def test_estimate_goes_by_mail_with_the_link(self):
        workorder, _front, _rear = self._create_estimate()

        workorder.action_send_estimate()

        mail = workorder.message_ids.filtered(
            lambda m: self.customer in m.notified_partner_ids
        )
        self.assertIn(workorder._get_customer_url(), mail.body)
        self.assertTrue(mail.attachment_ids)
        self.assertEqual(workorder.sale_order_ids.state, "sent")

    def test_without_address_staff_are_told_what_to_do(self):
        self.customer.write({"email": False, "phone": False})
        workorder, _front, _rear = self._create_estimate()

        action = workorder.action_send_estimate()

        self.assertIn("QR code", action["params"]["message"])
        self.assertEqual(workorder.state, "awaiting_approval")

    def test_link_expires_and_is_renewed_by_sending(self):
        workorder, _front, _rear = self._create_estimate()
        workorder.action_send_estimate()
        workorder.access_expires_at = fields.Datetime.now() - timedelta(days=1)
        expired = workorder._is_link_expired()

        workorder.action_send_estimate()

        self.assertTrue(expired)
        self.assertFalse(workorder._is_link_expired())


@tagged("post_install", "-at_install")
class TestTolerance(WorkorderCommon):
    def setUp(self):
        super().setUp()
        self.company.garage_tolerance_percent = 10
        self.company.garage_tolerance_amount = 40
        self.workorder, self.job, _rear = self._create_approved()

    def test_small_excess_within_tolerance_is_billed(self):
        self.job.add_line(self.pads, 1, price=20)

        self.job.action_finish()
        self.workorder.action_mark_ready()

        self.assertEqual(self.workorder._ensure_final_invoice().amount_total, 324)

    def test_work_beyond_tolerance_is_not_billed(self):
        self.job.add_line(self.pads, 1, price=50)
        self.job.action_finish()

        self.assertTrue(self.job.needs_approval)
        with self.assertRaisesRegex(UserError, "only .*300.00.* is approved"):
            self.workorder.action_mark_ready()
        with self.assertRaisesRegex(UserError, "only .*300.00.* is approved"):
            self.job.order_id._create_invoices()

    def test_new_approval_lets_the_raised_job_be_billed(self):
        self.job.add_line(self.pads, 1, price=50)
        self.workorder.action_send_estimate()

        self.workorder._decide({self.job.id: True}, "phone", "Vries")

        self.assertFalse(self.job.needs_approval)
        self.assertEqual(self.job.approved_amount, 360)
        self.assertEqual(self.job.state, "approved")

    def test_manager_overrides_by_name_and_reason(self):
        self.job.add_line(self.pads, 1, price=50)
        manager = self._create_user("manager")

        with self.assertRaisesRegex(UserError, "reason"):
            self.job.with_user(manager).action_override(" ")
        self.job.with_user(manager).action_override("lease company agreed")

        self.assertFalse(self.job.needs_approval)
        self.assertEqual(self.job.override_user_id, manager)

    def test_adviser_cannot_override(self):
        self.job.add_line(self.pads, 1, price=50)
        adviser = self._create_user("adviser")

        with self.assertRaisesRegex(UserError, "Only a manager"):
            self.job.with_user(adviser).action_override("please")

    def test_line_without_job_is_taken_into_the_job_above_it(self):
        order = self.job.order_id
        line = self.env["sale.order.line"].create(
            {"order_id": order.id, "product_id": self.disc.id, "sequence": 5000}
        )

        self.assertEqual(line.garage_job_id, self.job)
        self.assertTrue(self.job.needs_approval)
