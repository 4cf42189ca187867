from odoo import api, fields, models


class SaleOrderLine(models.Model):
    """A part that was sold with a warranty."""

    _inherit = "sale.order.line"

    garage_warranty_months = fields.Integer(
        string="Warranty (months)",
        compute="_compute_garage_warranty",
        store=True,
        precompute=True,
        help="As it was when the part was sold; a later change of the part counts "
        "for what is sold from then on.",
    )
    garage_warranty_km = fields.Integer(
        string="Warranty (km)",
        compute="_compute_garage_warranty",
        store=True,
        precompute=True,
    )

    @api.depends("product_id", "state")
    def _compute_garage_warranty(self):
        """Taken over when the line is made and once more when the order is confirmed.

        It does not depend on the length on the product: what was sold stays.
        """
        for line in self:
            product = line.product_id
            line.garage_warranty_months = product.garage_warranty_months
            line.garage_warranty_km = product.garage_warranty_km

    def _get_warranty(self):
        """Warranty of the part of this line as a list of at most one row."""
        self.ensure_one()
        product = self.product_id
        months, kilometres = self.garage_warranty_months, self.garage_warranty_km
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
