from odoo import api, models


class GarageVehicle(models.Model):
    _name = "garage.vehicle"
    _inherit = ["garage.vehicle", "pos.load.mixin"]

    @api.model
    def _load_pos_data_domain(self, data, config):
        """Vehicles of open orders only; others are searched when they are needed."""
        orders = data.get("pos.order", [])
        return [("id", "in", [order["garage_vehicle_id"] for order in orders])]

    @api.model
    def _load_pos_data_fields(self, config):
        return [
            "plate",
            "plate_country_code",
            "display_name",
            "owner_id",
            "alert_note",
            "write_date",
        ]
