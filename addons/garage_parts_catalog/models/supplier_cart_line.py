from odoo import Command, fields, models

from ..domain.number import normalize


class GarageSupplierCartLine(models.Model):
    """One article of a cart."""

    _name = "garage.supplier.cart.line"
    _description = "Line of a supplier's cart"
    _order = "cart_id, sequence, id"
    _rec_name = "number"

    cart_id = fields.Many2one(
        "garage.supplier.cart", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="cart_id.company_id", store=True)
    sequence = fields.Integer(readonly=True)
    is_taken = fields.Boolean("Take over", default=True)
    number = fields.Char(required=True, readonly=True)
    name = fields.Char("Description", readonly=True)
    brand = fields.Char(readonly=True)
    maker_number = fields.Char("Maker's number", readonly=True)
    quantity = fields.Float(digits="Product Unit", required=True)
    unit = fields.Char(readonly=True)
    price_unit = fields.Float("Price of one", digits=(14, 4), readonly=True)
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    lead_days = fields.Integer("Days until it is here", readonly=True)
    sale_price = fields.Float(
        "Sales price of a new part",
        digits="Product Price",
        help="Needed where the part is new and goes on a customer's job.",
    )
    item_id = fields.Many2one(
        "garage.catalog.item", "Catalogue part", readonly=True, ondelete="set null",
        index="btree_not_null",
    )  # fmt: skip
    product_id = fields.Many2one(
        "product.product", "Own part",
        help="Left empty, the catalogue part is used, or a new part is made.",
    )  # fmt: skip

    _quantity_positive = models.Constraint(
        "CHECK (quantity > 0)", "Take at least a part of one."
    )

    def _find_items(self):
        """Link the lines to the catalogue, the supplier's own list first."""
        items = self.env["garage.catalog.item"]
        numbers = {normalize(line.number) for line in self}
        numbers |= {normalize(line.maker_number or "") for line in self} - {""}
        found = items.search(
            [("number_norm", "in", list(numbers)), ("state", "=", "active")]
        )
        for line in self:
            line.item_id = line._pick_item(found)

    def _pick_item(self, items):
        """Return the catalogue part of a line; none where several could be meant."""
        supplier = self.cart_id.partner_id.commercial_partner_id
        own = items.filtered(
            lambda item: (
                item.number_norm == normalize(self.number)
                and item.source_id.partner_id.commercial_partner_id == supplier
            )
        )
        maker = items.filtered(
            lambda item: (
                item.number_norm == normalize(self.maker_number or self.number)
                and self.brand
                and item.brand_id.name_norm == normalize(self.brand)
            )
        )
        for candidates in (own, maker):
            if len(candidates.brand_id) == 1:
                return candidates[:1]
        return items.browse()

    def _get_company_price(self):
        """Return the price of one in the company's currency."""
        company = self.cart_id.company_id
        return self.currency_id._convert(
            self.price_unit, company.currency_id, company, round=False
        )

    def _prepare_purchase_vals(self, order=None):
        """Return the values of a purchase line, at the price of the shop.

        :param order: its currency is used; the company's without one
        """
        product = self._get_or_create_product()
        company = self.cart_id.company_id
        price = self._get_company_price()
        if order:
            price = self.currency_id._convert(
                self.price_unit, order.currency_id, company, round=False
            )
        return {
            "product_id": product.id,
            "product_qty": self.quantity,
            "product_uom_id": product.uom_id.id,
            "price_unit": price,
            "date_planned": self.cart_id.partner_id._garage_get_next_delivery(
                company, self.lead_days
            ).arrives,
        }

    def _get_or_create_product(self):
        """Return our part: the chosen one, that of the catalogue, or a new one."""
        self.ensure_one()
        if not self.product_id:
            known = self.item_id and self.item_id._get_or_create_product()
            self.product_id = known or self._find_own() or self._create_own()
        self._ensure_seller()
        return self.product_id

    def _find_own(self):
        """Return a part that this supplier sold under this number before."""
        seller = self.env["product.supplierinfo"].search(
            [
                ("partner_id", "child_of", self._get_supplier().id),
                ("product_code", "=", self.number),
                ("company_id", "in", [False, self.cart_id.company_id.id]),
            ],
            limit=1,
        )
        return seller.product_id or seller.product_tmpl_id.product_variant_id

    def _create_own(self):
        # Reached by taking over a cart, after its right was checked; who buys parts
        # need not be allowed to make products.
        products = self.env["product.product"].sudo()
        return products.create(self._prepare_product_vals()).with_env(self.env)

    def _prepare_product_vals(self):
        return {
            "name": self.name or self.number,
            "default_code": self.maker_number or self.number,
            "type": "consu",
            "is_storable": True,
            "standard_price": self._get_company_price(),
            "list_price": self.sale_price,
        }

    def _ensure_seller(self):
        """Note once that this supplier sells the part, under his number."""
        supplier = self._get_supplier()
        # Reached by taking over a cart, after its right was checked.
        product = self.product_id.sudo()
        known = product.seller_ids.partner_id.commercial_partner_id
        if supplier in known:
            return
        seller = {
            "partner_id": supplier.id,
            "product_code": self.number,
            "product_name": self.name,
            "price": self.price_unit,
            "currency_id": self.currency_id.id,
            "delay": self.lead_days,
        }
        product.seller_ids = [Command.create(seller)]

    def _get_supplier(self):
        return self.cart_id.partner_id.commercial_partner_id
