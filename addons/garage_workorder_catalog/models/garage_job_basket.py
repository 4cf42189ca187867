from odoo import models
from odoo.exceptions import UserError


class GarageJob(models.Model):
    """All parts that a job misses, at one supplier."""

    _inherit = "garage.job"

    def action_compare_suppliers(self):
        """Ask all live suppliers who has everything that this job misses."""
        self.ensure_one()
        self.check_access("write")
        quantities = {}
        for line, quantity in self.line_ids._get_missing_quantities().items():
            quantities.setdefault(line.product_id, 0.0)
            quantities[line.product_id] += quantity
        if not quantities:
            raise UserError(
                self.env._(
                    "Nothing to order: every part is here, on the shelf or ordered."
                )
            )
        target = {"model": self._name, "id": self.id, "method": "order_parts_at"}
        return self.env["product.product"]._garage_get_basket_action(quantities, target)

    def order_parts_at(self, service_id):
        """Open the proposal of what to order, with this supplier for all he has."""
        self.ensure_one()
        action = self.action_order_parts()
        services = self.env["garage.supplier.service"]._get_services()
        partner = services.filtered(lambda row: row.id == service_id).partner_id
        wizard = self.env[action["res_model"]].browse(action["res_id"])
        wizard._prefer(partner)
        return action

    def _get_order_actions(self, count):
        actions = super()._get_order_actions(count)
        if count > 1 and self.env["garage.supplier.service"]._get_known_services():
            compare = {
                "method": "action_compare_suppliers",
                "label": self.env._("Who has everything?"),
                "icon": "fa-balance-scale",
            }
            actions.append(compare)
        return actions
