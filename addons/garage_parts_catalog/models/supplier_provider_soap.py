from odoo import api, models

from ..clients.soap_supplier import SoapSupplier


class GarageSupplierProviderSoap(models.AbstractModel):
    """The same questions and orders by SOAP, described in the README."""

    _name = "garage.supplier.provider.soap"
    _inherit = "garage.supplier.provider"
    _description = "Live supplier by SOAP"

    @api.model
    def _get_client(self, service):
        return SoapSupplier(service._get_url(), service.api_key)
