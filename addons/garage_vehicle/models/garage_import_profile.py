from odoo import api, fields, models


class GarageImportProfile(models.Model):
    """How the files of one other system are laid out: chosen once, used again."""

    _name = "garage.import.profile"
    _description = "Import profile"
    _order = "name"

    name = fields.Char(required=True)
    kind = fields.Selection(selection="_get_kinds", required=True)
    headings = fields.Json(required=True)
    targets = fields.Json(required=True)
    encoding = fields.Char()
    delimiter = fields.Char()
    active = fields.Boolean(default=True)

    @api.model
    def _get_kinds(self):
        return (
            self.env["garage.import"]._fields["kind"]._description_selection(self.env)
        )

    @api.model
    def _find(self, kind, headings):
        """Return the profile of files with exactly these titles."""
        profiles = self.search([("kind", "=", kind)])
        return profiles.filtered(lambda one: one.headings == list(headings))[:1]

    @api.model
    def _keep(self, batch):
        """Save the layout of an import for the next file with the same titles."""
        columns = batch.column_ids.sorted("position")
        vals = {
            "headings": columns.mapped(lambda column: column.heading or ""),
            "targets": {
                str(column.position): column.target
                for column in columns
                if column.target
            },
            "encoding": batch.encoding,
            "delimiter": batch.delimiter,
        }
        known = self._find(batch.kind, vals["headings"])
        if known:
            known.write(vals)
            return known
        return self.create({"name": batch.name, "kind": batch.kind, **vals})
