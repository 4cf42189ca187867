from odoo import fields, models
from odoo.tools import config

from odoo.addons.garage_parts_catalog.clients import supplier_stub


class GarageSupplierService(models.Model):
    """The simulated suppliers of the demo garage answer on its own address."""

    _inherit = "garage.supplier.service"

    scenario = fields.Selection(
        [
            ("ok", "Answers as it should"),
            ("slow", "Does not answer in time"),
            ("429", "Says it was asked too often"),
            ("500", "Is out of order"),
            ("malformed", "Sends a damaged answer"),
            ("changed_price", "Raised its prices by ten percent"),
            ("partial_stock", "Has half of what is asked"),
        ],
        "What it plays",
        default="ok",
        help="Faults to try what the screens do with them.",
    )

    def _get_url(self):
        if not self.is_simulator:
            return super()._get_url()
        scenario = self.scenario if self.scenario in supplier_stub.SCENARIOS else "ok"
        base = f"http://127.0.0.1:{config['http_port']}/garage/simulator/supplier"
        return f"{base}/{scenario}"
