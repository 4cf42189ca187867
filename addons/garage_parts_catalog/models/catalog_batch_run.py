import contextlib

from psycopg2 import errors

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.queue_job.exception import RetryableJobError

from ..domain.issues import CatalogFileError
from ..reading.aside import ReaderGoneError
from ..tools.part_import import PartImport
from ..tools.progress import ImportCancelled, StoredProgress

#: a file that takes the server down with it is not tried for ever
STARTS = 2
WAIT_FOR_OTHER = 15
_BUSY = (errors.SerializationFailure, errors.DeadlockDetected, errors.LockNotAvailable)


class GarageCatalogBatch(models.Model):
    """Taking a file over: as a job of the queue, or at once where no queue runs."""

    _inherit = "garage.catalog.batch"

    runner = fields.Boolean("Job runner works", compute="_compute_runner")

    def _compute_runner(self):
        self.runner = self.env["garage.catalog.queue"]._is_runner_here()

    def _launch(self):
        """Put the import in the queue, or do it now where nobody works it off."""
        self.ensure_one()
        self.env["garage.catalog.progress"]._start_anew(self)
        if self.env["garage.catalog.queue"]._is_served():
            self.with_delay(
                description=self.env._("Import %(file)s", file=self.file_name),
                identity_key=self._get_job_key(),
            )._job_import()
        else:
            self._import_now()

    def _get_job_key(self):
        self.ensure_one()
        return f"garage.catalog.batch:{self.id}"

    def _job_import(self):
        """Job of one file; the whole import is the job's transaction."""
        batch = self.exists()
        if not batch or batch.state != "queued":
            return self.env._("This import was done, cancelled or removed meanwhile.")
        if not batch.source_id._try_lock():
            raise RetryableJobError(
                self.env._("Another file of this catalogue is being imported."),
                seconds=WAIT_FOR_OTHER,
                ignore_retry=True,
            )
        progress = StoredProgress(self.env.registry, batch.id)
        if progress.begin() > STARTS:
            batch._stop("failed", batch._get_interrupted_text())
        else:
            batch._import_kept_or_again(progress)
        batch._tell_person()
        return batch.log or batch.file_name

    def _import_kept_or_again(self, progress):
        """Import the kept file; a reader that was killed is as a killed worker."""
        try:
            self._import_kept(progress)
        except ReaderGoneError as error:
            raise RetryableJobError(
                self._get_interrupted_text(), seconds=WAIT_FOR_OTHER, ignore_retry=True
            ) from error

    def _import_now(self):
        """Import the kept file in this request."""
        self._lock_catalogue()
        with self._stopped_if_interrupted():
            self._import_kept(None)

    @contextlib.contextmanager
    def _stopped_if_interrupted(self):
        """Where nobody tries again by itself, say that the reader was killed."""
        try:
            yield
        except ReaderGoneError:
            self._stop("failed", self._get_interrupted_text())

    def _lock_catalogue(self):
        """Keep other imports of the catalogue out until this transaction ends."""
        if not self.source_id._try_lock():
            raise UserError(
                self.env._(
                    "Another file of %(catalogue)s is being imported. "
                    "Try again when it is done.",
                    catalogue=self.source_id.name,
                )
            )

    def _import_kept(self, progress):
        """Import the kept file; what came of it stands in this record."""
        try:
            with self._open_kept() as stream:
                self._import_opened(stream, self.brand_name, progress)
        except _BUSY:
            if progress:
                progress.take_back_start()
            raise
        if self.state == "done":
            self._drop_file()

    def _import_stream(self, stream, brand_name, progress):
        """Import an open file in this transaction."""
        self._lock_catalogue()
        progress.begin()
        with self._stopped_if_interrupted():
            self._import_opened(stream, brand_name, progress)

    def _import_opened(self, stream, brand_name, progress):
        source = self.source_id
        try:
            file = source._open_file(stream, self.layout)
            if source._find_done(file.digest):
                self._stop("cancelled", self._get_known_text())
            else:
                self._take_over(file, brand_name, progress)
        except UserError as error:
            self._stop("failed", str(error))

    def _take_over(self, file, brand_name=None, progress=None):
        """Import an opened file as a whole or not at all."""
        self.ensure_one()
        source = self.source_id
        started = fields.Datetime.now()
        work = PartImport(self.env, source, self, progress)
        try:
            with self.env.cr.savepoint():
                self.env.flush_all()
                work.run(file, brand_name, source._get_part_choice())
                work.load.finish()
                self.write({"sha256": file.digest, "started": started})
                source._finish(self, work, file.profile)
        except CatalogFileError as error:
            self._refuse(error, work)
        except ImportCancelled:
            self._stop("cancelled", self._get_cancelled_text())

    @contextlib.contextmanager
    def _open_kept(self):
        """Yield the kept file as a stream from where it is stored."""
        # Reached by the import of a person who may write catalogues: what another
        # manager uploaded for the same catalogue may be imported, too.
        attachment = self.attachment_id.sudo()
        with attachment._garage_open() as stream:
            yield stream

    def _drop_file(self):
        """Forget the kept file: its content stands in the catalogue now."""
        # see _open_kept
        self.attachment_id.sudo().unlink()

    def _stop(self, state, text):
        """Write down that the file was not taken over, and why."""
        self.write({"state": state, "log": text, "finished": fields.Datetime.now()})

    def _on_job_failed(self, **failure):
        """What the queue calls when the job broke for a reason nobody foresaw."""
        for batch in self.exists().filtered(lambda one: one.state == "queued"):
            batch._stop("failed", batch._get_broken_text(failure))
            batch._tell_person()

    # --- what a person can do -------------------------------------------------------

    def action_try_again(self):
        """Import the kept file once more."""
        self.ensure_one()
        self.check_access("write")
        if self.state not in ("failed", "cancelled") or not self.attachment_id:
            raise UserError(
                self.env._("The file is not kept any more. Import it anew.")
            )
        self.write({"state": "queued", "log": False, "finished": False})
        self._launch()

    def action_run_now(self):
        """Import a waiting file in this request, when no job runner comes for it."""
        self.ensure_one()
        self.check_access("write")
        if self.state == "queued":
            self._import_now()

    def action_cancel(self):
        """Stop the import before its last step."""
        self.ensure_one()
        self.check_access("write")
        progress = self.env["garage.catalog.progress"]._of(self)
        if progress.phase == "writing":
            raise UserError(
                self.env._(
                    "The import is being written right now. "
                    "Take it back when it is done."
                )
            )
        if self.state == "queued":
            progress.cancel_wanted = True
            if not progress.starts:
                self._stop("cancelled", self._get_cancelled_text())

    @api.autovacuum
    def _gc_files(self):
        """Forget files of imports that nobody tried again for a month."""
        limit = fields.Datetime.subtract(fields.Datetime.now(), days=30)
        self.search(
            [
                ("state", "in", ("failed", "cancelled")),
                ("attachment_id", "!=", False),
                ("finished", "<", limit),
            ]
        )._drop_file()
