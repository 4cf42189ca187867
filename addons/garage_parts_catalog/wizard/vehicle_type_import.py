import base64
import io

from odoo import fields, models


class GarageVehicleTypeImport(models.TransientModel):
    """Upload a list that ties outside vehicle numbers to make, model and year."""

    _name = "garage.vehicle.type.import"
    _description = "Import vehicle types"

    file = fields.Binary(required=True, attachment=False)
    file_name = fields.Char()
    result = fields.Text(readonly=True)

    def action_import(self):
        """Import the list and tell what changed."""
        self.ensure_one()
        content = self.with_context(bin_size=False).file or b""
        stream = io.BytesIO(base64.b64decode(content))
        self.result = self.env["garage.vehicle.type"]._import_list(stream)
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
            "name": self.env._("Import vehicle types"),
        }
