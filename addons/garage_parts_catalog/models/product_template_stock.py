from odoo import api, fields, models

from .product_category import NUMBER_KINDS


class ProductTemplate(models.Model):
    """A part: number of each piece, and deposit for its old part."""

    _inherit = "product.template"

    garage_number_kind = fields.Selection(
        NUMBER_KINDS,
        string="Number of each piece",
        help="Asked when the part is fitted. Empty: as its category says.",
    )
    garage_core_deposit = fields.Float(
        string="Core deposit",
        digits="Product Price",
        help="Charged with each piece and given back for the old part. In the "
        "currency of the company, without taxes unless prices include them.",
    )
    garage_core_product_id = fields.Many2one(
        "product.product",
        string="Core deposit product",
        domain=[("type", "=", "service")],
        help="Its taxes hold for the deposit. Empty: as the category or the settings "
        "of the garage say.",
    )

    garage_kit_line_ids = fields.One2many("garage.kit.line", "kit_tmpl_id", "Kit")
    garage_kit_price = fields.Selection(
        [("kit", "Price of the kit"), ("parts", "Prices of its parts")],
        string="A kit costs",
        default="kit",
        required=True,
        help="The price of the kit is shared over its parts to the cent.",
    )

    _garage_core_deposit_positive = models.Constraint(
        "CHECK (garage_core_deposit >= 0)", "A core deposit cannot be negative."
    )

    @api.model_create_multi
    def create(self, vals_list):
        self._set_garage_tracking(vals_list)
        return super().create(vals_list)

    @api.model
    def _set_garage_tracking(self, vals_list):
        """New products are tracked as their category says."""
        categories = self.env["product.category"]
        for vals in vals_list:
            if "tracking" in vals or not vals.get("is_storable"):
                continue
            category = categories.browse(vals.get("categ_id") or [])
            tracking = category._get_garage_setting("garage_tracking")
            if tracking:
                vals["tracking"] = tracking

    def _get_garage_number_kind(self):
        """Which number of each piece is kept, or False."""
        self.ensure_one()
        own = self.garage_number_kind
        if own:
            return own
        by_category = self.categ_id._get_garage_setting("garage_number_kind")
        if by_category:
            return by_category
        return self.tracking if self.tracking in ("serial", "lot") else False

    def _must_have_garage_number(self):
        """Whether the law, or Odoo's stock, forbids to put the number off."""
        self.ensure_one()
        return bool(self.categ_id._get_garage_setting("garage_number_must"))

    def _get_garage_core_product(self, company):
        """The product whose taxes hold for the deposit of this part."""
        self.ensure_one()
        return (
            self.garage_core_product_id
            or self.categ_id._get_garage_setting("garage_core_product_id")
            or company._get_garage_core_product()
        )

    def _get_garage_core_price(self, company, currency, day):
        """Deposit of one piece of this part in the currency of an order of that day."""
        self.ensure_one()
        return company.currency_id._convert(
            self.with_company(company).garage_core_deposit,
            currency or company.currency_id,
            company,
            day or fields.Date.context_today(self),
            round=False,
        )
