from unittest.mock import patch

from odoo.tests import BaseCase, tagged

from ..clients import soap, supplier_stub
from ..clients.json_supplier import JsonSupplier
from ..clients.soap_supplier import SoapSupplier
from ..clients.supplier_http import OrderNotTakenError, OrderUnknownError, SupplierError
from .supplier_contract import ORDER, SECRET, SupplierContract


@tagged("post_install", "-at_install")
class TestJsonContract(SupplierContract, BaseCase):
    def client(self, url=None):
        return JsonSupplier(url or self.stub.url, SECRET)

    def test_key_and_reference_stand_in_the_request(self):
        self.client().place_order(ORDER, "key-1")

        (request,) = self.stub.requests
        self.assertEqual(request["Idempotency-Key"], "key-1")
        self.assertEqual(request["X-Api-Key"], SECRET)
        self.assertEqual(request["body"]["customer_reference"], "key-1")
        self.assertEqual(request["body"]["lines"][0]["wanted"], "2026-03-02")


@tagged("post_install", "-at_install")
class TestSoapContract(SupplierContract, BaseCase):
    def client(self, url=None):
        return SoapSupplier(url or self.stub.url + supplier_stub.SOAP_PATH, SECRET)

    def answered(self, content, status=200):
        """Let the supplier answer with something of ours."""
        reply = supplier_stub.Reply(status, content, kind="text/xml")
        return patch.object(supplier_stub, "respond_soap", lambda *_: reply)

    def test_key_and_reference_stand_in_the_request(self):
        self.client().place_order(ORDER, "key-1")

        (request,) = self.stub.requests
        self.assertEqual(request["X-Api-Key"], SECRET)
        self.assertEqual(request["SOAPAction"], '"urn:garage:supplier:1#placeOrder"')
        self.assertEqual(request["body"]["customer_reference"], "key-1")
        self.assertEqual(request["body"]["lines"][0]["wanted"], "2026-03-02")

    def test_entities_and_foreign_files_are_refused(self):
        good = soap.write("getOffersResponse", {"currency": "EUR"})
        body = good.split(b"?>", 1)[1].replace(b"EUR", b"&x;")
        for entity in (b'SYSTEM "file:///etc/passwd"', b'"EUR"', b'"&x;&x;"'):
            attack = b"<!DOCTYPE a [<!ENTITY x " + entity + b">]>" + body
            with self.answered(attack), self.assertRaises(SupplierError) as caught:
                self.ask("Z3046071842")
            self.assertEqual(caught.exception.kind, "malformed", entity)

    def test_what_is_no_such_envelope_is_refused(self):
        other = soap.write("cancelOrderResponse", {"currency": "EUR"})
        foreign = other.replace(b"urn:garage", b"urn:other")
        deep = b"<a>" * 5000
        for content in (b"", b"\x00", b"<html/>", b"[1]", other, foreign, deep):
            with self.answered(content), self.assertRaises(SupplierError) as caught:
                self.ask("Z3046071842")
            self.assertEqual(caught.exception.kind, "malformed", content[:20])

    def test_a_fault_says_who_is_to_blame(self):
        blames = {True: OrderNotTakenError, False: OrderUnknownError}
        for client, kind in blames.items():
            for status in (200, 500):
                fault = soap.write_fault(client, "No such\nnumber.")
                with self.answered(fault, status), self.assertRaises(kind) as caught:
                    self.client().place_order(ORDER, "key-1")
                self.assertEqual(
                    caught.exception.text, client and "No such number." or ""
                )

    def test_a_gateway_that_speaks_html_leaves_an_order_unknown(self):
        with self.answered(b"<html>gone", 502), self.assertRaises(OrderUnknownError):
            self.client().place_order(ORDER, "key-1")
