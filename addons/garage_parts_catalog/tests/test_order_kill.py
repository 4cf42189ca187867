import os
import select
import signal
from concurrent.futures import ThreadPoolExecutor
from unittest.mock import patch

from odoo import api, sql_db
from odoo.fields import Command
from odoo.service.model import retrying
from odoo.tests import TransactionCase, tagged
from odoo.tests.common import _super_send

from ..clients import supplier_stub
from ..clients.json_supplier import JsonSupplier
from ..models import supplier_order_make, supplier_order_send
from .test_supplier_offers import later

ARTICLES = {"ZKILL1": {"price": "10.00"}}
PATIENCE = 60
Making = supplier_order_make.GarageSupplierOrder
Sending = supplier_order_send.GarageSupplierOrder


class StoredOrderCase(TransactionCase):
    """A purchase order that other processes see; each test removes what it stored."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        server = supplier_stub.running(ARTICLES)
        cls.stub = server.__enter__()
        cls.addClassCleanup(server.__exit__, None, None, None)

    @classmethod
    def _request_handler(cls, session, request, /, **options):
        return _super_send(session, request, **options)

    def setUp(self):
        super().setUp()
        self.stub.scenario = "ok"
        self.stub.orders.clear()
        self.ids = self.store(self._store_purchase)
        self.addCleanup(self.store, self._remove)

    def store(self, action):
        """Run an action on a connection of its own and store what it did."""
        with self.registry.cursor() as cr:
            return action(api.Environment(cr, self.env.uid, {}))

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
class TestOrderKilled(StoredOrderCase):
    """A worker that is killed while it orders, for real."""

    def setUp(self):
        super().setUp()
        with patch.object(Sending, "_process_after_commit"):
            self.store(lambda env: self.send(env).id)

    def kill_at(self, owner, name, after=False):
        """Order in a process of its own that is killed at this call, or after it."""
        reader, writer = os.pipe()
        child = os.fork()
        if not child:
            self.be_worker(writer, owner, name, after)
        self.addCleanup(os.close, reader)
        os.close(writer)
        ready, _w, _x = select.select([reader], [], [], PATIENCE)
        self.assertTrue(ready, "the worker came as far as the call")
        session = int(os.read(reader, 20) or 0)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        self.wait_until_gone(session)

    def be_worker(self, writer, owner, name, after):
        """Take the step up to the call, tell the session and never end."""
        # the parent's connections stay the parent's
        self.parents = sql_db._Pool, self.registry._db
        sql_db._Pool = None
        self.registry._db = sql_db.db_connect(self.env.cr.dbname)
        real = getattr(owner, name)

        def hang(*args, **options):
            if after:
                real(*args, **options)
            os.write(writer, str(pid[0]).encode())
            signal.pause()

        pid = [0]
        try:
            with patch.object(owner, name, hang), self.registry.cursor() as cr:
                pid[0] = cr.connection.get_backend_pid()
                self.order(api.Environment(cr, self.env.uid, {}))._process()
        finally:
            os._exit(1)

    def wait_until_gone(self, session):
        """Wait until the database has noticed that the worker is dead."""
        with self.registry.cursor() as cr:
            cr.execute(
                """DO $$ BEGIN WHILE EXISTS (
                    SELECT FROM pg_stat_activity WHERE pid = %s) LOOP
                    PERFORM pg_sleep(0.02); PERFORM pg_stat_clear_snapshot();
                END LOOP; END $$""",
                [session],
            )

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
