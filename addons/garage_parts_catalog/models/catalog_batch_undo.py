from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.queue_job.exception import RetryableJobError

from ..tools import undo
from ..tools.part_load import apply_discounts
from .catalog_batch_run import WAIT_FOR_OTHER

#: so many rows are taken back while the person waits
_AT_ONCE = 20_000


class GarageCatalogBatch(models.Model):
    """Taking an import back: the newest of its catalogue first."""

    _inherit = "garage.catalog.batch"

    undoable = fields.Boolean(compute="_compute_undoable")

    def _compute_undoable(self):
        for batch in self:
            batch.undoable = (
                batch.state == "done"
                and batch.journaled
                and batch == batch._get_newest()
            )

    def _get_newest(self):
        """Return the newest good import of the same catalogue."""
        return self.search(
            [("source_id", "=", self.source_id.id), ("state", "in", ("done", "undo"))],
            limit=1,
        )

    def action_undo(self):
        """Make prices, parts and fitments what they were before this file."""
        self.ensure_one()
        self.check_access("write")
        self._check_undoable()
        served = self.env["garage.catalog.queue"]._is_served()
        if served and undo.count(self.env.cr, self.id) > _AT_ONCE:
            self.state = "undo"
            self.env["garage.catalog.progress"]._start_anew(self)
            self.with_delay(
                description=self.env._("Take %(file)s back", file=self.file_name),
                identity_key=f"{self._get_job_key()}:undo",
            )._job_undo()
        else:
            self._undo_now()

    def _undo_now(self):
        """Take the import back in this request."""
        self.check_access("write")
        self._lock_catalogue()
        self._check_undoable()
        self._undo()

    def _check_undoable(self):
        newest = self._get_newest()
        if self.state != "done" or not self.journaled:
            raise UserError(
                self.env._(
                    "This import cannot be taken back: only the last imports of a "
                    "catalogue can, and only once."
                )
            )
        if newest != self:
            raise UserError(
                self.env._(
                    "Take back %(file)s first, which came after this one.",
                    file=newest.file_name,
                )
            )

    def _job_undo(self):
        """Job: take an import back."""
        batch = self.exists()
        if not batch or batch.state != "undo":
            return self.env._("This import was taken back meanwhile.")
        if not batch.source_id._try_lock():
            raise RetryableJobError(
                self.env._("Another file of this catalogue is being imported."),
                seconds=WAIT_FOR_OTHER,
                ignore_retry=True,
            )
        if batch._get_newest() == batch:
            batch._undo()
        else:
            batch.state = "done"  # a newer file came in between
        batch._tell_person()
        return batch.file_name

    def _on_undo_failed(self, **failure):
        """What the queue calls when taking back broke for an unforeseen reason."""
        for batch in self.exists().filtered(lambda one: one.state == "undo"):
            batch.write({"state": "done", "log": batch._get_broken_text(failure)})

    def _undo(self):
        """Take the import back in this transaction."""
        self.env.flush_all()
        source, cr = self.source_id, self.env.cr
        undo.Undo(cr, self.id, source.id).run()
        self.env.invalidate_all()
        if any(one.write_date > self.finished for one in source.discount_ids):
            # a person changed a discount since: it counts, the file does not
            apply_discounts(cr, self.env.uid, source.id)
            self.env.invalidate_all()
        self.write({"state": "rolled_back", "journaled": False})
