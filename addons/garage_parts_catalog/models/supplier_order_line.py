from odoo import api, fields, models
from odoo.tools import float_compare, format_date


class GarageSupplierOrderLine(models.Model):
    """An ordered article beside what the supplier confirmed."""

    _name = "garage.supplier.order.line"
    _description = "Line of an order at a supplier"
    _order = "id"

    order_id = fields.Many2one(
        "garage.supplier.order", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="order_id.company_id", store=True)
    currency_id = fields.Many2one(related="order_id.currency_id")
    purchase_line_id = fields.Many2one(
        "purchase.order.line", index="btree_not_null", ondelete="set null"
    )
    product_id = fields.Many2one("product.product", "Part", required=True)
    brand = fields.Char()
    number = fields.Char(required=True)
    quantity = fields.Float("Ordered", digits="Product Unit", required=True)
    price_unit = fields.Float("Price", digits="Product Price", required=True)
    wanted = fields.Date("Wanted on")
    is_answered = fields.Boolean()
    confirmed_quantity = fields.Float("Confirmed", digits="Product Unit")
    is_price_told = fields.Boolean()
    confirmed_price = fields.Float("Price confirmed", digits="Product Price")
    confirmed_date = fields.Date("Comes on")
    new_number = fields.Char("Sent instead")
    new_brand = fields.Char("Brand of the replacement")
    remark = fields.Char("Supplier's remark")
    state = fields.Selection(
        [
            ("waiting", "No answer yet"),
            ("same", "As ordered"),
            ("differs", "Differs"),
            ("accepted", "Accepted"),
            ("kept", "Not accepted"),
        ],
        required=True,
        default="waiting",
    )
    difference = fields.Char(compute="_compute_difference")

    @api.depends(
        "is_answered",
        "confirmed_quantity",
        "confirmed_price",
        "confirmed_date",
        "new_number",
    )
    def _compute_difference(self):
        for line in self:
            line.difference = ", ".join(line._get_differences()) or False

    def _get_differences(self):
        """What differs, each in a few words."""
        self.ensure_one()
        if not self.is_answered:
            return []
        words = []
        if self._differs_in_quantity():
            words.append(
                self.env._(
                    "%(count)s instead of %(ordered)s",
                    count=f"{self.confirmed_quantity:g}",
                    ordered=f"{self.quantity:g}",
                )
                if self.confirmed_quantity
                else self.env._("not delivered")
            )
        if self._differs_in_price():
            words.append(
                self.env._(
                    "%(price)s instead of %(ordered)s",
                    price=self.currency_id.format(self.confirmed_price),
                    ordered=self.currency_id.format(self.price_unit),
                )
            )
        if self._differs_in_date():
            day = format_date(self.env, self.confirmed_date, date_format="EEE d MMM")
            words.append(self.env._("comes %(day)s", day=day))
        if self.new_number:
            words.append(self.env._("replaced by %s", self.new_number))
        return words

    def _differs_in_quantity(self):
        uom = self.product_id.uom_id
        return uom.compare(self.confirmed_quantity, self.quantity) != 0

    def _differs_in_price(self):
        if not self.is_price_told or not self.confirmed_quantity:
            return False
        places = self.env["decimal.precision"].precision_get("Product Price")
        return float_compare(self.confirmed_price, self.price_unit, places) != 0

    def _differs_in_date(self):
        told = self.confirmed_date and self.confirmed_quantity
        return bool(told and self.wanted and self.confirmed_date > self.wanted)
