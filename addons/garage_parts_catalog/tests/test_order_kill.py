from concurrent.futures import ThreadPoolExecutor
from unittest.mock import patch

from odoo import api
from odoo.fields import Command
from odoo.service.model import retrying
from odoo.tests import TransactionCase, tagged

from ..clients.json_supplier import JsonSupplier
from ..models import supplier_order_make, supplier_order_send
from .kill_common import PATIENCE, KilledWorkerCase, StoredCase
from .supplier_contract import StubCase
from .test_supplier_offers import later

ARTICLES = {"ZKILL1": {"price": "10.00"}}
Making = supplier_order_make.GarageSupplierOrder
Sending = supplier_order_send.GarageSupplierOrder


class StoredOrderCase(StubCase, StoredCase, TransactionCase):
    """A purchase order that other processes see; each test removes what it stored."""

    articles = ARTICLES

    def setUp(self):
        super().setUp()
        self.ids = self.store(self._store_purchase)
        self.addCleanup(self.store, self._remove)

    def _store_purchase(self, env):
        partner = env["res.partner"].create({"name": "Stored supplier"})
        product = env["product.product"].create(
            {"name": "Stored part", "default_code": "ZKILL 1", "type": "service"}
        )
        service = env["garage.supplier.service"].create(
            {"name": "Stored live", "partner_id": partner.id, "url": self.stub.url}
        )
        values = {"product_id": product.id, "product_qty": 2, "price_unit": 10}
        line = Command.create({**values, "tax_ids": [Command.clear()]})
        purchase = env["purchase.order"].create(
            {"partner_id": partner.id, "order_line": [line]}
        )
        return {record._name: record.id for record in (service, purchase, product)}

    def get(self, env, name):
        return env[name].browse(self.ids[name])

    def _remove(self, env):
        purchase = self.get(env, "purchase.order")
        partner, product = purchase.partner_id, self.get(env, "product.product")
        orders = purchase.garage_supplier_order_ids
        orders.message_ids.unlink()
        orders.activity_ids.unlink()
        env.flush_all()
        # what was sent is never deleted by people
        env.cr.execute(
            "DELETE FROM garage_supplier_order WHERE purchase_id = %s", [purchase.id]
        )
        env.invalidate_all()
        purchase.button_cancel()
        purchase.unlink()
        self.get(env, "garage.supplier.service").unlink()
        product.product_tmpl_id.unlink()
        partner.unlink()

    def send(self, env):
        purchase = self.get(env, "purchase.order")
        service = self.get(env, "garage.supplier.service")
        return purchase._garage_send(service)

    def order(self, env):
        return self.get(env, "purchase.order").garage_supplier_order_ids

    def state(self):
        return self.store(lambda env: self.order(env).state)


@tagged("post_install", "-at_install")
class TestOrderKilled(KilledWorkerCase, StoredOrderCase):
    """A worker that is killed while it orders, for real."""

    def setUp(self):
        super().setUp()
        with patch.object(Sending, "_process_after_commit"):
            self.store(lambda env: self.send(env).id)

    def kill_at(self, owner, name, after=False):
        """Order in a process of its own that is killed at this call, or after it."""
        real = getattr(owner, name)

        def order(reached):
            with self.registry.cursor() as cr:
                session = cr.connection.get_backend_pid()

                def hang(*args, **options):
                    if after:
                        real(*args, **options)
                    reached(session)

                with patch.object(owner, name, hang):
                    self.order(api.Environment(cr, self.env.uid, {}))._process()

        self.kill(order)

    def go_on(self):
        """Let others take up the order, as the job runner and the schedule do."""
        with later(minutes=2):
            for _step in range(3):
                self.store(lambda env: self.order(env)._process())

    def booked(self):
        return len(self.stub.orders)

    def test_killed_before_the_key_is_stored(self):
        self.kill_at(Making, "_get_order", after=True)
        self.assertEqual((self.state(), self.booked()), ("draft", 0))
        self.go_on()
        self.assertEqual((self.state(), self.booked()), ("confirmed", 1))

    def test_killed_before_the_call(self):
        self.kill_at(JsonSupplier, "place_order")
        self.assertEqual((self.state(), self.booked()), ("sending", 0))
        self.go_on()
        self.assertEqual((self.state(), self.booked()), ("confirmed", 1))

    def test_killed_after_the_supplier_booked(self):
        self.kill_at(JsonSupplier, "place_order", after=True)
        self.assertEqual((self.state(), self.booked()), ("sending", 1))
        self.go_on()
        self.assertEqual((self.state(), self.booked()), ("confirmed", 1))

    def test_killed_before_the_answer_is_stored(self):
        self.kill_at(Sending, "_finish_step", after=True)
        self.assertEqual((self.state(), self.booked()), ("sending", 1))
        self.go_on()
        self.assertEqual((self.state(), self.booked()), ("confirmed", 1))

    def test_killed_where_repeated_orders_are_booked_twice(self):
        self.store(
            lambda env: self.get(env, "garage.supplier.service").write(
                {"honours_keys": False}
            )
        )
        self.stub.scenario = "no_keys"
        self.kill_at(JsonSupplier, "place_order", after=True)
        self.go_on()
        self.assertEqual((self.state(), self.booked()), ("confirmed", 1))


@tagged("post_install", "-at_install")
class TestTwoPeople(StoredOrderCase):
    def send_too(self):
        """The second person: waits for the first, starts again and sees his order."""
        with self.registry.cursor() as cr:
            env = api.Environment(cr, self.env.uid, {})
            return retrying(lambda: self.send(env).id, env)

    def test_two_people_at_once_make_one_order(self):
        with ThreadPoolExecutor(1) as pool:
            with self.registry.cursor() as cr:
                first = self.send(api.Environment(cr, self.env.uid, {})).id
                cr.flush()
                second = pool.submit(self.send_too)
            self.assertEqual(second.result(PATIENCE), first)

        self.store(lambda env: self.order(env)._process())
        self.assertEqual((self.state(), len(self.stub.orders)), ("confirmed", 1))
