from odoo import api, fields, models

from ..tools.undo import forget, install_journal

#: how many imports of a catalogue can be taken back, one after the other
KEPT = 3


class GarageCatalogUndo(models.Model):
    """How a row looked before an import changed it; without an image it was new."""

    _name = "garage.catalog.undo"
    _description = "Row before a catalogue import"
    _rec_name = "row_table"
    # written by the database, set by set
    _log_access = False

    batch_id = fields.Many2one(
        "garage.catalog.batch", "Import", required=True, ondelete="cascade"
    )
    row_table = fields.Char(required=True)
    row_id = fields.Integer(required=True)
    image = fields.Json()

    _batch_idx = models.Index("(batch_id, row_table)")

    def init(self):
        install_journal(self.env.cr)

    @api.autovacuum
    def _gc_old(self):
        """Forget the rows of imports that are too old to be taken back."""
        for source in self.env["garage.catalog.source"].search(
            [("batch_ids.journaled", "=", True)]
        ):
            old = source.batch_ids.filtered("journaled").sorted("id")[:-KEPT]
            self._forget(old)

    @api.model
    def _forget(self, batches):
        """Forget how rows looked before these imports."""
        forget(self.env.cr, batches.ids)
        batches.journaled = False
