from odoo import models

OURS = "odoo.addons.garage_pos_payment.controllers.odoo_iot_box"


class IrHttp(models.AbstractModel):
    """Odoo's own ``iot`` (Enterprise) has the same addresses: there ours are away."""

    _inherit = "ir.http"

    def _generate_routing_rules(self, modules, converters):
        hidden = "iot" in modules
        for url, endpoint in super()._generate_routing_rules(modules, converters):
            if not (hidden and endpoint.func.__module__ == OURS):
                yield url, endpoint
