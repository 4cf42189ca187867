from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import VehicleCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-14 10:00:00")
class TestOwnerChange(VehicleCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.buyer = cls.env["res.partner"].create({"name": "Sophie Martin"})
        cls.first = cls.golf.ownership_ids
        cls.first.date_from = "2020-01-01"

    def _apply(self, **vals):
        wizard = self.env["garage.owner.change"].create(
            {"vehicle_id": self.golf.id, "partner_id": self.buyer.id, **vals}
        )
        return wizard.action_apply()

    def test_a_sale_is_dated_and_keeps_the_history(self):
        self.golf._add_event("job", "Brakes replaced")

        self._apply(date="2026-03-01", reason="sold", note="To a colleague")

        new = self.golf.ownership_ids - self.first
        self.assertEqual(self.golf.owner_id, self.buyer)
        self.assertEqual(str(self.first.date_to), "2026-03-01")
        self.assertEqual((self.first.reason, new.partner_id), ("sold", self.buyer))
        self.assertEqual(str(new.date_from), "2026-03-01")
        event = self.golf.event_ids.filtered(lambda one: one.kind == "owner")
        self.assertIn("Sold. To a colleague", event.name)
        self.assertEqual(str(event.date.date()), "2026-03-01")
        self.assertIn("Brakes replaced", self.golf.event_ids.mapped("name"))

    def test_driver_and_payer_end_with_the_owner(self):
        self.golf.write({"driver_id": self.buyer.id, "bill_to_id": self.buyer.id})

        self._apply(reason="lease_end")

        self.assertFalse(self.golf.driver_id or self.golf.bill_to_id)
        open_rows = self.golf.ownership_ids.filtered(lambda row: not row.date_to)
        self.assertEqual(open_rows.mapped("role"), ["owner"])

    def test_a_vehicle_that_is_gone_is_archived(self):
        self._apply(partner_id=False, reason="scrapped", archive=True)

        self.assertFalse(self.golf.owner_id)
        self.assertFalse(self.golf.active)

    def test_a_correction_mends_the_row_instead_of_ending_it(self):
        self._apply(reason="correction")

        self.assertEqual(self.first.partner_id, self.buyer)
        self.assertFalse(self.first.date_to)
        self.assertEqual(len(self.golf.ownership_ids), 1)
        self.assertNotIn("owner", self.golf.event_ids.mapped("kind"))

    def test_a_day_in_the_future_is_refused(self):
        with self.assertRaisesRegex(UserError, "lies in the future"):
            self._apply(date="2026-03-15")

    def test_a_day_before_the_owner_came_is_refused(self):
        with self.assertRaisesRegex(UserError, "is the owner since"):
            self._apply(date="2019-12-31")

    def test_the_same_owner_is_refused(self):
        with self.assertRaisesRegex(UserError, "is the owner already"):
            self._apply(partner_id=self.customer.id)

    def test_a_mechanic_does_not_change_owners(self):
        with self.assertRaises(AccessError):
            self.env["garage.owner.change"].with_user(
                self._new_user("mechanic")
            ).create({"vehicle_id": self.golf.id})
