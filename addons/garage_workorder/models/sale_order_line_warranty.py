from odoo import models


class SaleOrderLine(models.Model):
    """A part that was sold with a warranty."""

    _inherit = "sale.order.line"

    def _get_warranty(self):
        """Warranty of the part of this line as a list of at most one row."""
        self.ensure_one()
        product = self.product_id
        months, kilometres = product.garage_warranty_months, product.garage_warranty_km
        if not (months or kilometres) or not self.product_uom_qty:
            return []
        return [
            {
                "template_id": False,
                "product_id": product.id,
                "name": self.name.splitlines()[0],
                "supplier_id": product.seller_ids[:1].partner_id.id,
                "months": months,
                "kilometres": kilometres,
            }
        ]
