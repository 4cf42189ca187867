from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tests import tagged

from .common import VehicleCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-14 10:00:00")
class TestTagRules(VehicleCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.loyal = cls.env.ref("garage_vehicle.tag_rule_loyal")
        cls.lapsed = cls.env.ref("garage_vehicle.tag_rule_lapsed")
        cls.fleet = cls.env.ref("garage_vehicle.tag_rule_fleet")

    def _visit(self, *days):
        for day in days:
            self.golf._add_event("visit", "Visit", date=f"{day} 10:00:00")

    def _has(self, rule):
        return rule.category_id in self.customer.category_id

    def test_who_came_often_is_loyal(self):
        self._visit("2025-01-10", "2025-05-10", "2025-10-10")
        self.loyal.action_apply()
        self.assertFalse(self._has(self.loyal))

        self._visit("2026-01-10")
        self.loyal.action_apply()

        self.assertTrue(self._has(self.loyal))

    def test_who_stayed_away_has_lapsed_until_he_comes_back(self):
        self._visit("2024-05-10")
        self.lapsed.action_apply()
        self.assertTrue(self._has(self.lapsed))

        self._visit("2026-03-10")
        self.lapsed.action_apply()

        self.assertFalse(self._has(self.lapsed))

    def test_who_has_many_vehicles_is_a_fleet(self):
        for index in range(2):
            self.Vehicle.create({"plate": f"A-{index}", "owner_id": self.customer.id})

        self.fleet.action_apply()

        self.assertTrue(self._has(self.fleet))

    def test_a_tag_that_was_removed_does_not_come_back(self):
        self._visit("2024-05-10")
        self.lapsed.action_apply()
        self.customer.category_id = [(3, self.lapsed.category_id.id)]

        self.lapsed.action_apply()

        self.assertFalse(self._has(self.lapsed))
        self.assertNotIn("tags", [row["code"] for row in self.golf._get_warnings()])

    def test_a_tag_that_was_put_back_by_hand_is_given_again(self):
        self._visit("2024-05-10")
        self.lapsed.action_apply()
        self.customer.category_id = [(3, self.lapsed.category_id.id)]
        self.customer.category_id = [(4, self.lapsed.category_id.id)]

        self.lapsed.action_apply()

        self.assertTrue(self._has(self.lapsed))

    def test_tags_of_people_are_left_alone(self):
        own = self.env["res.partner.category"].create({"name": "Neighbour"})
        self.customer.category_id = own

        self.lapsed.action_apply()

        self.assertEqual(self.customer.category_id, own)

    def test_the_intake_shows_the_tags(self):
        self._visit("2024-05-10")
        self.lapsed.action_apply()
        adviser = self._new_user("adviser")

        rows = self.Vehicle.with_user(adviser).get_intake(self.golf.id)["warnings"]

        tags = [row["text"] for row in rows if row["code"] == "tags"]
        self.assertEqual(tags, ["Lapsed"])


@tagged("post_install", "-at_install")
class TestConsent(VehicleCase):
    def test_consent_is_kept_with_who_and_when(self):
        adviser = self._new_user("adviser")
        self.customer.with_user(adviser).garage_offers_email = True
        self.customer.with_user(adviser).garage_offers_email = False

        rows = self.customer.garage_consent_ids.sorted("id")
        self.assertEqual(rows.mapped("given"), [True, False])
        self.assertEqual(rows.user_id, adviser)
        self.assertEqual(set(rows.mapped("channel")), {"email"})

    def test_only_who_allowed_it_and_did_not_opt_out_gets_offers(self):
        self.customer.write({"email": "jan@example.com", "garage_offers_email": True})
        domain = self.customer._get_offer_domain("email")
        self.assertEqual(self.customer.filtered_domain(domain), self.customer)

        self.env["mail.blacklist"]._add("jan@example.com")
        self.customer.invalidate_recordset()

        self.assertFalse(
            self.env["res.partner"].search(domain & Domain("id", "=", self.customer.id))
        )

    def test_a_mailing_without_consent_is_refused_in_words(self):
        with self.assertRaisesRegex(UserError, "None of the 1 customers allowed"):
            self.customer.action_garage_offer_mailing()
