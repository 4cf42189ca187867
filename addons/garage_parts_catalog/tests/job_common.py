import io
from unittest.mock import patch
from uuid import uuid4

from odoo import fields
from odoo.tests import TransactionCase

from ..models.catalog_queue import GarageCatalogQueue
from .kill_common import StoredCase

LIST = b"number;name;list price\r\nA1;Disc;12,50\r\nA2;Pads;8,00\r\n"


class StoredCatalogCase(StoredCase, TransactionCase):
    """A catalogue that other connections see; each test removes what it stored."""

    def setUp(self):
        super().setUp()
        self.name = f"Stored list {uuid4().hex[:8]}"
        self.source_id = self.store(self._store_catalogue)
        self.addCleanup(self.store, self._remove)

    def _store_catalogue(self, env):
        partner = env["res.partner"].create({"name": "Stored wholesaler"})
        return (
            env["garage.catalog.source"]
            .create({"name": self.name, "partner_id": partner.id})
            .id
        )

    def _remove(self, env):
        source = env["garage.catalog.source"].browse(self.source_id)
        partner = source.partner_id
        self.jobs(env).unlink()
        source.batch_ids.attachment_id.unlink()
        env["mail.message"].search(
            [
                ("model", "=", source.batch_ids._name),
                ("res_id", "in", source.batch_ids.ids),
            ]
        ).unlink()
        source.unlink()
        partner.unlink()
        env["garage.catalog.brand"].search([("name", "=", self.name)]).unlink()

    def jobs(self, env):
        batches = self.batches(env)
        keys = [batch._get_job_key() for batch in batches]
        return env["queue.job"].search([("identity_key", "in", keys)])

    def batches(self, env):
        return env["garage.catalog.batch"].search([("source_id", "=", self.source_id)])

    def queue(self, env, data=None, name="list.csv"):
        """Put a file in the queue and return its batch; nothing works it off."""
        source = env["garage.catalog.source"].browse(self.source_id)
        content = io.BytesIO(data or LIST)
        attachment = env["ir.attachment"]._garage_keep(
            content, name, "garage.catalog.import"
        )
        with patch.object(GarageCatalogQueue, "_is_served", return_value=True):
            batch = source._take_in(attachment, name)
        # a runner of the tests' own server leaves it alone
        self.jobs(env).eta = fields.Datetime.add(fields.Datetime.now(), days=1)
        return batch
