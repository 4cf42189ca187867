from odoo import fields, models
from odoo.exceptions import UserError

_SHOWN_ROWS = 8
_MIB = 1024 * 1024
_MOST_MIB = 20


class GarageLabourImport(models.TransientModel):
    """Upload a file of labour times, look at it, import it."""

    _name = "garage.labour.import"
    _inherit = "garage.catalog.upload"
    _description = "Import labour times"

    state = fields.Selection(
        [("upload", "Choose file"), ("preview", "Check"), ("done", "Report")],
        default="upload",
    )
    list_id = fields.Many2one(
        "garage.labour.list",
        "Labour list",
        required=True,
        domain=[("provider", "=", "file")],
    )
    units_per_hour = fields.Integer(related="list_id.units_per_hour", readonly=False)
    full_list = fields.Boolean(related="list_id.full_list", readonly=False)
    preview = fields.Html(readonly=True, sanitize=False)
    warning = fields.Text(readonly=True)
    result = fields.Text(readonly=True)

    def action_preview(self):
        """Read the file and show what was understood; nothing is changed."""
        self.ensure_one()
        rows, issues = self.list_id._read_file(self._list_stream())
        table = [self._get_titles(), *map(self._get_cells, rows[:_SHOWN_ROWS])]
        self.write(
            {
                "state": "preview",
                "preview": self.env["garage.catalog.import"]._render(table),
                "warning": "\n".join(self.list_id._get_issue_lines(issues)),
            }
        )
        return self._reopen()

    def action_back(self):
        """Choose another file."""
        self.write({"state": "upload", "file": False, "preview": False})
        return self._reopen()

    def action_import(self):
        """Import the file and show its report."""
        self.ensure_one()
        stream = self._list_stream()
        result = self.list_id._import_file(self.file_name or "", stream)
        self.write({"state": "done", "result": result, "file": False})
        return self._reopen()

    def _stream(self):
        stream = super()._stream()
        if stream.getbuffer().nbytes > _MOST_MIB * _MIB:
            raise UserError(
                self.env._(
                    "The file is larger than %(size)s MB. Cut it into several files.",
                    size=_MOST_MIB,
                )
            )
        return stream

    def _get_titles(self):
        _ = self.env._
        return [_("Line"), _("Code"), _("Operation"), _("Vehicles"), _("Hours")]

    def _get_cells(self, row):
        years = "-".join(str(year or "") for year in (row.year_from, row.year_to))
        vehicles = (
            row.make, row.model, years.strip("-") and years, row.engine_code,
            row.ktype, row.variant,
        )  # fmt: skip
        hours = "" if row.hours is None else f"{row.hours:.2f}"
        text = " ".join(filter(None, vehicles)) or self.env._("all")
        return [str(row.line), row.code, row.name, text, hours]

    def _reopen(self):
        return self._reopen_as(self.env._("Import labour times"))
