from odoo import api, fields, models

from ..reading.order import LOGGED_ISSUES


class GarageCatalogBatch(models.Model):
    """One imported file: what came in, what changed, what was left out."""

    _name = "garage.catalog.batch"
    _description = "Catalogue import"
    _order = "id desc"
    _rec_name = "file_name"

    source_id = fields.Many2one(
        "garage.catalog.source",
        "Catalogue",
        required=True,
        ondelete="cascade",
        index=True,
    )
    file_name = fields.Char(required=True)
    sha256 = fields.Char(
        "Fingerprint", size=64, help="Of the file's content and its column mapping"
    )
    state = fields.Selection(
        [
            ("queued", "Being imported"),
            ("staged", "Reading"),
            ("done", "Done"),
            ("failed", "Refused"),
            ("cancelled", "Cancelled"),
            ("undo", "Being taken back"),
            ("rolled_back", "Taken back"),
        ],
        required=True,
        default="staged",
    )
    attachment_id = fields.Many2one(
        "ir.attachment", "Kept file", ondelete="set null", copy=False
    )
    layout = fields.Json("Layout of the file", copy=False)
    brand_name = fields.Char("Brand of the file", copy=False)
    journaled = fields.Boolean(
        "Can be taken back", copy=False, help="The rows before this import are kept"
    )
    counts = fields.Json()
    header = fields.Json("File header")
    started = fields.Datetime()
    finished = fields.Datetime()
    log = fields.Text("Report")
    lines_read = fields.Integer("Lines read", compute="_compute_counts")
    lines_damaged = fields.Integer("Damaged lines", compute="_compute_counts")
    items_new = fields.Integer("New parts", compute="_compute_counts")
    items_changed = fields.Integer("Changed parts", compute="_compute_counts")
    items_unchanged = fields.Integer("Unchanged parts", compute="_compute_counts")
    items_ended = fields.Integer("Discontinued parts", compute="_compute_counts")
    duplicates = fields.Integer("Numbers named twice", compute="_compute_counts")
    prices_changed = fields.Integer("Changed prices", compute="_compute_counts")
    prices_by_group = fields.Integer(
        "Purchase prices by discount group", compute="_compute_counts"
    )
    parts_unknown = fields.Integer(
        "Additions to unknown parts", compute="_compute_counts"
    )
    items_withdrawn = fields.Integer("Withdrawn parts", compute="_compute_counts")
    items_renumbered = fields.Integer("Changed numbers", compute="_compute_counts")
    discounts_changed = fields.Integer(
        "New or changed discount groups", compute="_compute_counts"
    )
    groups_changed = fields.Integer(
        "New or changed product groups", compute="_compute_counts"
    )
    texts_changed = fields.Integer("New or changed texts", compute="_compute_counts")
    texts_missing = fields.Integer("Texts not found", compute="_compute_counts")
    lines_skipped = fields.Integer("Lines of other kinds", compute="_compute_counts")
    references_new = fields.Integer("New cross references", compute="_compute_counts")
    references_ended = fields.Integer(
        "Ended cross references", compute="_compute_counts"
    )
    fitments_new = fields.Integer("New fitments", compute="_compute_counts")
    fitments_changed = fields.Integer("Changed fitments", compute="_compute_counts")
    fitments_unchanged = fields.Integer("Unchanged fitments", compute="_compute_counts")
    fitments_ended = fields.Integer("Ended fitments", compute="_compute_counts")

    _done_idx = models.Index("(source_id, started DESC, id DESC) WHERE state = 'done'")

    @api.depends("counts")
    def _compute_counts(self):
        for batch in self:
            counts = batch.counts or {}
            for name in self._count_fields():
                batch[name] = counts.get(name, 0)

    @api.model
    def _count_fields(self):
        return [
            name
            for name, field in self._fields.items()
            if field.compute == "_compute_counts"
        ]

    def action_open_items(self):
        """Open the parts that this file brought or changed."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "garage_parts_catalog.garage_catalog_item_action"
        )
        return {**action, "domain": [("batch_id", "=", self.id)]}

    def _finish(self, work):
        """Write down the counts and the report of a good file."""
        self.write(
            {
                "state": "done",
                "journaled": True,
                "counts": work.counts,
                "header": work.header,
                "log": self._report(work),
                "finished": fields.Datetime.now(),
            }
        )

    def _refuse(self, error, work):
        """Write down why a file was refused."""
        self.write(
            {
                "state": "failed",
                "counts": {"lines_read": work.counts["lines_read"]},
                "log": self.env["garage.catalog.messages"]._file_error_text(error),
                "finished": fields.Datetime.now(),
            }
        )

    def _report(self, work):
        messages = self.env["garage.catalog.messages"]
        lines = [messages._issue_text(issue) for issue in work.issues]
        more = work.counts["lines_damaged"] - LOGGED_ISSUES
        if more > 0:
            lines.append(self.env._("... and %(count)s more lines", count=more))
        return "\n".join(lines)
