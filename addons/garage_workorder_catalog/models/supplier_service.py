from odoo import models


class GarageSupplierService(models.Model):
    """Who goes to a shop from a job comes back to it."""

    _inherit = "garage.supplier.service"

    def _prepare_cart_vals(self):
        job_id = self.env.context.get("garage_shop_job_id", False)
        return {**super()._prepare_cart_vals(), "job_id": job_id}
