from odoo import api, fields, models


class GarageVehicle(models.Model):
    """Tyres, batteries and airbags of the vehicle with their numbers."""

    _inherit = "garage.vehicle"

    component_ids = fields.One2many("garage.vehicle.component", "vehicle_id")
    component_count = fields.Integer(compute="_compute_component_count")

    @api.depends("component_ids.state")
    def _compute_component_count(self):
        found = dict(
            self.env["garage.vehicle.component"]._read_group(
                [("vehicle_id", "in", self.ids), ("state", "!=", "removed")],
                ["vehicle_id"],
                ["__count"],
            )
        )
        for vehicle in self:
            vehicle.component_count = found.get(vehicle._origin, 0)

    def action_view_components(self):
        """Numbered parts of this vehicle, those taken off too."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "garage_parts_catalog.garage_vehicle_component_action"
        )
        action["domain"] = [("vehicle_id", "=", self.id)]
        action["context"] = {"default_vehicle_id": self.id}
        return action
