from odoo import api, models
from odoo.fields import Domain

from odoo.addons.garage_vehicle.domain import license_plate

from .garage_job_feed import WORKABLE

#: so many answers help; more only hide the right one
MOST = 8


class GarageJob(models.Model):
    """What a scanned or typed code is, when it is on no job of the phone's list."""

    _inherit = "garage.job"

    @api.model
    def find_for_floor(self, code):
        """Parts with this code and jobs of the vehicle or work order, without prices.

        :param code: barcode, article number, plate, work order or key tag
        """
        code = (code or "").strip()
        if not code:
            return {"parts": [], "jobs": []}
        jobs = self._for_floor().search(self._get_find_domain(code), limit=MOST)
        employee = self.env.user.employee_id
        rows = [
            {**job._get_mechanic_row(employee), "mechanic": job.mechanic_id.name or ""}
            for job in jobs
        ]
        return {"parts": self._find_parts(code), "jobs": rows}

    @api.model
    def _get_find_domain(self, code):
        key = license_plate.plate_key(code)
        visit = Domain("workorder_id.name", "=ilike", code)
        visit |= Domain("workorder_id.key_tag", "=ilike", code)
        visit |= Domain("vehicle_id.vin", "=ilike", code)
        if key:
            visit |= Domain("vehicle_id.plate_key", "=", key)
        return (
            visit
            & Domain("state", "in", WORKABLE)
            & Domain("company_id", "in", self.env.companies.ids)
        )

    @api.model
    def _find_parts(self, code):
        return [
            {
                "id": product.id,
                "name": product.display_name,
                "stock": product.free_qty,
                "unit": product.uom_id.name,
            }
            for product in self._find_scanned_products(code)
        ]

    @api.model
    def _find_scanned_products(self, code):
        """Products with this code; add-ons know more codes."""
        # mechanics may know name and stock of a part that they hold in their hand
        products = self.env["product.product"].sudo()
        return products.search(
            [
                "|",
                ("barcode", "=", code),
                ("default_code", "=ilike", code),
                ("type", "=", "consu"),
                ("company_id", "in", [*self.env.companies.ids, False]),
            ],
            limit=MOST,
        )
