from decimal import Decimal
from pathlib import Path

import zeep

from odoo.tests import BaseCase, tagged

from ..clients import soap, supplier_stub
from ..clients.json_supplier import order_body
from .supplier_contract import ORDER, StubCase


@tagged("post_install", "-at_install")
class TestWsdl(StubCase, BaseCase):
    """What we write down for suppliers is what we speak: a client made of it agrees."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        wsdl = Path(soap.__file__).with_name("supplier.wsdl")
        cls.foreign = zeep.Client(str(wsdl)).create_service(
            f"{{{soap.NAMESPACE}}}GarageSupplierSoap",
            cls.stub.url + supplier_stub.SOAP_PATH,
        )

    def test_offers_are_understood(self):
        asked = {"brand": "Zate", "number": "Z3046071842", "quantity": 2}

        answer = self.foreign.getOffers(item=[asked])

        self.assertEqual(answer.offer[0].price, Decimal("38.50"))
        self.assertEqual(answer.offer[0].lead_days, 0)

    def test_orders_are_understood(self):
        body = order_body(ORDER, "key-1")
        body["line"] = body.pop("lines")
        self.stub.scenario = "replacement"

        placed = self.foreign.placeOrder(**body)
        found = self.foreign.getOrders(customer_reference="key-1")
        gone = self.foreign.cancelOrder(reference=placed.reference)

        self.assertEqual(placed.line[0].replacement.number, "Z3.0460-7184.2-N")
        self.assertEqual(found[0].state, "confirmed")
        self.assertEqual(gone.state, "cancelled")
