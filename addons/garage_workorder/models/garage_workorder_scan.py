from odoo import api, models
from odoo.fields import Domain

from odoo.addons.garage_vehicle.domain import license_plate


class GarageWorkorder(models.Model):
    """What a code that somebody scanned is: a slip, a key tag, a vehicle, a part."""

    _inherit = "garage.workorder"

    @api.model
    def find_scanned(self, code):
        """Return the action that opens what has this code, False for an unknown one.

        :param code: number of a work order, key tag, plate or VIN; add-ons beside this
            one know more
        """
        code = (code or "").strip()
        if not code:
            return False
        found = self._find_scanned_workorder(code) or self._find_scanned_vehicle(code)
        return found._get_records_action() if found else self._open_scanned_part(code)

    @api.model
    def _find_scanned_workorder(self, code):
        """The slip's number comes first, then the key tag of a car in the shop."""
        own = Domain("company_id", "in", self.env.companies.ids)
        by_name = self.search(own & Domain("name", "=ilike", code), limit=1)
        keys = Domain("key_tag", "=ilike", code) & Domain("key_state", "=", "in_shop")
        return by_name or self.search(own & keys, limit=1)

    @api.model
    def _find_scanned_vehicle(self, code):
        domain = Domain("vin", "=ilike", code)
        key = license_plate.plate_key(code)
        if key:
            domain |= Domain("plate_key", "=", key)
        return self.env["garage.vehicle"].search(domain, limit=1)

    @api.model
    def _open_scanned_part(self, code):
        """Return the action that opens a part of the store."""
        part = self.env["product.product"].search(
            Domain("barcode", "=", code) | Domain("default_code", "=ilike", code),
            limit=1,
        )
        return part._get_records_action() if part else False
