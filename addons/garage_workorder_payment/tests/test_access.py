from odoo.tests import tagged

from .common import VisitCommon

ROLES = ("mechanic", "adviser", "cashier", "finance", "manager", "auditor")


@tagged("post_install", "-at_install")
class TestAccess(VisitCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users = {role: cls._create_user(role) for role in ROLES}

    def test_only_managers_open_the_release(self):
        allowed = {
            role: self.env["garage.key.release"].with_user(user).has_access("create")
            for role, user in self.users.items()
        }

        self.assertEqual([role for role, may in allowed.items() if may], ["manager"])

    def test_everybody_sees_the_payment_light(self):
        self._ready()
        for role, user in self.users.items():
            workorder = self.workorder.with_user(user)
            with self.subTest(role=role):
                values = workorder.read(["payment_state", "key_verdict", "lights"])[0]
                self.assertEqual(values["payment_state"], "requested")

    def test_mechanic_reads_no_amount_in_the_light(self):
        self._ready()

        lights = self.workorder.with_user(self.users["mechanic"]).lights

        self.assertNotIn("300", str(lights))

    def test_adviser_marks_ready_sends_and_hands_over(self):
        workorder = self.workorder.with_user(self.users["adviser"])

        workorder.action_mark_ready()
        workorder.action_send_payment_link()
        self._pay(300.0, self.workorder.payment_request_ids._ensure_invoices())
        workorder.action_hand_over_key()

        self.assertEqual(self.workorder.key_state, "handed_over")

    def test_cashier_sends_a_link_and_hands_over_a_paid_key(self):
        self._ready()
        workorder = self.workorder.with_user(self.users["cashier"])

        workorder.action_send_payment_link()
        self._pay(300.0, self.workorder.payment_request_ids._ensure_invoices())
        workorder.action_hand_over_key()

        self.assertEqual(self.workorder.key_state, "handed_over")
