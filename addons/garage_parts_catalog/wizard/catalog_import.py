from markupsafe import Markup

from odoo import Command, api, fields, models
from odoo.exceptions import UserError


class GarageCatalogImport(models.TransientModel):
    """Upload a supplier's file, look at it, import it."""

    _name = "garage.catalog.import"
    _inherit = "garage.catalog.upload"
    _description = "Import a supplier file"

    state = fields.Selection(
        [("upload", "Choose file"), ("preview", "Check")], default="upload"
    )
    source_id = fields.Many2one("garage.catalog.source", "Catalogue", required=True)
    attachment_id = fields.Many2one("ir.attachment", "Uploaded file")
    kind = fields.Selection(
        [
            ("csv", "Price list"),
            ("datanorm", "DATANORM"),
            ("aces", "ACES fitment"),
            ("pies", "PIES"),
            ("bmecat", "BMEcat"),
        ],
        "Recognised as",
    )
    encoding = fields.Selection(
        [
            ("utf-8", "UTF-8"),
            ("utf-8-sig", "UTF-8 with mark"),
            ("utf-16", "UTF-16"),
            ("utf-16-le", "UTF-16 without mark"),
            ("utf-16-be", "UTF-16 without mark, high byte first"),
            ("cp1252", "Windows (1252)"),
            ("cp1251", "Windows, Cyrillic (1251)"),
            ("cp850", "DOS (850)"),
            ("cp866", "DOS, Cyrillic (866)"),
        ]
    )
    delimiter = fields.Selection(
        [(";", "Semicolon"), (",", "Comma"), ("\t", "Tab"), ("|", "Bar")], "Separator"
    )
    decimal = fields.Selection([(",", "1.234,50"), (".", "1,234.50")], "Amounts")
    header = fields.Boolean("First line holds titles")
    full_list = fields.Boolean(related="source_id.full_list", readonly=False)
    brand_name = fields.Char("Brand", help="Name for the sender's brand code")
    column_ids = fields.One2many("garage.catalog.import.column", "wizard_id", "Columns")
    preview = fields.Html(readonly=True, sanitize=False)
    warning = fields.Text(readonly=True)

    def action_preview(self):
        """Read the first lines and show what was understood."""
        self.ensure_one()
        found = self.source_id._preview(self._stream())
        self.column_ids.unlink()
        if found["kind"] == "csv":
            self._show_price_list(found)
        elif found["kind"] == "aces":
            self._show_aces(found)
        else:
            self._show_parts(found)
        return self._reopen()

    def action_read_again(self):
        """Show the first lines again with the layout as changed by hand."""
        self.ensure_one()
        found = self.source_id._preview(self._stream(), self._get_layout())
        self._show_price_list(found)
        return self._reopen()

    def action_back(self):
        """Choose another file."""
        self.attachment_id = False
        self.write({"state": "upload", "file": False, "preview": False})
        return self._reopen()

    def action_import(self):
        """Put the file in the queue, or import it at once where no queue runs."""
        self.ensure_one()
        layout = self._get_layout() if self.kind == "csv" else None
        source = self.source_id
        file = source._open_file(self._stream(), layout)
        if known := source._find_done(file.digest):
            return self._tell_known(self._show(known))
        batch = source._take_in(
            self._keep_file(),
            self.file_name or self.env._("file"),
            layout,
            self.brand_name,
        )
        return self._show(batch)

    def _show(self, batch):
        return {
            "type": "ir.actions.act_window",
            "res_model": "garage.catalog.batch",
            "res_id": batch.id,
            "views": [(False, "form")],
        }

    def _tell_known(self, action):
        """Say that the file was imported before, and open its report."""
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info",
                "message": self.env._(
                    "This file was imported before, nothing was changed."
                ),
                "next": action,
            },
        }

    def _stream(self):
        """Return the uploaded file from where it is stored."""
        if self.attachment_id:
            self.attachment_id.check_access("read")
            return self.attachment_id._garage_open()
        return super()._stream()

    def _keep_file(self):
        """Return the attachment that keeps the file until it is imported."""
        if not self.attachment_id:
            self.attachment_id = self.env["ir.attachment"]._garage_keep(
                self._stream(), self.file_name or "file", self._name
            )
            self.file = False
        return self.attachment_id

    @api.model
    def _keep_upload(self, file):
        """Keep a file that a browser sent, piece by piece, and tell which it is."""
        self.check_access("create")
        if not file:
            return {}
        name = (file.filename or "file")[:200]
        attachment = self.env["ir.attachment"]._garage_keep(
            file.stream, name, self._name
        )
        return {"id": attachment.id, "name": name, "size": attachment.file_size}

    @api.autovacuum
    def _gc_uploads(self):
        """Forget files that were uploaded and never imported."""
        limit = fields.Datetime.subtract(fields.Datetime.now(), days=1)
        self.env["ir.attachment"].search(
            [("res_model", "=", self._name), ("create_date", "<", limit)]
        ).unlink()

    def _get_layout(self):
        """Return the layout as it stands in the form."""
        targets = [column.target for column in self.column_ids if column.target]
        twice = {target for target in targets if targets.count(target) > 1}
        if twice:
            names = dict(
                self.column_ids._fields["target"]._description_selection(self.env)
            )
            raise UserError(
                self.env._(
                    "Two columns are marked as %(name)s. Keep one of them.",
                    name=names[twice.pop()],
                )
            )
        return {
            "encoding": self.encoding,
            "delimiter": self.delimiter,
            "decimal": self.decimal,
            "header": self.header,
            "columns": {
                column.target: column.position - 1
                for column in self.column_ids
                if column.target
            },
        }

    def _reopen(self):
        return self._reopen_as(self.env._("Import a supplier file"))

    def _show_price_list(self, found):
        profile = found["profile"]
        same = len(self.column_ids) == profile.width
        self.write(
            {
                "state": "preview",
                "kind": "csv",
                "encoding": profile.encoding,
                "delimiter": profile.delimiter,
                "decimal": profile.decimal,
                "header": profile.header,
                "preview": self._render(self._get_price_list_table(found)),
                "warning": self._get_warning(found),
            }
        )
        if not same:
            self.column_ids = [Command.clear(), *self._prepare_columns(profile)]

    def _prepare_columns(self, profile):
        targets = {index: target for target, index in profile.columns.items()}
        sample = self.source_id._sample_row(self._stream(), profile)
        return [
            Command.create(
                {
                    "position": index + 1,
                    "title": profile.titles[index] if profile.titles else "",
                    "sample": sample[index] if index < len(sample) else "",
                    "target": targets.get(index),
                }
            )
            for index in range(profile.width)
        ]

    def _show_aces(self, found):
        header = found["header"]
        self.write(
            {
                "state": "preview",
                "kind": "aces",
                "brand_name": self.source_id._get_aces_brand_name(header),
                "preview": self._render(self._get_aces_table(found)),
                "warning": self._get_warning(found),
            }
        )

    def _show_parts(self, found):
        table = self.source_id._get_part_table(found["rows"])
        self.write(
            {
                "state": "preview",
                "kind": found["kind"],
                "preview": self._render(table),
                "warning": self._get_warning(found),
            }
        )

    def _get_warning(self, found):
        messages = self.env["garage.catalog.messages"]
        return "\n".join(messages._issue_text(issue) for issue in found["issues"])

    def _get_price_list_table(self, found):
        names = dict(self.column_ids._fields["target"]._description_selection(self.env))
        shown = [name for name in names if name in found["profile"].columns]
        yield [names[name] for name in shown]
        for row in found["rows"]:
            yield [self._get_cell(row, name) for name in shown]

    def _get_cell(self, row, name):
        relation = {"oe_numbers": "oe", "equivalents": "equivalent"}.get(name)
        if relation:
            numbers = [r.number for r in row.references if r.relation == relation]
            return ", ".join(numbers)
        if name == "vehicle_keys":
            return ", ".join(f"{system} {code}" for system, code in row.vehicle_keys)
        value = getattr(row, name)
        return "" if value is None else str(value)

    def _get_aces_table(self, found):
        yield [
            self.env._("Number"),
            self.env._("Base vehicle"),
            self.env._("Part type"),
            self.env._("Quantity"),
            self.env._("Note"),
        ]
        for row in found["rows"]:
            cells = (row.number, row.vehicle_ref, row.part_type, row.quantity, row.note)
            yield [str(cell) for cell in cells]

    @api.model
    def _render(self, table):
        """Return the rows as a table; every cell is escaped."""
        rows = list(table)
        titles = Markup().join(Markup("<th>%s</th>") % cell for cell in rows[0])
        body = Markup().join(
            Markup("<tr>%s</tr>")
            % Markup().join(Markup("<td>%s</td>") % cell for cell in row)
            for row in rows[1:]
        )
        return Markup(
            '<div class="table-responsive"><table class="table table-sm">'
            "<thead><tr>%s</tr></thead><tbody>%s</tbody></table></div>"
        ) % (titles, body)
