import subprocess
from unittest.mock import patch

from odoo import SUPERUSER_ID, api
from odoo.tests import tagged

from odoo.addons.queue_job.controllers.main import RunJobController
from odoo.addons.queue_job.jobrunner.runner import Database

from ..reading import aside
from ..tools.bulk_load import BulkLoad
from ..tools.progress import ImportCancelled, StoredProgress
from .job_common import StoredCatalogCase
from .kill_common import KilledWorkerCase


@tagged("post_install", "-at_install")
class TestImportSeenFromOutside(StoredCatalogCase):
    def setUp(self):
        super().setUp()
        batch_id = self.store(lambda env: self.queue(env).id)
        self.progress = StoredProgress(self.registry, batch_id, interval=0)

    def shown(self):
        return self.store(lambda env: self.batches(env)._get_shown())

    def test_progress_is_seen_before_the_import_is_stored(self):
        self.assertEqual(self.progress.begin(), 1)
        self.progress.told("reading", 43, 120_000)
        self.assertEqual(self.shown()["percent"], 43)
        self.assertIn("Reading: 43 %", self.shown()["text"])
        self.progress.told("merging", 50, 120_000)
        self.assertIn("Comparing", self.shown()["text"])

    def test_wish_to_cancel_reaches_the_import_on_its_way(self):
        self.progress.begin()
        self.store(lambda env: self.batches(env).action_cancel())
        self.assertEqual(self.shown()["text"], "Being cancelled")
        with self.assertRaises(ImportCancelled):
            self.progress.last_step(10)


@tagged("post_install", "-at_install")
class TestImportKilled(KilledWorkerCase, StoredCatalogCase):
    """A worker that is killed while it imports, for real."""

    def work(self, env):
        """Do what the server does when the job runner calls for the job."""
        job = RunJobController._acquire_job(env, self.jobs(env).uuid)
        if job:
            RunJobController._runjob(env, job)
        return bool(job)

    def enqueue(self, env):
        """Do what the job runner does when a job is due."""
        env.cr.execute(
            "UPDATE queue_job SET state = 'enqueued',"
            " date_enqueued = now() at time zone 'utc' WHERE id = %s",
            [self.jobs(env).id],
        )

    def requeue(self, env):
        """Do what the job runner does a while later with jobs whose worker is gone."""
        env.cr.execute(
            "UPDATE queue_job SET date_enqueued = date_enqueued - interval '1 minute'"
            " WHERE id = %s",
            [self.jobs(env).id],
        )
        env.cr.execute(Database._query_requeue_dead_jobs(None))

    def kill_while_merging(self):
        """Begin the job in a process of its own and kill that in the middle."""
        self.kill(self.merge)

    def merge(self, reached):
        """Import up to the cross references."""

        def hang(load):
            reached(load._cr.connection.get_backend_pid())

        with (
            patch.object(BulkLoad, "merge_references", hang),
            self.registry.cursor() as cr,
        ):
            self.work(api.Environment(cr, SUPERUSER_ID, {}))

    def state(self, env):
        items = env["garage.catalog.item"].search([("source_id", "=", self.source_id)])
        progress = env["garage.catalog.progress"]._of(self.batches(env))
        return self.batches(env).state, len(items), progress.starts

    def test_killed_worker_leaves_nothing_and_the_job_is_taken_up_once(self):
        self.store(lambda env: self.queue(env).id)
        self.store(self.enqueue)
        self.kill_while_merging()
        self.assertEqual(self.store(self.state), ("queued", 0, 1))

        self.store(self.requeue)
        self.assertEqual(self.store(lambda env: self.jobs(env).state), "pending")
        self.store(self.enqueue)
        self.assertTrue(self.store(self.work))
        self.assertEqual(self.store(self.state), ("done", 2, 2))

        self.store(self.requeue)
        self.assertEqual(self.store(lambda env: self.jobs(env).state), "done")
        self.assertFalse(self.store(self.work))

    def test_killed_reader_leaves_nothing_and_the_job_is_taken_up_again(self):
        def killed(words, **options):
            child = popen(words, **options)
            child.kill()
            return child

        popen = subprocess.Popen
        self.store(lambda env: self.queue(env).id)
        self.store(self.enqueue)
        with (
            patch.object(aside, "SMALL", 0),
            patch.object(aside.subprocess, "Popen", killed),
        ):
            self.store(self.work)
        self.assertEqual(self.store(self.state), ("queued", 0, 1))
        self.assertEqual(self.store(lambda env: self.jobs(env).state), "pending")

        self.store(self.enqueue)
        with patch.object(aside, "SMALL", 0):
            self.assertTrue(self.store(self.work))
        self.assertEqual(self.store(self.state), ("done", 2, 2))

    def test_job_that_is_killed_twice_ends_with_words(self):
        self.store(lambda env: self.queue(env).id)
        for _kill in range(2):
            self.store(self.enqueue)
            self.kill_while_merging()
            self.store(self.requeue)
        self.store(self.enqueue)
        self.store(self.work)
        self.assertEqual(self.store(self.state), ("failed", 0, 3))
