from odoo.tests import tagged

from .common import WorkorderTillCase


@tagged("post_install", "-at_install")
class TestVehicleAtTill(WorkorderTillCase):
    def _search(self, text):
        vehicles = self.env["garage.vehicle"].with_user(self.cashier)
        return [
            row for row in vehicles.search_box(text) if row["id"] == self.vehicle.id
        ]

    def test_the_till_knows_the_alert_of_a_vehicle(self):
        self.vehicle.alert_note = "Drives with a hand control"
        vehicles = self.env["garage.vehicle"].with_user(self.cashier)
        names = vehicles._load_pos_data_fields(self.config)

        self.assertIn("alert_note", names)
        self.assertEqual(self._search("12abc3")[0]["badges"][0]["level"], "danger")

    def test_a_number_of_a_document_finds_the_vehicle(self):
        self.assertEqual(self._search(self.workorder.name)[0]["match"], "document")

    def test_counter_sales_tell_quantities_in_the_history(self):
        self.open_session()
        wipers = self.env["product.product"].create(
            {"name": "Wiper blades", "type": "service", "available_in_pos": True}
        )
        vals = self.order_vals(
            [(wipers, 24.2)], [(self.cash, 24.2)], garage_vehicle_id=self.vehicle.id
        )

        self.sync(vals)

        event = self.vehicle.event_ids.filtered(lambda one: one.kind == "sale")
        self.assertEqual(event.name, "1 × Wiper blades")
