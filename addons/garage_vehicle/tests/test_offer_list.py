from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import VehicleCase


@tagged("post_install", "-at_install")
class TestOfferList(VehicleCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.write({"email": "jan@example.com", "garage_offers_email": True})
        cls.other = cls.env["res.partner"].create(
            {"name": "Sophie Martin", "email": "sophie@example.com"}
        )
        cls.octavia = cls.Vehicle.create(
            {"plate": "99-XX-99", "owner_id": cls.other.id}
        )

    def _list(self, **values):
        return self.env["garage.offer.list"].create({"name": "Offer", **values})

    def _visit(self, vehicle, days):
        day = fields.Datetime.now() - timedelta(days=days)
        vehicle._add_event("visit", "Service", date=day)

    def test_who_did_not_come_for_so_long(self):
        self._visit(self.golf, 500)
        self._visit(self.octavia, 20)

        row = self._list(kind="lapsed", months=12)

        self.assertIn(self.customer, row._get_partners())
        self.assertNotIn(self.other, row._get_partners())

    def test_who_has_a_tag(self):
        tag = self.env["res.partner.category"].create({"name": "Cabrio"})
        (self.customer | self.other).category_id = tag

        row = self._list(kind="tag", category_ids=tag.ids)

        self.assertEqual(row._get_partners(), self.customer | self.other)
        self.assertEqual((row.match_count, row.email_count, row.sms_count), (2, 1, 0))

    def test_who_has_wheels_in_store(self):
        place = self.env["garage.tyre.location"].create({"name": "Offer rack"})
        wheels = self.env["garage.tyre.set"].create(
            {"vehicle_id": self.golf.id, "season": "winter", "location_id": place.id}
        )
        wheels.action_store()

        partners = self._list(kind="wheels")._get_partners()

        self.assertIn(self.customer, partners)
        self.assertNotIn(self.other, partners)

    def test_who_has_work_due_within_so_many_days(self):
        today = fields.Date.context_today(self.golf)
        self.golf.inspection_due = today + timedelta(days=20)
        self.octavia.inspection_due = today + timedelta(days=90)

        soon = self._list(kind="due", days=30)._get_partners()
        self.assertIn(self.customer, soon)
        self.assertNotIn(self.other, soon)
        later = self._list(kind="due", days=120, due_kind="inspection")
        self.assertIn(self.other, later._get_partners())
        none = self._list(kind="due", days=120, due_kind="recall")
        self.assertNotIn(self.other, none._get_partners())

    def test_another_companys_work_is_not_looked_at(self):
        other = self.env["res.company"].create({"name": "Garage two"})
        today = fields.Date.context_today(self.golf)
        self.golf.inspection_due = today + timedelta(days=20)

        row = self._list(kind="due", company_id=other.id)

        self.assertNotIn(self.customer, row._get_partners())

    def test_saying_no_more_at_an_address_takes_the_consent_back(self):
        self.env["mail.blacklist"]._add("JAN@example.com")

        self.assertFalse(self.customer.garage_offers_email)
        self.assertFalse(self.customer.garage_consent_ids[0].given)
        self.env["mail.blacklist"]._remove("jan@example.com")
        self.assertFalse(self.customer.garage_offers_email)

    def test_saying_no_more_at_a_number_takes_the_consent_to_sms_back(self):
        self.customer.write({"phone": "+31612345678", "garage_offers_sms": True})

        self.env["phone.blacklist"].add("+31612345678")

        self.assertFalse(self.customer.garage_offers_sms)
        self.assertTrue(self.customer.garage_offers_email)

    def test_a_rule_that_fits_nobody_says_so(self):
        with self.assertRaisesRegex(UserError, "fits no customer"):
            self._list(kind="tag").action_email()

    def test_only_the_manager_makes_lists(self):
        row = self._list()
        seen = row.with_user(self._new_user("adviser"))

        self.assertTrue(seen.name)
        with self.assertRaises(AccessError):
            seen.name = "Mine"
        with self.assertRaises(AccessError):
            row.with_user(self._new_user("mechanic")).read(["name"])
