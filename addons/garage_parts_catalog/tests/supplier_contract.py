"""What every client of a live supplier must do, whatever its protocol."""

import time
from datetime import date
from decimal import Decimal
from unittest.mock import patch

from odoo.tests.common import _super_send

from ..clients import supplier_book, supplier_http, supplier_stub
from ..clients.supplier_http import OrderNotTakenError, OrderUnknownError, SupplierError
from ..domain.offers import Question
from ..domain.supplier_orders import OrderLine, SupplierOrder

ARTICLES = {
    "Z3046071842": {"price": "38.50", "deposit": "12.00", "lead_days": 0},
    "ZF026407157": {"price": "5.90"},
}
SECRET = "very-secret-key"


def line(reference="7", number="Z3.0460-7184.2", quantity=4):
    wanted = date(2026, 3, 2)
    return OrderLine(
        reference, "Zate", number, Decimal(quantity), Decimal("38.50"), wanted
    )


ORDER = SupplierOrder("P00042", "EUR", (line(),), "bay 2")


class ShortWaits:
    """For tests about waiting: Odoo's own wait ten seconds at least."""

    @classmethod
    def _request_handler(cls, session, request, /, **options):
        return _super_send(session, request, **options)


class StubCase(ShortWaits):
    """For TestCase classes in front of a simulated supplier."""

    articles = ARTICLES

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        server = supplier_stub.running(cls.articles)
        cls.stub = server.__enter__()
        cls.addClassCleanup(server.__exit__, None, None, None)

    def setUp(self):
        super().setUp()
        self.stub.scenario = "ok"
        self.stub.requests.clear()
        self.stub.orders.clear()


class SupplierContract(StubCase):
    """The suite; classes bring ``client(url)``, which talks to the stub by default."""

    def client(self, url=None):
        raise NotImplementedError

    def fails(self, scenario, kind, call, *arguments):
        self.stub.scenario = scenario
        with self.assertRaises(kind) as caught:
            call(*arguments)
        self.assertNotIn(SECRET, str(vars(caught.exception)))
        self.assertNotIn("127.0.0.1", str(vars(caught.exception)))
        return caught.exception

    def fails_to_order(self, scenario, kind):
        return self.fails(scenario, kind, self.client().place_order, ORDER, "key-1")

    def place(self, scenario="ok", key="key-1"):
        self.stub.scenario = scenario
        answer = self.client().place_order(ORDER, key)
        return answer, answer.line("7")

    # ------------------------------------------------------------------------- offers

    def ask(self, *numbers):
        asked = [Question("Zate", number, Decimal(4)) for number in numbers]
        return self.client().ask(asked)

    def test_one_question_about_several_parts_is_one_request(self):
        offers = self.ask("Z3.0460-7184.2", "ZF 026 407 157", "UNKNOWN 1")

        self.assertEqual(
            [row.price for row in offers], [Decimal("38.5"), Decimal("5.9")]
        )
        self.assertEqual((offers[0].deposit, offers[0].lead_days), (12, 0))
        self.assertEqual((offers[0].stock, offers[0].currency), (20, "EUR"))
        self.assertEqual(len(self.stub.requests), 1)

    def test_faults_of_offers_are_told_apart(self):
        kinds = {"429": "throttled", "500": "server", "malformed": "malformed"}
        for scenario, kind in kinds.items():
            error = self.fails(scenario, SupplierError, self.ask, "Z3046071842")
            self.assertEqual(error.kind, kind)

    def test_who_is_asked_too_often_says_when_to_come_back(self):
        error = self.fails("429", SupplierError, self.ask, "Z3046071842")

        self.assertEqual(error.retry_after, 120)

    def test_a_slow_supplier_is_left_after_his_time(self):
        begin = time.monotonic()
        with patch.object(supplier_http, "READ", 0.3):
            error = self.fails("slow", SupplierError, self.ask, "Z3046071842")

        self.assertEqual(error.kind, "timeout")
        self.assertLess(time.monotonic() - begin, 3)

    def test_an_answer_without_end_is_refused(self):
        with patch.object(supplier_http, "MOST_BYTES", 10):
            error = self.fails("ok", SupplierError, self.ask, "Z3046071842")

        self.assertEqual(error.kind, "malformed")

    # ------------------------------------------------------------------------- orders

    def test_an_order_is_confirmed_with_its_price_and_day(self):
        answer, row = self.place()

        self.assertEqual((answer.state, answer.currency), ("confirmed", "EUR"))
        self.assertEqual((row.quantity, row.price), (4, Decimal("38.5")))
        self.assertEqual(row.delivery, supplier_book.today())
        self.assertEqual(self.stub.orders[0]["order"], "P00042")

    def test_the_same_key_is_booked_once(self):
        first, _row = self.place()
        second, _row = self.place()

        self.assertEqual(first.supplier_reference, second.supplier_reference)
        self.assertEqual(len(self.stub.orders), 1)

    def test_what_a_supplier_changes_comes_back(self):
        _answer, row = self.place("changed_price", "a")
        self.assertEqual(row.price, Decimal("42.35"))
        answer, row = self.place("partial_stock", "b")
        self.assertEqual((answer.state, row.quantity), ("partly", 2))
        _answer, row = self.place("later_date", "c")
        self.assertEqual((row.delivery - supplier_book.today()).days, 5)
        _answer, row = self.place("replacement", "d")
        self.assertEqual(row.replacement, "Z3.0460-7184.2-N")
        answer, row = self.place("rejected", "e")
        self.assertEqual((answer.state, row.quantity), ("rejected", 0))

    def test_an_order_that_was_only_received_is_confirmed_later(self):
        answer, row = self.place("received")
        self.assertEqual((answer.state, row), ("received", None))

        answer = self.client().order_status("key-1")

        self.assertEqual((answer.state, answer.line("7").quantity), ("confirmed", 4))

    def test_an_answer_that_got_lost_leaves_the_order_unknown_and_findable(self):
        self.fails_to_order("lost", OrderUnknownError)
        self.stub.scenario = "ok"

        answer = self.client().order_status("key-1")

        self.assertEqual(answer.line("7").quantity, 4)

    def test_waiting_too_long_for_an_order_leaves_it_unknown(self):
        with patch.object(supplier_http, "ORDER_READ", 0.3):
            error = self.fails_to_order("slow", OrderUnknownError)

        self.assertEqual(error.kind, "timeout")
        self.assertEqual(len(self.stub.orders), 1)

    def test_a_broken_server_and_a_damaged_answer_leave_an_order_unknown(self):
        self.assertEqual(self.fails_to_order("500", OrderUnknownError).kind, "server")
        error = self.fails_to_order("malformed", OrderUnknownError)
        self.assertEqual(error.kind, "malformed")

    def test_a_refusal_is_surely_no_order(self):
        error = self.fails_to_order("429", OrderNotTakenError)
        self.assertEqual((error.kind, error.retry_after), ("throttled", 120))
        empty = SupplierOrder("P00043", "EUR", ())
        error = self.fails(
            "ok", OrderNotTakenError, self.client().place_order, empty, "key-2"
        )
        self.assertEqual(error.kind, "refused")
        self.assertEqual(error.text, "An order needs lines.")
        self.assertFalse(self.stub.orders)

    def test_nobody_there_is_surely_no_order(self):
        client = self.client("http://127.0.0.1:9")
        with self.assertRaises(OrderNotTakenError) as caught:
            client.place_order(ORDER, "key-1")
        self.assertEqual(caught.exception.kind, "server")

    def test_an_order_that_nobody_knows_is_not_found(self):
        self.assertIsNone(self.client().order_status("key-9"))

    def test_a_supplier_without_keys_books_twice_and_both_are_named(self):
        self.place("no_keys")
        self.place("no_keys")

        answer = self.client().order_status("key-1")

        self.assertEqual(answer.supplier_reference, "A-1001")
        self.assertEqual(answer.others, ("A-1002",))

    def test_an_order_is_cancelled_until_it_left(self):
        answer, _row = self.place()
        self.assertEqual(
            self.client().cancel(answer.supplier_reference).state, "cancelled"
        )
        answer, _row = self.place(key="key-2")
        supplier_book.deliver(self.stub.orders[1], supplier_book.today())

        late = self.client().cancel(answer.supplier_reference)

        self.assertEqual(late.state, "confirmed")
        self.assertEqual(late.text, "This order has left already.")

    def test_an_order_that_is_not_there_cannot_be_cancelled(self):
        error = self.fails("ok", OrderNotTakenError, self.client().cancel, "A-77")

        self.assertEqual(error.kind, "refused")

    def test_deliveries_come_with_number_and_quantity(self):
        self.place()
        for share in ("0.5", "1"):
            supplier_book.deliver(
                self.stub.orders[0], supplier_book.today(), Decimal(share)
            )

        notes = self.client().order_status("key-1").deliveries

        self.assertEqual([note.number for note in notes], ["A-1001/1", "A-1001/2"])
        self.assertEqual([note.lines[0].quantity for note in notes], [2, 2])
        self.assertEqual(notes[0].lines[0].reference, "7")
