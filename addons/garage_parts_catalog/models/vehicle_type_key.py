from odoo import api, fields, models

from ..tools.bulk_fitments import link_vehicle_types

KEY_SYSTEMS = [
    ("vcdb_base", "Base vehicle (ACES)"),
    ("vcdb_model", "Make and model (ACES)"),
    ("vcdb_equipment", "Machine (ACES)"),
    ("ktype", "K-Type"),
    ("ntype", "N-Type"),
    ("hsn_tsn", "HSN/TSN"),
    ("rdw", "RDW type"),
    ("own", "Own number"),
]


class GarageVehicleTypeKey(models.Model):
    """The number under which an outside catalogue knows a vehicle type."""

    _name = "garage.vehicle.type.key"
    _description = "Vehicle type number"
    _order = "system, code"
    _rec_name = "code"

    vehicle_type_id = fields.Many2one(
        "garage.vehicle.type", required=True, ondelete="cascade", index=True
    )
    system = fields.Selection(KEY_SYSTEMS, required=True)
    code = fields.Char(required=True)

    _system_code_type_uniq = models.UniqueIndex(
        "(system, code, vehicle_type_id)", "This vehicle type has this number already."
    )

    @api.model_create_multi
    def create(self, vals_list):
        keys = super().create(vals_list)
        self.flush_model()
        link_vehicle_types(self.env.cr, keys.ids)
        self.env["garage.catalog.fitment"].invalidate_model(["vehicle_type_id"])
        return keys
