from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..domain import key_table


class GarageVehicle(models.Model):
    """The key numbers of the German registration certificate, fields 2.1 and 2.2."""

    _inherit = "garage.vehicle"

    hsn = fields.Char(string="HSN (2.1)", copy=True)
    tsn = fields.Char(string="TSN (2.2)", copy=True)

    @api.constrains("hsn", "tsn")
    def _check_key_numbers(self):
        for vehicle in self.filtered(lambda row: row.hsn or row.tsn):
            keys = key_table.normalise(vehicle.hsn or "", vehicle.tsn or "")
            if vehicle.hsn and vehicle.tsn and not key_table.is_key(*keys):
                raise ValidationError(
                    self.env._(
                        "HSN has four digits and TSN begins with three letters or"
                        " digits, for example 0603 and BGU. Look at fields 2.1 and 2.2."
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        vehicles = super().create(vals_list)
        vehicles.filtered(lambda row: row.hsn and row.tsn)._apply_key_numbers()
        return vehicles

    def write(self, vals):
        result = super().write(vals)
        if vals.get("hsn") or vals.get("tsn"):
            self.filtered(lambda row: row.hsn and row.tsn)._apply_key_numbers()
        return result

    def _apply_key_numbers(self):
        """Fill what the bought table says; nothing is asked outside."""
        for vehicle in self:
            row = self.env["garage.key.number"]._find(vehicle.hsn, vehicle.tsn)
            if row:
                facts = row._get_facts()
                vehicle._fill_register_facts(facts)
                vehicle.register_data = {
                    "source": self.env._("Key numbers %s", row.display_name),
                    "asked": fields.Date.to_string(fields.Date.context_today(self)),
                    "facts": facts,
                }
