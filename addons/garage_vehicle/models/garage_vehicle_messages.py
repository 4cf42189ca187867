from odoo import models


class GarageVehicle(models.Model):
    """The vehicle's chatter is the thread with its customer."""

    _name = "garage.vehicle"
    _inherit = ["garage.vehicle", "garage.message.mixin"]

    def _garage_message_vehicle(self):
        return self

    def _garage_message_wanted(self, message):
        """A message about a vehicle that was sold or archived helps nobody."""
        if not self.active:
            return False, self.env._("The vehicle is archived.")
        if message.partner_id not in self.owner_id | self.driver_id | self.bill_to_id:
            return False, self.env._("The vehicle has another customer now.")
        return super()._garage_message_wanted(message)
