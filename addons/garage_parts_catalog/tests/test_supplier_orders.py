from datetime import datetime, timedelta, timezone
from decimal import Decimal

from odoo.tests import BaseCase, tagged

from ..clients import supplier_http
from ..domain.breaker import Breaker, wait_seconds
from ..domain.supplier_orders import read_answer, read_found
from ..domain.wire import AnswerFormatError

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=timezone.utc)


def answer(**changes):
    row = {"reference": "7", "quantity": "4", "price": "38.50", **changes}
    return {"reference": "A-1", "state": "confirmed", "currency": "EUR", "lines": [row]}


@tagged("post_install", "-at_install")
class TestReadingOrders(BaseCase):
    def test_a_full_answer_is_read(self):
        new = {"brand": "Zate", "number": "N 1"}
        found = read_answer(
            answer(delivery="2026-03-04", replacement=new, text=" by\nmaker "), ["7"]
        )

        row = found.line("7")
        self.assertEqual((row.quantity, row.price), (4, Decimal("38.50")))
        self.assertEqual((row.replacement, row.replacement_brand), ("N 1", "Zate"))
        self.assertEqual((str(row.delivery), row.text), ("2026-03-04", "by maker"))

    def test_lines_of_others_and_double_lines_are_refused(self):
        double = answer()
        double["lines"] *= 2
        for body, lines in ((answer(), ["8"]), (double, ["7"])):
            with self.assertRaises(AnswerFormatError):
                read_answer(body, lines)

    def test_damaged_answers_are_refused_whole(self):
        wrong = (
            {"quantity": None}, {"quantity": "-1"}, {"price": "dear"}, {"price": True},
            {"delivery": "soon"}, {"delivery": 5}, {"replacement": [1]},
            {"replacement": {"brand": "x"}}, {"text": 5}, {"reference": 7},
        )  # fmt: skip
        for change in wrong:
            with self.assertRaises(AnswerFormatError, msg=change):
                read_answer(answer(**change))
        for change in ({"state": "done"}, {"state": None}, {"currency": "EURO"},
                       {"reference": ""}, {"lines": {"a": 1}},
                       {"deliveries": [{"number": "1"}]}):  # fmt: skip
            with self.assertRaises(AnswerFormatError, msg=change):
                read_answer({**answer(), **change})

    def test_of_orders_booked_twice_the_living_one_counts(self):
        states = {"A-1": "cancelled", "A-2": "confirmed", "A-3": "partly"}
        rows = [
            {**answer(), "reference": name, "state": state}
            for name, state in states.items()
        ]

        found = read_found({"orders": rows})

        self.assertEqual((found.supplier_reference, found.others), ("A-2", ("A-3",)))
        self.assertIsNone(read_found({"orders": []}))


@tagged("post_install", "-at_install")
class TestRetryAfter(BaseCase):
    def test_seconds_and_a_day_with_time_are_understood(self):
        self.assertEqual(wait_seconds("120", NOW), 120)
        self.assertEqual(wait_seconds("Mon, 02 Mar 2026 09:05:00 GMT", NOW), 300)
        self.assertEqual(wait_seconds("Mon, 02 Mar 2026 08:00:00 GMT", NOW), 0)

    def test_what_cannot_be_meant_is_bounded_or_ignored(self):
        self.assertEqual(wait_seconds("9" * 40, NOW), 3600)
        for text in (None, "", "soon", "-5", "1e9", "²", "\x00", "Mon, 02 Mar 2026"):
            self.assertIsNone(wait_seconds(text, NOW), text)

    def test_a_supplier_is_left_alone_until_he_said(self):
        state = Breaker().told_to_wait(NOW, 120)

        self.assertTrue(state.is_open(NOW + timedelta(seconds=119)))
        self.assertFalse(state.is_open(NOW + timedelta(seconds=120)))


@tagged("post_install", "-at_install")
class TestLimits(BaseCase):
    def test_an_order_may_take_longer_than_a_price(self):
        self.assertEqual(supplier_http.Request("", {}).limits, (4, 5))
        self.assertEqual(supplier_http.Request("", {}, order=True).limits, (10, 15))
