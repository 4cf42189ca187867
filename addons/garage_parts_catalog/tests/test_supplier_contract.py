from odoo.tests import BaseCase, tagged

from ..clients import supplier_stub
from ..clients.json_supplier import JsonSupplier
from .supplier_contract import ARTICLES, ORDER, SECRET, SupplierContract


@tagged("post_install", "-at_install")
class TestJsonContract(SupplierContract, BaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        server = supplier_stub.running(ARTICLES)
        cls.stub = server.__enter__()
        cls.addClassCleanup(server.__exit__, None, None, None)

    def client(self, url=None):
        return JsonSupplier(url or self.stub.url, SECRET)

    def test_key_and_reference_stand_in_the_request(self):
        self.client().place_order(ORDER, "key-1")

        (request,) = self.stub.requests
        self.assertEqual(request["Idempotency-Key"], "key-1")
        self.assertEqual(request["X-Api-Key"], SECRET)
        self.assertEqual(request["body"]["customer_reference"], "key-1")
        self.assertEqual(request["body"]["lines"][0]["wanted"], "2026-03-02")
