import io
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.queue_job.exception import RetryableJobError
from odoo.addons.queue_job.jobrunner.runner import PG_ADVISORY_LOCK_ID
from odoo.addons.queue_job.tests.common import trap_jobs

from ..tools.bulk_load import try_lock
from ..tools.progress import ImportCancelled, StoredProgress
from .common import PRICE_LIST, CatalogCase

MODULE = "odoo.addons.garage_parts_catalog.models.catalog_queue"
QUEUE = f"{MODULE}.GarageCatalogQueue"
LIST = PRICE_LIST.encode("cp1252")


@tagged("post_install", "-at_install")
class TestImportJob(CatalogCase):
    def queued(self, data=LIST, **options):
        """Return the batch of a file that waits in the queue, and the trap."""
        attachment = self.source.env["ir.attachment"]._garage_keep(
            io.BytesIO(data), "list.csv", "garage.catalog.import"
        )
        with trap_jobs() as trap, patch(f"{QUEUE}._is_served", return_value=True):
            batch = self.source._take_in(attachment, "list.csv", **options)
        return batch, trap

    def test_import_waits_in_the_queue_and_the_person_goes_on(self):
        wizard = self.wizard(LIST)
        wizard.action_preview()
        with trap_jobs() as trap, patch(f"{QUEUE}._is_served", return_value=True):
            batch = self.env["garage.catalog.batch"].browse(
                wizard.action_import()["res_id"]
            )
        trap.assert_jobs_count(1, only=batch._job_import)
        self.assertEqual(
            (batch.state, batch.attachment_id.name), ("queued", "list.csv")
        )
        self.assertEqual(batch._get_shown()["text"], "Waiting for its turn")
        self.assertFalse(self.item("Z986479C58"))

    def test_job_imports_the_kept_file_tells_the_person_and_forgets_the_file(self):
        manager = self.user("manager")
        self.source = self.source.with_user(manager)
        batch, trap = self.queued()
        trap.perform_enqueued_jobs()
        self.assertEqual((batch.state, batch.items_new), ("done", 4))
        self.assertFalse(batch.attachment_id)
        told = self.env["mail.message"].search(
            [("model", "=", batch._name), ("res_id", "=", batch.id)]
        )
        self.assertEqual(told.subject, "list.csv is imported")
        self.assertEqual(told.partner_ids, manager.partner_id)

    def test_without_a_job_runner_the_file_is_imported_at_once(self):
        wizard = self.wizard(LIST)
        wizard.action_preview()
        batch = self.env["garage.catalog.batch"].browse(
            wizard.action_import()["res_id"]
        )
        self.assertEqual((batch.state, batch.items_new), ("done", 4))

    def test_runner_is_known_by_its_lock_of_the_database(self):
        queue = self.env["garage.catalog.queue"]
        own = PG_ADVISORY_LOCK_ID + 1  # tests may have a runner of their own
        with (
            patch(f"{MODULE}.PG_ADVISORY_LOCK_ID", own),
            self.registry.cursor() as other,
        ):
            self.assertFalse(queue._is_runner_here())
            other.execute("SELECT pg_advisory_xact_lock(%s)", [own])
            self.assertTrue(queue._is_runner_here())

    def test_waiting_file_can_be_imported_by_hand(self):
        batch, trap = self.queued()
        batch.action_run_now()
        self.assertEqual(batch.state, "done")
        trap.perform_enqueued_jobs()
        self.assertEqual(self.source.batch_ids, batch)

    def test_refused_file_says_why_is_kept_and_can_be_tried_again(self):
        batch, trap = self.queued(b"number;name\r\n;\r\n")
        trap.perform_enqueued_jobs()
        self.assertEqual(batch.state, "failed")
        self.assertIn("No line of the file can be used", batch.log)
        batch.attachment_id.raw = b"number;name\r\nA1;Disc\r\n"
        batch.action_try_again()
        self.assertEqual((batch.state, batch.items_new), ("done", 1))

    def test_file_that_is_no_list_fails_with_words_in_the_job_too(self):
        batch, trap = self.queued(b"PK\x03\x04")
        trap.perform_enqueued_jobs()
        self.assertEqual(batch.state, "failed")
        self.assertIn("Save it as CSV", batch.log)

    def test_same_file_twice_in_the_queue_is_imported_once(self):
        (first, one), (second, two) = self.queued(), self.queued()
        one.perform_enqueued_jobs()
        two.perform_enqueued_jobs()
        self.assertEqual((first.state, second.state), ("done", "cancelled"))
        self.assertIn("imported before", second.log)

    def test_second_import_of_a_catalogue_waits_for_the_first(self):
        batch, _trap = self.queued()
        with self.registry.cursor() as other:
            self.assertTrue(try_lock(other, self.source.id))
            with self.assertRaises(RetryableJobError) as caught:
                batch._job_import()
        self.assertTrue(caught.exception.ignore_retry)
        self.assertEqual(batch.state, "queued")

    def test_cancelled_while_it_waits(self):
        batch, trap = self.queued()
        batch.action_cancel()
        trap.perform_enqueued_jobs()
        self.assertEqual((batch.state, batch.items_new), ("cancelled", 0))
        self.assertIn("Nothing was changed", batch.log)

    def test_cancelled_while_it_is_read_changes_nothing(self):
        batch, trap = self.queued()
        with patch.object(StoredProgress, "told", side_effect=ImportCancelled):
            trap.perform_enqueued_jobs()
        self.assertEqual(batch.state, "cancelled")
        self.assertFalse(self.item("Z986479C58"))
        batch.action_try_again()
        self.assertEqual(batch.items_new, 4)

    def test_no_cancelling_in_the_last_step(self):
        batch, _trap = self.queued()
        self.env["garage.catalog.progress"]._of(batch).phase = "writing"
        with self.assertRaisesRegex(UserError, "Take it back when it is done"):
            batch.action_cancel()

    def test_file_that_stops_the_server_twice_is_not_tried_for_ever(self):
        batch, trap = self.queued()
        with patch.object(StoredProgress, "begin", return_value=3):
            trap.perform_enqueued_jobs()
        self.assertEqual(batch.state, "failed")
        self.assertIn("stopped twice", batch.log)

    def test_unforeseen_end_is_told_in_words(self):
        batch, _trap = self.queued()
        batch._on_job_failed(exc_name="OSError", exc_message="No space left on device")
        self.assertEqual(batch.state, "failed")
        self.assertIn("No space left on device", batch.log)
        self.assertIn("Press Try again", batch.log)

    def test_layout_and_brand_chosen_by_hand_reach_the_job(self):
        layout = {"header": False, "columns": {"number": 0, "name": 1}}
        batch, trap = self.queued(b"A1;Disc\r\nA2;Pads\r\n", layout=layout)
        trap.perform_enqueued_jobs()
        self.assertEqual(self.item("A2").name, "Pads")
