import time
from decimal import Decimal
from http.server import BaseHTTPRequestHandler
from unittest.mock import patch

from odoo.tests import tagged

from ..clients import supplier_http, supplier_stub
from ..clients.json_supplier import JsonSupplier
from ..clients.supplier_http import SupplierError
from ..domain.offers import Question
from .supplier_common import KEY, SupplierCase


@tagged("post_install", "-at_install")
class TestSupplierClient(SupplierCase):
    def client_ask(self, number="Z3.0460-7184.2", quantity=4):
        question = Question("Zate", number, Decimal(quantity))
        return JsonSupplier(self.stub.url, KEY).ask([question])

    def kind(self, scenario):
        self.stub.scenario = scenario
        with self.assertRaises(SupplierError) as caught:
            self.client_ask()
        return caught.exception.kind

    def test_the_limits_are_those_that_were_agreed(self):
        limits = supplier_http.CONNECT, supplier_http.READ, supplier_http.TOTAL
        self.assertEqual(limits, (2, 4, 5))

    def test_an_offer_comes_with_price_stock_days_and_deposit(self):
        (offer,) = self.client_ask()

        self.assertEqual((offer.price, offer.deposit), (Decimal("38.50"), 12))
        self.assertEqual((offer.stock, offer.lead_days), (20, 0))

    def test_the_key_and_the_quantity_are_sent(self):
        self.client_ask()

        (request,) = self.stub.requests
        self.assertEqual(request["X-Api-Key"], KEY)
        self.assertEqual(request["body"]["items"][0]["quantity"], "4")

    def test_what_is_not_carried_is_no_error(self):
        self.assertEqual(self.client_ask("UNKNOWN 1"), [])

    def test_faults_are_told_apart(self):
        self.assertEqual(self.kind("429"), "throttled")
        self.assertEqual(self.kind("500"), "server")
        self.assertEqual(self.kind("malformed"), "malformed")

    def test_a_slow_supplier_is_left_after_its_time(self):
        begin = time.monotonic()
        with patch.object(supplier_http, "READ", 0.3):
            self.assertEqual(self.kind("slow"), "timeout")

        self.assertLess(time.monotonic() - begin, 3)

    def test_an_answer_in_drops_is_left_after_its_time(self):
        def drop(handler):
            handler.send_response(200)
            handler.end_headers()
            while not handler.server.hold.wait(0.05):
                handler.wfile.write(b" " * 20_000)

        with (
            patch.object(supplier_stub._Handler, "do_POST", drop),
            patch.object(supplier_http, "TOTAL", 0.4),
        ):
            self.assertEqual(self.kind("ok"), "timeout")

    def test_nobody_there_is_no_answer(self):
        with self.assertRaises(SupplierError) as caught:
            JsonSupplier("http://127.0.0.1:9", KEY).ask([])

        self.assertEqual(caught.exception.kind, "server")
        self.assertNotIn("127.0.0.1", str(caught.exception))

    def test_the_key_is_not_carried_to_another_address(self):
        def redirect(handler):
            BaseHTTPRequestHandler.send_response(handler, 307)
            handler.send_header("Location", self.other_stub.url + "/v1/offers")
            handler.send_header("Content-Length", "0")
            handler.end_headers()

        with patch.object(supplier_stub._Handler, "do_POST", redirect):
            self.assertEqual(self.kind("ok"), "server")

        self.assertFalse(self.other_stub.requests)

    def test_an_endless_answer_is_refused(self):
        with patch.object(supplier_http, "MOST_BYTES", 10):
            self.assertEqual(self.kind("ok"), "malformed")
