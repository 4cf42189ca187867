import base64

from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ..domain import import_headings

_SAMPLES = 3


class GarageImport(models.Model):
    """One file from another system: read, looked at, taken over, undone if need be."""

    _name = "garage.import"
    _description = "Import from another system"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id desc"

    name = fields.Char(string="File name", readonly=True, default="")
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    kind = fields.Selection(
        [
            ("customer", "Customers"),
            ("vehicle", "Vehicles, with their customers"),
            ("history", "Past visits"),
        ],
        string="What is in it",
        required=True,
        default="vehicle",
    )
    state = fields.Selection(
        [
            ("draft", "Choose file"),
            ("check", "Check"),
            ("running", "Running"),
            ("stopped", "Stopped"),
            ("done", "Imported"),
            ("undone", "Undone"),
        ],
        default="draft",
        required=True,
        readonly=True,
    )
    file = fields.Binary(attachment=True)
    file_name = fields.Char()
    encoding = fields.Selection(
        [
            ("utf-8", "UTF-8"),
            ("utf-8-sig", "UTF-8 with mark"),
            ("utf-16", "UTF-16"),
            ("cp1252", "Windows (1252)"),
            ("cp850", "DOS (850)"),
            ("cp1251", "Cyrillic (1251)"),
        ]
    )
    delimiter = fields.Selection(
        [(";", "Semicolon"), (",", "Comma"), ("\t", "Tab"), ("|", "Bar")],
        string="Separator",
    )
    frame_numbers = fields.Boolean(
        string="Take what is no VIN as a frame number",
        help="For files with numbers of trailers and old vehicles.",
    )
    overwrite = fields.Boolean(
        string="Replace what is known",
        help="Otherwise only what is empty here is filled. What a person typed on a"
        " vehicle stays in any case.",
    )
    column_ids = fields.One2many("garage.import.column", "import_id", string="Columns")
    profile_id = fields.Many2one("garage.import.profile", readonly=True)
    preview = fields.Json(readonly=True)
    count_new = fields.Integer(string="New", readonly=True)
    count_update = fields.Integer(string="Completed", readonly=True)
    count_same = fields.Integer(string="Known already", readonly=True)
    count_bad = fields.Integer(string="Not taken over", readonly=True)
    error_file = fields.Binary(attachment=True, readonly=True)
    error_name = fields.Char(readonly=True)
    done_at = fields.Datetime(readonly=True)
    user_id = fields.Many2one("res.users", string="Started by", readonly=True)
    position = fields.Integer(string="Rows done", readonly=True)
    total = fields.Integer(string="Rows", readonly=True)
    progress = fields.Integer(string="Done (%)", compute="_compute_progress")
    attempts = fields.Integer(string="Attempts in vain", readonly=True)
    stop_reason = fields.Text(string="Why it stopped", readonly=True)
    step_ids = fields.One2many("garage.import.step", "import_id", string="Steps")

    @api.depends("name", "kind")
    def _compute_display_name(self):
        for batch in self:
            batch.display_name = batch.name or self.env._("New import")

    @api.depends("position", "total")
    def _compute_progress(self):
        for batch in self:
            batch.progress = 100 * batch.position // (batch.total or 1)

    def action_read(self):
        """Read the file, guess its columns, and show what would happen."""
        self.ensure_one()
        self._check_open()
        self.write({"name": self.file_name or self.env._("file"), "encoding": False})
        self.delimiter = False
        table = self._get_table()
        profile = self.env["garage.import.profile"]._find(self.kind, table.headings)
        if profile:
            self.write({"encoding": profile.encoding, "delimiter": profile.delimiter})
            table = self._get_table()
        self.profile_id = profile
        self.write({"encoding": table.encoding, "delimiter": table.delimiter})
        self._show_columns(table, profile)
        self._show_plan(table)
        self.state = "check"

    def action_check(self):
        """Show again what would happen, after columns or layout were changed."""
        self.ensure_one()
        self._check_open()
        table = self._get_table()
        if len(table.headings) != len(self.column_ids):
            self._show_columns(table, self.env["garage.import.profile"])
        self._show_plan(table)

    def action_back(self):
        """Choose another file."""
        self._check_open()
        self.write({"state": "draft", "file": False, "preview": False})
        self.column_ids.unlink()

    def _check_open(self):
        if self.state not in ("draft", "check"):
            raise UserError(
                self.env._(
                    "This file was imported already. Start a new import for another"
                    " file; importing the same one again changes nothing twice."
                )
            )

    def _get_content(self):
        content = self.with_context(bin_size=False).file
        if not content:
            raise UserError(self.env._("Choose a file first."))
        return base64.b64decode(content)

    def _get_mapping(self):
        """Return ``{column: target}`` as it stands in the form."""
        labels = dict(
            self.column_ids._fields["target"]._description_selection(self.env)
        )
        mapping = {}
        for column in self.column_ids.filtered("target"):
            if column.target in mapping.values():
                raise UserError(
                    self.env._(
                        "Two columns are marked as “%(name)s”. Keep one of them.",
                        name=labels[column.target],
                    )
                )
            mapping[column.position] = column.target
        return mapping

    def _show_columns(self, table, profile):
        """Offer a meaning for each column: of the profile, else guessed."""
        guessed = import_headings.guess(self.kind, table.headings)
        if profile:
            guessed = {int(key): name for key, name in profile.targets.items()}
        firsts = [cells for _line, cells in table.rows[:_SAMPLES]]
        self.column_ids = [
            Command.clear(),
            *(
                Command.create(
                    {
                        "position": index,
                        "heading": heading,
                        "sample": " · ".join(c[index] for c in firsts if c[index]),
                        "target": guessed.get(index),
                    }
                )
                for index, heading in enumerate(table.headings)
            ),
        ]
