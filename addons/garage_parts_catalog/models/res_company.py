from odoo import fields, models


class ResCompany(models.Model):
    """How this garage handles deposits for old parts and the age of tyres."""

    _inherit = "res.company"

    garage_core_product_id = fields.Many2one(
        "product.product",
        string="Core deposit product",
        domain=[("type", "=", "service")],
        help="Its taxes hold for deposits on parts, unless the part or its category "
        "names another.",
    )
    garage_core_days = fields.Integer(
        string="Old part accepted for (days)",
        default=90,
        help="How long a customer may bring the old part back. Zero: no limit.",
    )
    garage_tyre_months = fields.Integer(
        string="Tyres are old after (months)",
        default=36,
        help="Whoever fits an older tyre is warned. Zero: no warning.",
    )

    garage_price_tolerance = fields.Float(
        string="Below list without a reason (%)",
        default=5.0,
        help="Who types a price further below the list is asked for a reason.",
    )

    def _get_garage_core_product(self):
        """The deposit product of the garage; the shipped one until it chose its own."""
        self.ensure_one()
        chosen = self.garage_core_product_id
        shipped = self.env.ref(
            "garage_parts_catalog.product_core_deposit", raise_if_not_found=False
        )
        return chosen or shipped or self.env["product.product"]
