from odoo import models


class PurchaseOrder(models.Model):
    """Parts for an order, chosen in the supplier's own shop."""

    _inherit = "purchase.order"

    def action_garage_open_shop(self):
        """Go to the shop of this order's supplier, or let a person choose one."""
        self.ensure_one()
        shops = self.env["garage.supplier.service"]._get_shops()
        supplier = self.partner_id.commercial_partner_id
        own = shops.filtered(
            lambda shop: shop.partner_id.commercial_partner_id == supplier
        )
        target = (own[:1] or shops).with_context(garage_shop_purchase_id=self.id)
        return target.action_choose_shop()
