from odoo import api, models

from ..clients.json_supplier import JsonSupplier


class GarageSupplierProviderJson(models.AbstractModel):
    """The reference protocol: JSON over HTTP, described in the README."""

    _name = "garage.supplier.provider.json"
    _inherit = "garage.supplier.provider"
    _description = "Live supplier by JSON"

    @api.model
    def _get_client(self, service):
        return JsonSupplier(service._get_url(), service.api_key)
