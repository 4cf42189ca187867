from odoo import api, fields, models
from odoo.exceptions import UserError


class GaragePartsOrderLine(models.TransientModel):
    """A missing part with the supplier who is proposed for it."""

    _name = "garage.parts.order.line"
    _description = "Missing part to order"
    _order = "id"

    wizard_id = fields.Many2one(
        "garage.parts.order", required=True, ondelete="cascade", index=True
    )
    currency_id = fields.Many2one(related="wizard_id.currency_id")
    sale_line_id = fields.Many2one("sale.order.line", required=True, readonly=True)
    job_id = fields.Many2one(related="sale_line_id.garage_job_id")
    product_id = fields.Many2one(related="sale_line_id.product_id")
    is_taken = fields.Boolean("Order")
    missing = fields.Float(digits="Product Unit", readonly=True)
    quantity = fields.Float(digits="Product Unit", required=True)
    partner_id = fields.Many2one("res.partner", "Supplier")
    price_unit = fields.Monetary("Price of one")
    arrives = fields.Datetime("Here")
    cutoff = fields.Char("Delivery", compute="_compute_cutoff")
    is_late = fields.Boolean(compute="_compute_cutoff")
    note = fields.Char(compute="_compute_cutoff")

    _quantity_positive = models.Constraint(
        "CHECK (quantity > 0)", "Order at least a part of one."
    )

    @api.depends("partner_id", "arrives", "sale_line_id", "wizard_id.promised_at")
    def _compute_cutoff(self):
        messages = self.env["garage.catalog.messages"]
        for line in self:
            promised = line.wizard_id.promised_at
            line.is_late = bool(promised and line.arrives and line.arrives > promised)
            line.cutoff = False
            if line.partner_id and line.arrives:
                delivery = line.partner_id._garage_get_next_delivery(
                    line.wizard_id.company_id
                )
                line.cutoff = messages._delivery_text(delivery.order_by, line.arrives)
            line.note = line._get_note()

    @api.onchange("partner_id", "quantity")
    def _onchange_partner_id(self):
        """Another supplier has his own price and delivery."""
        company = self.wizard_id.company_id
        product = self.product_id
        if not self.partner_id or not product:
            return
        supplies = product._garage_find_supplies({product.id: self.quantity}, company)
        own = [
            supply
            for supply in supplies[product.id]
            if supply.partner_id == self.partner_id.id
        ]
        self.is_taken = True
        if own:
            self.price_unit, self.arrives = own[0].price, own[0].arrives
        else:
            delivery = self.partner_id._garage_get_next_delivery(company)
            self.price_unit, self.arrives = product.standard_price, delivery.arrives

    def _get_note(self):
        """Why a line is not ticked, or what speaks against it."""
        self.ensure_one()
        if self.sale_line_id.state != "sale":
            return self.env._("not approved yet")
        if not self.partner_id:
            return self.env._("choose a supplier")
        return self.env._("too late") if self.is_late else False

    def _get_quantity_left(self, missing):
        """What is still to order when others ordered meanwhile."""
        self.ensure_one()
        now = missing.get(self.sale_line_id, 0.0)
        return self.quantity - max(self.missing - now, 0.0)

    def _check_supplier(self):
        self.ensure_one()
        if not self.partner_id:
            raise UserError(
                self.env._(
                    "Choose who delivers %(part)s, or take its tick off.",
                    part=self.product_id.display_name,
                )
            )

    def _prepare_purchase_vals(self, quantity):
        self.ensure_one()
        delivery = self.partner_id._garage_get_next_delivery(self.wizard_id.company_id)
        return {
            "product_id": self.product_id.id,
            "product_qty": quantity,
            "product_uom_id": self.product_id.uom_id.id,
            "price_unit": self.price_unit,
            "date_planned": self.arrives or delivery.arrives,
            "sale_line_id": self.sale_line_id.id,
        }
