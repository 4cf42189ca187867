"""Finds the devices that the box is configured for."""

import logging

from odoo.addons.iot_drivers.interface import Interface
from odoo.addons.iot_drivers.iot_handlers.lib import garage_host
from odoo.addons.iot_drivers.iot_handlers.lib.garage_iot.errors import BoxError

_logger = logging.getLogger(__name__)
_LINKS = {"serial": "serial", "tcp": "network", "http": "network"}


class GarageInterface(Interface):
    connection_type = "garage"
    _loop_delay = 5  # devices come and go when they are set up from Odoo

    def get_devices(self):
        try:
            devices = list(garage_host.box().devices.values())
        except (BoxError, OSError) as error:
            _logger.error("the box does not run: %s", error)
            return {}
        return {
            # A bare id such as "printer" means "any printer" to the runtime.
            f"garage_{device.id}": {
                "name": device.name,
                "kind": device.kind,
                "link": _LINKS.get(device.spec.link, "network"),
            }
            for device in devices
        }
