from odoo import fields, models


class GarageVehicleTypeImport(models.TransientModel):
    """Upload a list that ties outside vehicle numbers to make, model and year."""

    _name = "garage.vehicle.type.import"
    _inherit = "garage.catalog.upload"
    _description = "Import vehicle types"

    file = fields.Binary(required=True)
    result = fields.Text(readonly=True)

    def action_import(self):
        """Import the list and tell what changed."""
        self.ensure_one()
        self.result = self.env["garage.vehicle.type"]._import_list(self._list_stream())
        return self._reopen_as(self.env._("Import vehicle types"))
