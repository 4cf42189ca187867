"""Lists the devices of the box on the server; work reaches them over the API only."""

from odoo.addons.iot_drivers.driver import Driver

_TYPES = {"terminal": "payment", "printer": "printer"}


class GarageDriver(Driver):
    """One device of the box. It has no actions: what travels as an action is lost when
    a till reloads, and its failure is told to nobody."""

    connection_type = "garage"

    def __init__(self, identifier, device):
        super().__init__(identifier, device)
        self.device_name = device["name"]
        self.device_type = _TYPES.get(device["kind"], "device")
        # Without it the runtime tells the server of no device at all.
        self.device_subtype = "receipt_printer" if device["kind"] == "printer" else ""
        # Not "direct": the stock print calls would take the first direct printer.
        self.device_connection = device["link"]
        self.device_manufacturer = "Garage"

    @classmethod
    def supported(cls, device):
        return True
