from odoo import fields, models


class GarageKitImport(models.TransientModel):
    """Upload a list of kits; the kits it names are replaced as a whole."""

    _name = "garage.kit.import"
    _inherit = "garage.catalog.upload"
    _description = "Import kits"

    state = fields.Selection([("upload", "File"), ("done", "Report")], default="upload")
    result = fields.Text(readonly=True)

    def action_import(self):
        """Read the file and replace the kits that it names."""
        self.ensure_one()
        result = self.env["garage.kit.line"]._import_file(self._list_stream())
        self.write({"state": "done", "result": result})
        return self._reopen_as(self.env._("Import kits"))
