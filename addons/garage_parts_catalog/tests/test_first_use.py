from unittest.mock import patch

from psycopg2.errors import LockNotAvailable

from odoo import api
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.queue_job.tests.common import trap_jobs

from ..models.catalog_queue import GarageCatalogQueue
from .job_common import StoredCatalogCase


@tagged("post_install", "-at_install")
class TestFirstUseBesideImport(StoredCatalogCase):
    def setUp(self):
        super().setUp()
        self.item_id = self.store(self.store_part)
        self.counter = api.Environment(self.connect(), self.env.uid, {})

    def connect(self):
        """Return a connection whose work is gone at the end of the test."""
        cr = self.registry.cursor()
        cr.execute("SET lock_timeout = '2s'")
        self.addCleanup(cr.close)
        return cr

    def store_part(self, env):
        source = env["garage.catalog.source"].browse(self.source_id)
        brand = env["garage.catalog.brand"].create({"name": self.name})
        values = {"source_id": source.id, "brand_id": brand.id, "number": "B77"}
        return env["garage.catalog.item"].create({**values, "cost": 12}).id

    def use(self, env):
        return env["garage.catalog.item"].browse(self.item_id)._get_or_create_product()

    def test_counter_uses_a_part_that_an_import_is_writing(self):
        self.connect().execute(
            "UPDATE garage_catalog_item SET cost = 15 WHERE id = %s", [self.item_id]
        )
        product = self.use(self.counter)
        self.assertEqual(product.default_code, "B77")
        self.assertEqual(product.seller_ids.price, 12)
        self.assertEqual(self.use(self.counter), product)
        item = self.counter["garage.catalog.item"].browse(self.item_id)
        self.assertFalse(item.product_id)

    def test_part_is_tied_with_its_new_price_when_the_import_is_done(self):
        item = self.counter["garage.catalog.item"].browse(self.item_id)
        served = patch.object(GarageCatalogQueue, "_is_served", return_value=True)
        held = patch.object(
            type(item), "try_lock_for_update", lambda one, **_o: one[:0]
        )
        with trap_jobs() as trap:
            with served, held:
                product = item._get_or_create_product()
            item.cost = 15
            trap.perform_enqueued_jobs()
        self.assertEqual(item.product_id, product)
        self.assertEqual(product.seller_ids.price, 15)

    def test_second_first_use_waits_for_the_first(self):
        self.use(self.counter)
        other = self.connect()
        with self.assertRaises(LockNotAvailable), mute_logger("odoo.sql_db"):
            self.use(api.Environment(other, self.env.uid, {}))
