from odoo import api, models
from odoo.tools import ormcache


class GarageSupplierService(models.Model):
    """Who can be asked is known without asking the database at each key stroke."""

    _inherit = "garage.supplier.service"

    @api.model_create_multi
    def create(self, vals_list):
        services = super().create(vals_list)
        self.env.registry.clear_cache()
        return services

    def write(self, vals):
        result = super().write(vals)
        if {"active", "company_id", "sequence"} & vals.keys():
            self.env.registry.clear_cache()
        return result

    def unlink(self):
        result = super().unlink()
        self.env.registry.clear_cache()
        return result

    @api.model
    def _get_known_services(self):
        """Return what :meth:`_get_services` returns, from memory."""
        return self.browse(self._get_known_service_ids())

    @api.model
    @ormcache("self.env.company.id", "self.env.uid")
    def _get_known_service_ids(self):
        return tuple(self._get_services().ids)
