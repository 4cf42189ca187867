from datetime import datetime, timedelta, timezone
from decimal import Decimal

from odoo.tests import BaseCase, tagged

from ..domain import breaker as rules
from ..domain.offers import (
    Candidate,
    Question,
    age_minutes,
    availability,
    best,
    is_fresh,
    read_offers,
)
from ..domain.wire import AnswerFormatError

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=timezone.utc)
ASKED = [Question("Zate", "Z3.0460-7184.2", Decimal(1))]


def answer(**changes):
    row = {"brand": "ZATE", "number": "z3 0460 7184 2", "price": "38.50", **changes}
    return {"currency": "EUR", "offers": [row]}


@tagged("post_install", "-at_install")
class TestBreaker(BaseCase):
    def test_three_failures_within_a_minute_pause_for_five_minutes(self):
        state = rules.Breaker()
        for seconds in (0, 20, 59):
            self.assertFalse(state.is_open(NOW + timedelta(seconds=seconds)))
            state = state.failed(NOW + timedelta(seconds=seconds))

        self.assertTrue(state.is_open(NOW + timedelta(seconds=60)))
        self.assertTrue(state.is_open(NOW + timedelta(seconds=358)))
        self.assertFalse(state.is_open(NOW + timedelta(seconds=359)))

    def test_failures_far_apart_do_not_pause(self):
        state = rules.Breaker()
        for minutes in range(10):
            state = state.failed(NOW + timedelta(minutes=minutes))

        self.assertFalse(state.is_open(NOW + timedelta(minutes=10)))

    def test_an_answer_forgets_failures(self):
        state = rules.Breaker().failed(NOW).failed(NOW).answered().failed(NOW)

        self.assertFalse(state.is_open(NOW))

    def test_it_is_kept_as_text(self):
        state = rules.Breaker().failed(NOW)

        self.assertEqual(rules.from_texts(rules.as_texts(state), None), state)


@tagged("post_install", "-at_install")
class TestReadingOffers(BaseCase):
    def test_numbers_in_any_spelling_are_the_article_that_was_asked(self):
        (offer,) = read_offers(answer(stock=3, lead_days=1), ASKED)

        self.assertEqual(offer.price, Decimal("38.50"))
        self.assertEqual((offer.stock, offer.lead_days), (Decimal(3), 1))

    def test_what_was_not_asked_is_left_out(self):
        self.assertEqual(read_offers(answer(number="OTHER 1"), ASKED), [])

    def test_a_price_for_a_hundred_is_the_price_of_one(self):
        (offer,) = read_offers(answer(price_quantity=100), ASKED)

        self.assertEqual(offer.price, Decimal("0.385"))

    def test_stock_of_several_places_is_added_up(self):
        places = [{"place": "Hub", "quantity": 2}, {"place": "Branch", "quantity": 1}]

        (offer,) = read_offers(answer(places=places), ASKED)

        self.assertEqual(offer.stock, 3)
        self.assertEqual(offer.places[0], ("Hub", Decimal(2)))

    def test_stock_that_is_not_told_is_not_nothing(self):
        (offer,) = read_offers(answer(), ASKED)

        self.assertIsNone(offer.stock)

    def test_damaged_answers_are_refused_whole(self):
        wrong = (
            {"price": "NaN"}, {"price": "-1"}, {"price": "1e400"}, {"price": None},
            {"price": True}, {"price": [1]}, {"price": ""}, {"price_quantity": 0},
            {"number": " "}, {"brand": None}, {"stock": "many"}, {"lead_days": "1"},
            {"lead_days": -1}, {"lead_days": 10**9}, {"places": {"a": 1}},
            {"places": [1]}, {"deposit": "Infinity"},
        )  # fmt: skip
        for change in wrong:
            with self.assertRaises(AnswerFormatError, msg=change):
                read_offers(answer(**change), ASKED)
        for body in (None, [], "x", {}, {"currency": "EUR"}, {"currency": 5}):
            with self.assertRaises(AnswerFormatError, msg=body):
                read_offers(body, ASKED)


@tagged("post_install", "-at_install")
class TestAgeAndChoice(BaseCase):
    def test_a_price_counts_until_its_minutes_are_over(self):
        self.assertTrue(is_fresh(NOW, NOW + timedelta(seconds=599), 10))
        self.assertFalse(is_fresh(NOW, NOW + timedelta(seconds=600), 10))
        self.assertEqual(age_minutes(NOW, NOW + timedelta(seconds=130)), 2)

    def test_part_of_a_quantity_is_not_all_of_it(self):
        found = [availability(stock, 4) for stock in (None, 0, 3, 4)]

        self.assertEqual(found, ["unknown", "none", "part", "all"])

    def test_the_cheapest_that_has_everything_is_best(self):
        rows = [
            Candidate("list", 1.0, "unknown"),
            Candidate("old", 2.0, "all", stale=True),
            Candidate("half", 3.0, "part"),
            Candidate("free", 0.0, "all"),
            Candidate("own", 5.0, "all"),
            Candidate("live", 4.0, "all"),
        ]

        self.assertEqual(best(rows), "live")
        self.assertIsNone(best(rows[:3]))
