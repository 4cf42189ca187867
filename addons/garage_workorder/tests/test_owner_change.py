from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .common import WorkorderCommon


@tagged("post_install", "-at_install")
class TestOwnerChange(WorkorderCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.buyer = cls.env["res.partner"].create({"name": "Sophie Martin"})

    def _sell(self, **vals):
        adviser = self._create_user("adviser")
        wizard = self.env["garage.owner.change"].with_user(adviser)
        wizard = wizard.create(
            {"vehicle_id": self.vehicle.id, "partner_id": self.buyer.id, **vals}
        )
        wizard.action_apply()

    def test_an_open_visit_stays_with_who_ordered_it(self):
        workorder, _front, _rear = self._create_approved()

        self._sell(reason="sold")

        self.assertEqual(self.vehicle.owner_id, self.buyer)
        self.assertEqual(workorder.partner_id, self.customer)
        self.assertEqual(workorder.bill_to_id, self.customer)
        self.assertEqual(workorder.sale_order_ids.partner_id, self.customer)
        self.assertIn("went to Sophie Martin", workorder.owner_text)
        self.assertIn("while this visit is open", workorder.message_ids[0].body)

    def test_the_visit_goes_on_to_its_bill_after_the_sale(self):
        self.free_keys()
        workorder, front, _rear = self._create_approved()
        self._sell(reason="sold")

        front.action_finish()
        workorder.action_mark_ready()
        workorder.action_hand_over_key()

        self.assertEqual(workorder.state, "handed_over")
        self.assertEqual(workorder.invoice_ids.partner_id, self.customer)
        self.assertFalse(workorder.owner_text)

    def test_a_visit_that_was_not_offered_may_go_to_the_new_owner(self):
        workorder, _front, _rear = self._create_estimate()

        self._sell(reason="sold", workorder_choice="move")

        self.assertEqual(workorder.partner_id, self.buyer)
        self.assertEqual(workorder.bill_to_id, self.buyer)
        self.assertEqual(workorder.sale_order_ids.partner_id, self.buyer)
        self.assertFalse(workorder.owner_text)

    def test_a_visit_that_was_offered_cannot_go_along(self):
        workorder, _front, _rear = self._create_estimate()
        workorder.action_send_estimate()

        with self.assertRaisesRegex(UserError, "was offered to J. de Vries"):
            self._sell(reason="sold", workorder_choice="move")

        self.assertEqual(self.vehicle.owner_id, self.customer)

    def test_finished_visits_are_left_alone(self):
        workorder = self._create_workorder()
        workorder.action_cancel()
        before = workorder.message_ids

        self._sell(reason="sold")

        self.assertEqual(workorder.message_ids, before)
        self.assertFalse(workorder.owner_text)

    def test_the_alert_is_seen_before_the_first_save(self):
        self.vehicle.alert_note = "Wheel nut key is in the glove box"
        form = Form(self.env["garage.workorder"])
        form.vehicle_id = self.vehicle

        self.assertEqual(form.vehicle_warning_list[0]["code"], "alert")


@tagged("post_install", "-at_install")
class TestFindByDocument(WorkorderCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cashier = cls._create_user("cashier")

    def _found(self, text):
        rows = self.env["garage.vehicle"].with_user(self.cashier).search_box(text)
        return [(row["id"], row["match"]) for row in rows]

    def test_numbers_of_documents_find_the_vehicle(self):
        self.free_keys()
        workorder, front, _rear = self._create_approved()
        front.action_finish()
        workorder.action_mark_ready()
        invoice = workorder._ensure_final_invoice()

        for number in (workorder.name, workorder.sale_order_ids.name, invoice.name):
            self.assertIn((self.vehicle.id, "document"), self._found(number), number)

    def test_fleet_numbers_find_the_vehicle_in_any_case(self):
        self.vehicle.fleet_number = "Van 7"

        self.assertIn((self.vehicle.id, "fleet"), self._found("van 7"))
