from odoo.tests import tagged

from .common import VisitCommon


@tagged("post_install", "-at_install")
class TestOtherPayer(VisitCommon):
    """The customer is asked for the own part only, whoever else pays."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.maker = cls.env["res.partner"].create({"name": "Maker AG"})

    def _create_shared(self):
        workorder, front, rear = self._create_estimate()
        rear.write({"payer_kind": "warranty", "payer_id": self.maker.id})
        front.write(
            {"payer_kind": "goodwill", "payer_id": self.maker.id, "payer_share": 50}
        )
        workorder._decide({front.id: True, rear.id: True}, "phone", "Vries")
        workorder.job_ids.mechanic_id = self.employee
        workorder.job_ids.action_finish()
        workorder.action_mark_ready()
        return workorder

    def test_request_asks_the_customer_for_the_own_part(self):
        request = self._create_shared().payment_request_ids

        self.assertEqual(request.partner_id, self.customer)
        self.assertEqual(request.amount_open, 150)

    def test_bill_of_the_maker_is_not_linked_and_holds_no_key(self):
        workorder = self._create_shared()
        request = workorder.payment_request_ids
        request._choose("online")
        self._pay(150, request.invoice_ids)

        self.assertEqual(len(workorder.invoice_ids), 3)
        self.assertEqual(request.invoice_ids.partner_id, self.customer)
        self.assertEqual(workorder.payment_state, "paid")
        workorder.action_hand_over_key()
        self.assertEqual(workorder.key_state, "handed_over")

    def test_nothing_is_asked_when_others_pay_everything(self):
        workorder, front, rear = self._create_estimate()
        front.write({"payer_kind": "warranty", "payer_id": self.maker.id})
        workorder._decide({front.id: True, rear.id: False}, "phone", "Vries")
        front.mechanic_id = self.employee
        front.action_finish()
        workorder.action_mark_ready()

        self.assertFalse(workorder.payment_request_ids)
        workorder.action_hand_over_key()
        self.assertEqual(workorder.invoice_ids.partner_id, self.maker)
