from odoo import api, fields, models


class GarageCatalogProgress(models.Model):
    """How far an import is.

    Written beside the import's own transaction (`tools/progress.py`), so that others
    see it while nothing of the import itself can be seen yet.
    """

    _name = "garage.catalog.progress"
    _description = "Progress of a catalogue import"
    _rec_name = "phase"
    _log_access = False

    batch_id = fields.Many2one(
        "garage.catalog.batch", "Import", required=True, ondelete="cascade"
    )
    phase = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("reading", "Reading"),
            ("merging", "Comparing with the catalogue"),
            ("writing", "Writing"),
        ],
        required=True,
        default="waiting",
    )
    percent = fields.Integer(default=0, required=True)
    records = fields.Integer("Lines read", default=0, required=True)
    starts = fields.Integer(default=0, required=True)
    cancel_wanted = fields.Boolean(default=False, required=True)
    updated = fields.Datetime()

    _batch_uniq = models.UniqueIndex("(batch_id)", "An import has one progress.")

    @api.model
    def _of(self, batches):
        """Return the progress of these imports."""
        # Reached by methods that checked the right to read or write the imports.
        return self.sudo().search([("batch_id", "in", batches.ids)])

    @api.model
    def _start_anew(self, batch):
        """Begin to count anew for an import that is put in the queue."""
        first = {
            "phase": "waiting",
            "percent": 0,
            "records": 0,
            "starts": 0,
            "cancel_wanted": False,
            "updated": fields.Datetime.now(),
        }
        progress = self._of(batch)
        if progress:
            progress.write(first)
        else:
            progress.create({"batch_id": batch.id, **first})

    def _get_words(self):
        """Return how far the import is, as a person reads it."""
        if self.cancel_wanted:
            return self.env._("Being cancelled")
        if self.phase == "reading":
            return self.env._(
                "Reading: %(percent)s %%, %(count)s lines",
                percent=self.percent,
                count=f"{self.records:,}".replace(",", "\N{NO-BREAK SPACE}"),
            )
        if self.phase == "merging":
            return self.env._(
                "Comparing with the catalogue: %(percent)s %%", percent=self.percent
            )
        if self.phase == "writing":
            return self.env._("Writing")
        return self.env._("Waiting for its turn")
