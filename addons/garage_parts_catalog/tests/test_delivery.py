from datetime import datetime, time

from freezegun import freeze_time

from odoo.tests import BaseCase, TransactionCase, tagged

from ..domain.delivery import Rhythm, next_delivery
from ..domain.supply import Supply, rank

#: Monday 2 March 2026
MONDAY = datetime(2026, 3, 2)
WORKDAYS = frozenset(range(5))
NORMAL = Rhythm(time(16, 30), WORKDAYS, 1, time(8))


def at(day, hour, minute=0):
    return MONDAY.replace(day=day, hour=hour, minute=minute)


@tagged("post_install", "-at_install")
class TestDelivery(BaseCase):
    def delivery(self, now, rhythm=NORMAL, lead=None):
        found = next_delivery(rhythm, now, lead)
        return found.order_by, found.arrives

    def test_before_the_cut_off_it_comes_tomorrow(self):
        self.assertEqual(self.delivery(at(2, 16, 30)), (at(2, 16, 30), at(3, 8)))

    def test_after_the_cut_off_it_comes_a_day_later(self):
        self.assertEqual(self.delivery(at(2, 16, 31)), (at(3, 16, 30), at(4, 8)))

    def test_friday_evening_is_ordered_on_monday(self):
        self.assertEqual(self.delivery(at(6, 17)), (at(9, 16, 30), at(10, 8)))

    def test_on_friday_noon_it_comes_on_monday(self):
        self.assertEqual(self.delivery(at(6, 12)), (at(6, 16, 30), at(9, 8)))

    def test_a_supplier_who_drives_on_saturday_comes_on_saturday(self):
        saturday = Rhythm(time(16, 30), frozenset(range(6)), 1, time(8))
        self.assertEqual(self.delivery(at(6, 12), saturday)[1], at(7, 8))

    def test_the_second_tour_of_the_day_comes_the_same_day(self):
        tour = Rhythm(time(11), WORKDAYS, 0, time(14))
        self.assertEqual(self.delivery(at(2, 9), tour), (at(2, 11), at(2, 14)))
        self.assertEqual(self.delivery(at(2, 12), tour), (at(3, 11), at(3, 14)))

    def test_what_the_supplier_says_of_a_part_counts_more(self):
        self.assertEqual(self.delivery(at(2, 9), lead=3)[1], at(5, 8))
        self.assertEqual(self.delivery(at(2, 9), lead=5)[1], at(9, 8), "no weekend")

    def test_nothing_comes_before_it_was_ordered(self):
        self.assertEqual(self.delivery(at(2, 9), lead=0)[1], at(2, 16, 30))

    def test_without_a_cut_off_only_the_days_count(self):
        free = Rhythm(None, WORKDAYS, 1, time(8))
        self.assertEqual(self.delivery(at(2, 22), free), (None, at(3, 8)))

    def test_a_supplier_without_days_is_no_endless_search(self):
        none = Rhythm(time(12), frozenset(), 1, time(8))
        self.assertEqual(self.delivery(at(2, 9), none)[1], at(3, 8))


@tagged("post_install", "-at_install")
class TestSupply(BaseCase):
    def supply(self, partner, price, has_all=None, day=3, **more):
        return Supply(partner, price, has_all, at(day, 8), **more)

    def first(self, *supplies, wanted=None, avoid=()):
        return rank(supplies, wanted, avoid)[0].partner_id

    def test_the_cheapest_who_surely_has_it_is_first(self):
        listed = self.supply(1, 10)
        dear, cheap = self.supply(2, 14, True), self.supply(3, 12, True)
        self.assertEqual(self.first(listed, dear, cheap), 3)

    def test_in_time_counts_more_than_cheap(self):
        late, soon = self.supply(1, 10, True, day=6), self.supply(2, 15, True)
        self.assertEqual(self.first(late, soon, wanted=at(3, 12)), 2)
        self.assertEqual(self.first(late, soon), 1)

    def test_when_all_are_late_the_earliest_is_first(self):
        later, sooner = self.supply(1, 10, day=9), self.supply(2, 99, day=6)
        self.assertEqual(self.first(later, sooner, wanted=at(3, 12)), 2)

    def test_who_has_too_few_is_last(self):
        few, unknown = self.supply(1, 5, False), self.supply(2, 9)
        self.assertEqual(self.first(few, unknown), 2)

    def test_an_unknown_price_is_not_cheap(self):
        self.assertEqual(self.first(self.supply(1, 0), self.supply(2, 9)), 2)

    def test_who_said_no_is_not_proposed_again(self):
        self.assertEqual(
            rank([self.supply(1, 5)], None, avoid={1}),
            [],
        )


@tagged("post_install", "-at_install")
class TestCutOff(TransactionCase):
    def test_the_cut_off_is_the_garages_clock_also_in_summer(self):
        company = self.env["res.company"].create(
            {"name": "Summer garage", "country_id": self.env.ref("base.nl").id}
        )
        partner = self.env["res.partner"].create(
            {"name": "Wholesaler", "garage_order_until": 16.5}
        )
        with freeze_time("2026-07-01 14:29:00"):
            found = partner._garage_get_next_delivery(company)
        self.assertEqual(found.order_by, datetime(2026, 7, 1, 14, 30))
        self.assertEqual(found.arrives, datetime(2026, 7, 2, 6))

    def test_the_cut_off_is_said_in_words(self):
        self.env.user.tz = "Europe/Amsterdam"
        messages = self.env["garage.catalog.messages"]
        with freeze_time("2026-03-02 09:00:00"):
            text = messages._delivery_text(
                datetime(2026, 3, 2, 15, 30), datetime(2026, 3, 3, 7)
            )
            later = messages._delivery_text(None, datetime(2026, 3, 5, 7))
        self.assertRegex(text, r"order by 4:30\sPM for tomorrow 8:00\sAM")
        self.assertRegex(later, r"Thu 5 Mar 8:00\sAM")
