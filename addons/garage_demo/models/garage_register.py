from odoo import models
from odoo.tools import config


class GarageRegister(models.Model):
    """The simulated registers of the demo garage answer on its own address."""

    _inherit = "garage.register"

    def _get_url(self):
        if self.is_simulator:
            return f"http://127.0.0.1:{config['http_port']}/garage/simulator/register"
        return super()._get_url()
